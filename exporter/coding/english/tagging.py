"""Coarse parts of speech by rule.

Tags are single letters: D determiner, S possessive pronoun, O pronoun, Q relative or question word, P preposition,
C coordinator, U subordinator, X be/have/do, M modal, T infinitive marker, R adverb, J adjective, N noun, E name,
V verb (finite or base form), G verb in -ing, L participle, K possessive 's, # number, and marks as they stand
(all quotation marks are ").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.english.agreement import behind_noun
from exporter.coding.english.guessing import by_shape, first_guess, guessed, starts
from exporter.coding.english.participles import reduce_relatives, resumes
from exporter.coding.english.vocabulary import BASE, ING, PARTICIPLE, PAST, THIRD, Vocabulary

if TYPE_CHECKING:
    from exporter.coding.english.given import Given
    from exporter.coding.text import Sentence

_OPENS_GROUP = frozenset("DSEO#JN")
_NOUNS = frozenset("NE")
_ENDS_CLAUSE = frozenset(".;:?!(")


def tag(sentence: Sentence, vocabulary: Vocabulary, given: Given | None = None) -> list[str]:
    """Return one tag for each token; ``given`` are passages known to be noun phrases."""
    words, texts = sentence.words, sentence.written
    long, capitals = sentence.capitals()
    if capitals and long > _FEW:  # they mean nothing, because nearly every word has one, as in a headline
        kinds = sentence.kinds
        tags = [first_guess(*one, vocabulary, opens=True) for one in zip(texts, words, kinds, strict=True)]
    else:
        guesses = list(map(vocabulary.guesses.get, texts))
        for at in starts(sentence):
            guesses[at] = first_guess(texts[at], words[at], sentence.kinds[at], vocabulary, opens=True)
        tags = guessed(guesses, sentence, vocabulary)
    for at in starts(sentence):
        if tags[at] == "E":
            tags[at] = _opening(words[at:], tags[at:], vocabulary)
    if given is not None:
        given.settle_heads(words, tags, vocabulary)
    for i, guess in enumerate(tags):
        if guess not in _OPEN:
            continue
        if guess == "#":
            if i and words[i - 1] in _APPROXIMATE:
                tags[i - 1] = "D" if words[i - 1] == "than" else "R"
            elif i and words[i - 1] in _BOUND_ENDS and (length := _bound(i, words)):
                tags[i - length : i] = "D" * length
            if words[i + 1 : i + 2] == ["am"]:
                tags[i + 1] = "#"  # at 6 am
        if guess == "?":
            tags[i] = _verb_or_noun(i, words, tags, vocabulary)
        elif guess == "G":
            tags[i] = _unknown_ing(_before(i, tags), _after(i, tags), words[i], vocabulary)
        elif guess == "L":  # a verb that the vocabulary lacks, by its ending
            tags[i] = _past(i, PAST | PARTICIPLE, _before(i, tags), _after(i, tags), words, tags)
        elif guess == "J" and words[i] in vocabulary.between_adverbs and i and tags[i - 1] in "XMR":
            if tags[i + 1 : i + 2] in (["?"], ["X"]):
                tags[i] = "R"
        elif guess == "J" and words[i] in vocabulary.group_adjectives:
            if _acts(i, words, tags, vocabulary):
                tags[i] = "N"
        elif guess == "J" and words[i] in _TIMELY:
            if words[i + 1 : i + 2] and words[i + 1] in _WHEN:
                tags[i] = "R"
        elif guess == "R":
            if words[i] == "back" and _before(i, tags) in "TM":
                tags[i] = "V"  # vowed to back the king
        elif guess in "TKQDPJ" and words[i] in _CONTEXTUAL:
            tags[i] = _contextual(i, words, tags, vocabulary)
        if given is not None and guess in "?L":
            tags[i] = given.settle(i, words, tags, vocabulary)
    if "M" in tags:
        _unknown_behind_modals(tags)
    reduce_relatives(words, tags, vocabulary, given.main_verbs(words, tags, vocabulary) if given is not None else ())
    return tags


def _unknown_behind_modals(tags: list[str]) -> None:
    """Take a word that no list has for a verb directly behind a modal: "won't renegotiate"."""
    for i in range(len(tags) - 1):
        if tags[i] == "M" and tags[i + 1] == "N":
            tags[i + 1] = "V"


_OPEN = frozenset("#?GJTKQDPLR")  # first guesses that the words around may change
_FEW = 2  # words longer than three letters that say nothing about capitals
_TIMELY, _WHEN = ("late", "early"), frozenset(("on", "in", "at", "last", "this"))  # late on Monday
_BEFORE_GERUND = frozenset(("by", "of", "for", "without", "from", "after", "before"))
_CONTEXTUAL = frozenset(("to", "'s", "that", "since", "before", "after", "until", "till", "as", "her", "like", "where"))


# What stands before a number and makes it a bound: no preposition, so that "killed up to 20" has an object.
_BOUNDS = (("at", "least"), ("at", "most"), ("up", "to"), ("as", "many", "as"), ("as", "few", "as"))
_BOUND_ENDS = frozenset(bound[-1] for bound in _BOUNDS)

_APPROXIMATE = frozenset(("over", "around", "about", "under", "near", "than", "roughly", "approximately", "nearly"))


def _bound(i: int, words: list[str]) -> int:
    """Return how many words before a number make it a bound."""
    return next((len(bound) for bound in _BOUNDS if tuple(words[max(i - len(bound), 0) : i]) == bound), 0)


def _opening(words: list[str], tags: list[str], vocabulary: Vocabulary) -> str:
    """Tag an unknown capitalised first word: a name unless its shape and neighbour say otherwise."""
    shape = by_shape(words[0], vocabulary)
    if words[0] in vocabulary.nouns:
        return "N"
    if shape == "R" and (len(tags) == 1 or tags[1] != "E"):
        return "R"
    lower = words[0]
    if len(tags) > 1 and tags[1] == "?":
        kinds = vocabulary.verbs[words[1]][1]
        if not kinds & ING and (not kinds & BASE) and words[1] not in vocabulary.noun_verbs:
            return "E"  # Hungary sealed, Portugal says
    plain = lower.endswith(vocabulary.noun_suffixes) or shape == "J"
    return shape if plain and len(tags) > 1 and tags[1] in "N?JP" else "E"


def _before(i: int, tags: list[str]) -> str:
    """Return the tag before ``i``, adverbs left out; a mark at the start."""
    i -= 1
    while i >= 0 and tags[i] == "R":
        i -= 1
    return tags[i] if i >= 0 else "^"


def _after(i: int, tags: list[str]) -> str:
    i += 1
    while i < len(tags) and tags[i] == "R":
        i += 1
    return tags[i] if i < len(tags) else "$"


def _contextual(i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> str:
    word = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    if word == "to":
        known = vocabulary.verbs.get(following)
        if i + 2 < len(words) and tags[i + 1] == "R" and not (known and known[1] & BASE):
            known = vocabulary.verbs.get(words[i + 2])
        base = following in ("be", "have", "do") or bool(known and known[1] & BASE and tags[i + 1] in "?R")
        return "T" if base else "P"
    if word == "'s":
        pronoun = i > 0 and words[i - 1] in ("he", "she", "it", "that", "there", "who", "what", "here", "let")
        return "X" if pronoun else "K"
    before = _before(i, tags)
    after = _after(i, tags)
    if word == "that":
        if before in _NOUNS or before == ",":
            return "Q" if after in "?XMVLG" or before in _NOUNS else "U"
        return "U" if before in "VGLJ" and before != "^" else "D" if after in "NJ?E#" else "O"
    if word == "where":
        return "Q" if before in _NOUNS else "U"
    if word == "her":
        return "S" if after in "NJE#?" else "O"
    if word == "like":
        return "P"
    if following in vocabulary.subject_pronouns:
        return "U"
    # since, before, after, until, as: a clause follows where a finite verb comes before the next comma
    bounded = any(tuple(words[i + 1 : i + 1 + len(bound)]) == bound for bound in _BOUNDS)  # after at least two
    return "U" if (after in "DSOENJ#" or bounded) and _has_finite(i + 1, words, tags, vocabulary) else "P"


def _has_finite(i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> bool:
    for j in range(i, min(i + 12, len(tags))):
        found = tags[j]
        if found in ",;." or found in "QU":
            return False
        if found == "M" or (found == "X" and words[j] not in ("be", "been", "being", "having")):
            return True
        if found == "T":
            return False
        if found == "?" and j > i:
            kinds = vocabulary.verbs[words[j]][1]
            if kinds & PAST and tags[j - 1] in "NEO?":
                return not (j + 1 < len(words) and words[j + 1] in ("by", "in"))
            if kinds & THIRD and words[j] not in vocabulary.noun_verbs:
                return True
    return False


def _verb_or_noun(i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> str:
    kinds = vocabulary.verbs[words[i]][1]
    before = _before(i, tags)
    after = _after(i, tags)
    if before in ("T", "M"):
        return "V"
    if after in "NEJ?" and before != "X" and not (kinds & ING and after == "E" and words[i - 1] in _BEFORE_GERUND):
        word = words[i]
        if word in vocabulary.attributive and (before not in "NE" or after in "N?"):
            return "J"
        if word in vocabulary.attributive_alone and before not in "NEOQC," and after != "?":
            return "J"
    if before == "X":
        helper = vocabulary.auxiliaries[words[_index_before(i, tags)]]
        if helper == "do" and kinds & BASE:
            return "V"
        if kinds & (PARTICIPLE | ING) and not (kinds & BASE and helper == "be" and words[i] in vocabulary.noun_verbs):
            return "G" if kinds & ING else "L"
        return "L" if kinds & PARTICIPLE else "N"
    if kinds & ING:
        return _ing(before, after, words, i, vocabulary, tags)
    if kinds & (PAST | PARTICIPLE) and not kinds & (BASE | THIRD):
        return _past(i, kinds, before, after, words, tags)
    return _base_or_third(i, kinds, before, after, words, tags, vocabulary)


def _index_before(i: int, tags: list[str]) -> int:
    i -= 1
    while tags[i] == "R":
        i -= 1
    return i


def _acts(i: int, words: list[str], tags: list[str], vocabulary: Vocabulary) -> bool:
    """Tell whether "military" stands alone as a noun: a verb, a preposition or a mark follows."""
    after = tags[i + 1] if i + 1 < len(tags) else "$"
    if after == "?":
        kinds = vocabulary.verbs[words[i + 1]][1]
        second = tags[i + 2] if i + 2 < len(tags) else "$"
        if words[i + 1] in vocabulary.attributive or kinds & ING:
            return False
        return bool(kinds & PAST and not kinds & BASE) or (bool(kinds & THIRD) and second in "DSOE#J")
    return after not in "NEJ#?G"


def _ing(before: str, after: str, words: list[str], i: int, vocabulary: Vocabulary, tags: list[str]) -> str:
    if before in "DSK":
        return "J" if after in "NE?" else "N"
    if before == "J" and after in "P.,$":
        return "N"
    following = words[i + 1] if i + 1 < len(words) else ""
    if following == "of" and before in "^NEJCP":
        return "N"
    if words[i] in vocabulary.compound_ing and before in "NE" and after in "N?":
        return "N"
    if words[i] in vocabulary.ing_nouns:
        if before in "VL" and (after == "C" or following in ("to", "from")):
            return "N"  # provided training and equipment, slashed funding to the agency
        listed = before == "C" and i > 1 and tags[i - 2] == "N"  # airstrikes and shelling
        if (before in "NEJ#" or listed) and after not in "DSONE#":
            return "N"
        if before == "P" and i and words[i - 1] in ("of", "despite", "amid") and after not in "DSONE#":
            return "N"
        if before in "^CP" and (
            after in "XMV" or following in ("in", "between", "on", "at", "near", "over", "continued", "erupted")
        ):
            return "N"
    if before in "^CVLU" and after in "XM":
        return "N"  # say fighting has driven them out
    return "G"


def _unknown_ing(before: str, after: str, word: str, vocabulary: Vocabulary) -> str:
    if before in "DSKJ#" and (word in vocabulary.time_nouns or after not in "NEJ?DSO"):
        return "N"  # the morning, a costly undoing
    return "J" if before in "PDSKJNE" and after in "NEJ?" else "G"


def _past(i: int, kinds: int, before: str, after: str, words: list[str], tags: list[str]) -> str:
    if before in "DSK":
        return "J" if after in "NE?JG#" else "N" if kinds & PARTICIPLE else "V"
    if before == "#" and i > 1 and tags[i - 2] == "E" and kinds & PAST:
        return "V"  # on March 28 filed
    if before == "J" and kinds & PAST and after in "DSO":
        return "V"  # the auditor-general blamed the ministry
    if before in "J#":
        return "J" if after in "NE" and i and tags[i - 1] != "R" else "L" if before == "#" else "J"
    if before in "VGL" and kinds & PARTICIPLE:
        return "J" if after in "N?" else "L"
    if before == '"' and kinds & PARTICIPLE and i > 1 and tags[i - 2] == "X":
        return "L"  # were “neutralised”
    if before == "P" or (before == '"' and i > 1 and tags[i - 2] == "P"):
        return "J" if after in "NE" else "L"  # praised him as “trusted by friends”
    if before == "," and kinds & PAST and resumes(i, words, tags):
        return "V"
    if before in ",^(" or before == '"':
        following = words[i + 1] if i + 1 < len(words) else ""
        if before == "^" or following in ("by", "as") or (after == "P" and not _listed(i, tags)):
            return "J" if after in "NE" and before == "^" else "L"
        return "V"
    if before == "C":
        if i > 2 and tags[i - 2] in "NJ" and tags[i - 3] in "DSK" and after in "NEJ" and words[i - 2].endswith("ed"):
            tags[i - 2] = "J"
            return "J"  # the besieged and battered town
        return _as_before_coordinator(i, tags, kinds)
    return "V" if kinds & PAST else "L"


def _listed(i: int, tags: list[str]) -> bool:
    """Tell whether a comma before ``i`` seems to stand between verbs of one list."""
    return any(tags[j] == "V" and tags[j - 1 : j] != ["T"] for j in range(max(0, i - 8), i))


def _as_before_coordinator(i: int, tags: list[str], kinds: int) -> str:
    for j in range(i - 1, -1, -1):
        if tags[j] in "VLG":
            if tags[j] == "L" and kinds & PARTICIPLE:
                return "L"
            return "V" if kinds & PAST else "L"
        if tags[j] in _ENDS_CLAUSE:
            break
    return "V" if kinds & PAST else "L"


def _base_or_third(
    i: int, kinds: int, before: str, after: str, words: list[str], tags: list[str], vocabulary: Vocabulary
) -> str:
    noun = words[i] in vocabulary.noun_verbs
    if before == "#" and kinds & THIRD and i > 1 and tags[i - 2] == "E" and after in "DSOE#":
        return "V"  # Unit 88 raids the hall
    if before in "DSK" or (before in "JP#" and (noun or kinds & (BASE | THIRD))):
        if kinds & PAST and before in "P#J" and not noun:
            return "L"
        if before == "P" and after in "NJ?" and words[i] in vocabulary.adjective_verbs:
            return "J"  # with open arms
        return "N" if noun or after not in "NE" else "J"
    if before == "O" and words[_index_before(i, tags)] in vocabulary.subject_pronouns:
        return "V"
    if before == "Q":
        return "V"
    if words[i] in vocabulary.adjective_verbs and (before in "OXVGD^J" or (before not in "N,CE" and after in "NJ?")):
        return "J"
    second = tags[i + 2] if i + 2 < len(tags) else "."
    opens = after in _OPENS_GROUP or (
        after == "?"
        and words[i + 1] in vocabulary.noun_verbs
        and second in "P.,$NE?"
        and (before == "E" if kinds & THIRD else before in ("NC" if kinds & PAST else "N"))
    )
    following = words[i + 1] if i + 1 < len(words) else ""
    if before in _NOUNS or before in ',")':
        return behind_noun(i, kinds, before, words, tags, noun=noun, opens=opens, after=after, vocabulary=vocabulary)
    if before == "C":
        j = i - 2
        if j >= 0 and tags[j] in "VN" and not noun:
            return "V"
        if noun and j >= 0 and tags[j] == "N" and tags[i + 1 : i + 2] == ["N"] and not following.endswith("s"):
            return "N"  # a ground and air offensive
        earlier = next((tags[k] for k in range(i - 1, -1, -1) if tags[k] in "VLGTM"), "")
        return "V" if earlier in ("V", "T", "M") and opens else "N" if noun else "V"
    if before == "^":
        return "N" if noun else "V"
    if before in "VGL":
        return "V" if kinds & PAST and not noun else "N"
    return "N" if noun else "V"
