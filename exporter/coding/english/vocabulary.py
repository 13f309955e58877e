"""Closed word classes and verb forms of English, ready for look-up."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from exporter.coding.english.inflection import verb_forms

if TYPE_CHECKING:
    from collections.abc import Iterable

BASE, THIRD, PAST, PARTICIPLE, ING = 1, 2, 4, 8, 16
_KINDS = {"base": BASE, "third": THIRD, "past": PAST, "participle": PARTICIPLE, "ing": ING}

# Where a word is in several classes, the later one here wins; context decides in tagging.
_CLASSES = (
    ("adverbs", "R"),
    ("adjectives", "J"),
    ("quantities", "#"),
    ("prepositions", "P"),
    ("determiners", "D"),
    ("pronouns", "O"),
    ("possessives", "S"),
    ("relatives", "Q"),
    ("coordinators", "C"),
    ("modals", "M"),
)


class Vocabulary:
    """Word classes by lower-case word.

    Attributes:
        closed: tag of each word of a closed class.
        verbs: lemma and kinds (a bit mask) of each verb form.
        noun_verbs: verb forms that are nouns as well.
        guesses: tags that words have by themselves, as the tagger remembers them.

    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.closed: dict[str, str] = {}
        self.guesses: dict[str, str] = {}
        for name, tag in _CLASSES:
            self.closed.update(dict.fromkeys(data[name], tag))
        self.auxiliaries: dict[str, str] = {
            form: lemma for lemma, forms in data["auxiliaries"].items() for form in forms
        }
        self.closed.update(dict.fromkeys(self.auxiliaries, "X"))
        self.closed.update(
            dict.fromkeys(("if", "because", "although", "though", "while", "when", "whenever", "unless"), "U")
        )
        self.closed.update(dict.fromkeys(("whereas", "whether", "lest", "once", "why", "how"), "U"))
        self.closed.update({"to": "T", "not": "R", "'s": "K", "as": "P", "no": "D"})
        self.negations = frozenset(data["negations"])
        self.particles = frozenset(data["particles"])
        self.subordinators = frozenset(data["subordinators"])
        self.subject_pronouns = frozenset(data["subject_pronouns"])
        self.time_homographs = frozenset(data["time_homographs"])
        self.time_nouns = frozenset(data["time_nouns"])
        self.nouns = frozenset(form for word in data["nouns"] for form in (word, word + "s"))
        self.adjective_verbs = frozenset(data["adjective_verbs"])
        self.compound_ing = frozenset(data["compound_ing"])
        self.between_adverbs = frozenset(data["between_adverbs"])
        self.attributive_alone = frozenset(data["attributive_alone"])
        self.attributive = frozenset(data["attributive"])
        self.group_adjectives = frozenset(data["group_adjectives"])
        self.support_verbs = frozenset(data["support_verbs"])
        self.weekdays = frozenset(word for word in self.time_nouns if word.endswith("day") and word != "day")
        self.intransitive = frozenset(data["intransitive"])
        self.ing_nouns = frozenset(form for word in data["ing_nouns"] for form in (word, word + "s"))
        self.speech = frozenset(data["speech"])
        self.content_nouns = frozenset(form for word in data["content_nouns"] for form in (word, word + "s"))
        self.negating_pairs = frozenset(tuple(pair.split()) for pair in data["negating_pairs"])
        self.object_control = frozenset(data["object_control"])
        self.noun_suffixes = tuple(data["noun_suffixes"])
        self.adjective_suffixes = tuple(data["adjective_suffixes"])
        self.verbs: dict[str, tuple[str, int]] = {}
        self.noun_verbs: set[str] = set()
        nouns = frozenset(data["noun_verbs"])
        for lemma in data["verbs"]:
            self.add_verb(lemma, noun=lemma in nouns)

    def add_verb(self, lemma: str, *, noun: bool) -> None:
        """Enter all forms of a verb; ``noun`` tells whether base and third person are nouns as well."""
        for kind, form in verb_forms(lemma):
            known = self.verbs.get(form)
            if known is None or (known[0] != lemma and kind == "base"):
                self.verbs[form] = (lemma, _KINDS[kind] | (known[1] if known else 0))
            elif known[0] == lemma:
                self.verbs[form] = (lemma, known[1] | _KINDS[kind])
            else:
                self.verbs[form] = (known[0], known[1] | _KINDS[kind])
            if noun and kind in ("base", "third"):
                self.noun_verbs.add(form)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(
        files("exporter.coding").joinpath("english", "words.json").read_text(encoding="utf-8")
    )
    return data


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of english/words.json."""
    return Vocabulary(_data())


def extended(verbs: Iterable[str]) -> Vocabulary:
    """Return a vocabulary of its own that knows these verbs too."""
    made = Vocabulary(_data())
    for lemma in verbs:
        if lemma not in made.verbs and lemma not in made.closed:
            made.add_verb(lemma, noun=True)  # many are; context tells
    return made
