"""The first guess at the part of speech of each word, by the dictionaries and by its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from exporter.coding.datelines import HEADED, dateline_end

if TYPE_CHECKING:
    from exporter.coding.english.vocabulary import Vocabulary
    from exporter.coding.text import Sentence, TokenKind

_QUOTES = frozenset("\"“”«»‘'`")
_NAMES = frozenset(("US", "IS"))  # names that look like small words in capitals
_REMEMBERED = 100_000  # words: endless text needs no endless memory


def guessed(guesses: list[str | None], sentence: Sentence, vocabulary: Vocabulary) -> list[str]:
    """Return first guesses, made and remembered where there is none yet: the same words come again and again."""
    if None in guesses:
        known = vocabulary.guesses
        if len(known) > _REMEMBERED:
            known.clear()
        for i, kind in enumerate(sentence.kinds):
            if guesses[i] is None:
                text = sentence.written[i]
                guesses[i] = known[text] = first_guess(text, sentence.words[i], kind, vocabulary, opens=False)
    return cast("list[str]", guesses)


def first_guess(text: str, lower: str, kind: TokenKind, vocabulary: Vocabulary, *, opens: bool) -> str:
    """Return what a word is by itself; where it ``opens`` its sentence, its capital says little."""
    if kind == "number":
        return "#"
    if kind == "punct":
        return '"' if text in _QUOTES else "!" if text == "?" else text[0]
    capital = text[0].isupper()
    if capital and not opens:
        known = vocabulary.closed.get(lower)
        return (
            known if known and known in "DSOPCQXM" and lower != "may" and len(lower) > 1 and text not in _NAMES else "E"
        )
    closed = vocabulary.closed.get(lower)
    if closed is not None and not (capital and lower == "us"):
        return closed
    if lower in vocabulary.verbs:
        return "?"
    if capital:
        return "E"
    return by_shape(lower, vocabulary)


def by_shape(lower: str, vocabulary: Vocabulary) -> str:
    """Return what a word in small letters is by its ending, where no closed class and no verb has it."""
    if lower in vocabulary.nouns:
        return "N"
    if lower.endswith("ly"):
        return "R"
    if lower.endswith(vocabulary.noun_suffixes):
        return "N"
    if lower.endswith(vocabulary.adjective_suffixes) and not lower.endswith("-general"):
        return "J"
    if len(lower) > 5:
        if lower.endswith("ing"):
            return "J" if "-" in lower else "G"
        if lower.endswith("ed"):
            return "J" if "-" in lower else "L"
    return "N"


def starts(sentence: Sentence) -> tuple[int, ...]:
    """Return the tokens whose capitals say little: the first, and the first behind a dateline."""
    # Tokens are made on demand, and hardly any other sentence needs them here.
    behind = dateline_end(sentence.index, sentence.tokens) if sentence.index < HEADED else 0
    return (0, behind) if 0 < behind < len(sentence.words) else (0,)
