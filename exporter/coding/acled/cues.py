"""Words that speak for ACLED's classes, found in a sentence in one pass.

A cue is a phrase with one or more kinds (``crowd``, ``state``, ``kill``, ``air`` …). The kinds are the vocabulary of
the codebook: who is there, what they do, with what, and to whom. What a cue means for the code is decided by the
frames and the tally.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from exporter.coding.acled.forms import (
    ATTRIBUTIVE,
    RATHER_NOUNS,
    behind_preposition,
    has_object,
    is_bare_noun,
    is_infinitive,
    is_no_verb,
    is_noun,
)
from exporter.coding.acled.names import is_name, is_named, named_parties
from exporter.coding.acled.senses import cue_trie, read_cues
from exporter.coding.acled.splits import GAP, find_split, split_forms
from exporter.coding.acled.wordlists import name_set, scope_words
from exporter.coding.english.inflection import first_words
from exporter.coding.phrases import PhraseTrie
from exporter.coding.text import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.coding.acled.senses import Meaning
    from exporter.coding.acled.splits import Split
    from exporter.coding.text import Sentence, Token

_PHRASE = 3  # words of a cue that a verb and a particle further on do not undo
_ARMIES = frozenset(("army", "force", "forces", "council"))  # in names of armed groups only beside certain words
_MANY = ("many",)
_HUMAN = frozenset(("group", "clan", "civ", "rioter", "armed", "state", "crowd", "throng", "herder", "captive"))
_PEOPLE = frozenset(("group", "clan", "civ", "rioter"))
_FORMER = frozenset(("former", "ex", "retired", "off-duty", "ex-", "demobilised", "demobilized"))
_BOMBS = frozenset(("ied", "weapon"))
_FIGHTS = frozenset(("clash", "firefight"))
_ENDS = frozenset(
    ("end", "ending", "halt", "halting", "cessation", "cease", "pause", "pausing", "stop", "suspension", "suspend")
)
_NOT_ENDED = frozenset((",", ";", "after", "by", "with", "and", "during", "as"))
_HARM = frozenset(("harm",))
_STRIKES = frozenset(("strike", "strikes"))
_TAKING = frozenset(("capture", "recapture"))
_WEAPONS = frozenset(("weapon",))
_AIRBORNE = frozenset(("shell", "ied", "weapon"))  # what may be fired or dropped from the air
_STRIKERS = frozenset(("strike", "strikes", "bombers"))
_FAR = ("cruise", "ballistic", "hypersonic")  # missiles that are no air strike whatever carries them
_WIELDING = tuple(
    f"{arm}-{how}"
    for arm in ("gun", "pistol", "rifle", "kalashnikov", "weapon", "ak-47", "machete", "knife", "sword", "axe")
    for how in ("wielding", "toting", "carrying", "bearing", "brandishing")
)
_BANDS = frozenset(("coalition", "alliance", "force", "forces", "unit", "units"))
_MEMBERS = frozenset(
    form
    for word in (
        "member", "leader", "commander", "cadre", "suspect", "supporter", "operative", "recruit", "element", "unit",
        "faction", "group", "individual", "cadet",
    )
    for form in (word, word + "s")
)  # fmt: skip


@dataclass(slots=True, eq=False)
class Cue:
    """A phrase of a sentence with its kinds; ``start`` and ``end`` count tokens."""

    start: int
    end: int
    kinds: frozenset[str]
    verb: bool
    forms: frozenset[str]
    ids: tuple[str, ...]
    text: str
    scope: str = "main"
    weight: float = 1.0


def find_cues(sentence: Sentence) -> list[Cue]:
    """Return the cues of a sentence from left to right, the longest phrase winning."""
    texts, words = sentence.written, sentence.words
    trie = cue_trie()
    cues: list[Cue] = []
    for start, end, payloads in trie.scan(words):
        sense = payloads[0]
        verb = bool(sense.verb) and not (sense.noun and is_noun(words, start, sense))
        if is_name(texts, words, start, end, sense):
            continue
        if verb and sense.noun and behind_preposition(words, start, sense):
            verb = False  # "escalated into riots"
        if verb and end - start > 1 and _is_noun_and_more(words, start, end, sense):
            noun = _first_noun(words[start])
            if noun is not None:  # "a day of protests against the delays"
                cues.append(
                    Cue(start, start + 1, noun.noun, verb=False, forms=noun.forms, ids=noun.ids, text=words[start])
                )
                continue
        if verb and end - start == 1 and _is_object(cues, start, sense):
            verb = False  # "dragged recruits out"
            if not sense.noun:
                continue
        if (verb and is_no_verb(words, start, end, sense)) or (not verb and is_infinitive(words, start, end, sense)):
            continue
        kinds = sense.verb if verb else (sense.noun or sense.verb)
        cues.append(Cue(start, end, kinds, verb, sense.forms, sense.ids, " ".join(words[start:end])))
    cues = _with_compounds(words, _with_splits(words, cues))
    return _refine(words, _with_known(sentence, _with_names(sentence, cues))) if cues else cues


def _is_object(cues: list[Cue], start: int, sense: Meaning) -> bool:
    """Tell whether what might be a verb in -s stands directly behind a verb: "dragged recruits out"."""
    return "third" in sense.forms and bool(cues) and cues[-1].verb and cues[-1].end == start


def _is_noun_and_more(words: list[str], start: int, end: int, sense: Meaning) -> bool:
    """Tell whether what may be a verb and its preposition is a noun: "Sunday's rally for reform"."""
    return behind_preposition(words, start, sense) or is_bare_noun(words, start, end, sense)


def _first_noun(word: str) -> Meaning | None:
    """Return what a word alone means as a noun."""
    found = cue_trie().longest([word], 0)
    return found[1][0] if found is not None and found[1][0].noun else None


def _with_compounds(words: list[str], cues: list[Cue]) -> list[Cue]:
    """Read what a hyphen joins: "chlorine-filled barrels", "an anthrax-laced letter"."""
    if "-" not in "".join(words):
        return cues
    found: list[Cue] = []
    for i, word in enumerate(words):
        first, _, last = word.rpartition("-")
        if last in name_set("compound_heads") and not any(cue.start <= i < cue.end for cue in cues):
            noun = _first_noun(first)
            if noun is not None:
                found.append(Cue(i, i + 1, noun.noun, verb=False, forms=noun.forms, ids=noun.ids, text=word))
    return sorted([*cues, *found], key=lambda cue: cue.start) if found else cues


@cache
def _splits() -> dict[str, list[Split]]:
    return split_forms(
        (phrase, one["cue"], one["id"]) for one in read_cues() for phrase in one["words"] if GAP in phrase
    )


def _with_splits(words: list[str], cues: list[Cue]) -> list[Cue]:
    """Let a verb and its particle further on be one cue, in place of what the verb alone would be."""
    forms = _splits()
    found: dict[int, Cue] = {}
    for start in [at for at, word in enumerate(words) if word in forms]:
        if start and words[start - 1] in ATTRIBUTIVE:
            continue
        if words[start] in RATHER_NOUNS and not has_object(words, start + 1):
            continue  # "forces dislodged them from"
        if any(cue.start < start < cue.end for cue in cues):
            continue  # "attacked an army post, killing soldiers": no posting of soldiers
        if any(cue.start == start and cue.end - start >= _PHRASE for cue in cues):
            continue  # "took to the streets over fares" took over nothing
        if splits := find_split(words, start, forms):
            kinds, ids = frozenset((splits[0].kind,)), (splits[0].rule,)
            names = frozenset(split.form for split in splits)
            found[start] = Cue(start, start + 1, kinds, verb=True, forms=names, ids=ids, text=splits[0].text)
    if not found:
        return cues
    kept = [cue for cue in cues if not any(cue.start <= start < cue.end for start in found)]
    return sorted([*kept, *found.values()], key=lambda cue: cue.start)


@cache
def _known_names() -> PhraseTrie[str]:
    trie: PhraseTrie[str] = PhraseTrie(grow=_grown_names)
    for name, kind in named_parties():
        trie.wait(first_words("phrase", name), (name, kind))
    return trie


def _grown_names(_: str, waiting: Iterable[tuple[str, str]]) -> Iterator[tuple[list[str], str]]:
    for name, kind in waiting:
        yield words_of(name), kind


def _with_known(sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """Add the names of armed groups and forces that the actor files know, where no cue stands."""
    words = sentence.words
    names: list[Cue] = []
    covered = {i for cue in cues for i in range(cue.start, cue.end)}
    for start, end, kinds in _known_names().scan(words):
        if not covered.intersection(range(start, end)) and is_named(sentence.tokens, start, end):
            text = " ".join(words[start:end])
            kind = frozenset((kinds[0],))
            names.append(Cue(start, end, kind, verb=False, forms=frozenset(), ids=("named-" + kinds[0],), text=text))
    return sorted([*cues, *names], key=lambda cue: cue.start) if names else cues


def _with_names(sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """Add the names of armed groups that no list holds, known by a word in them: "the Upland Front", "Sons of Omar"."""
    heads, armies = name_set("armed_names"), name_set("army_names")
    names: list[Cue] = []
    for at in [at for at, word in enumerate(sentence.words) if word in heads or word in _ARMIES]:
        tokens, token = sentence.tokens, sentence.tokens[at]
        army = token.lower in _ARMIES
        if not token.text[0].isupper() or token.text.isupper():
            continue
        start, end = _name_span(tokens, at)
        inside = {one.lower for one in tokens[start:end]}
        if end - start < 2 or (army and not inside & armies):  # noqa: PLR2004 - one word is no name
            continue
        if not names or names[-1].end <= start:
            text = " ".join(one.lower for one in tokens[start:end])
            kind = frozenset(("state",)) if _is_owned(sentence.words, cues, start) else frozenset(("armed",))
            names.append(Cue(start, end, kind, verb=False, forms=frozenset(), ids=(), text=text))
    if not names:
        return cues
    covered = {i for name in names for i in range(name.start, name.end)}
    kept = [cue for cue in cues if cue.verb or not covered.intersection(range(cue.start, cue.end))]
    return sorted([*kept, *names], key=lambda cue: cue.start)


def _is_owned(words: Sequence[str], cues: list[Cue], start: int) -> bool:
    """Tell whether a name is of a part of an army: "the army's Giants Brigades"."""
    owner = words[start - 1 : start] in (["'s"], ["'"])
    return owner and any(cue.end == start - 1 and "state" in cue.kinds for cue in cues)


def _name_span(tokens: Sequence[Token], at: int) -> tuple[int, int]:
    """Return the capitalised words around a token, with "of", "for" and "the" between them."""
    start, end = at, at + 1
    while start > 0 and tokens[start - 1].kind == "word" and tokens[start - 1].text[0].isupper():
        start -= 1
    if start == 0 and tokens[0].lower in ("the", "a", "an") and at > 0:
        start = 1
    while end < len(tokens):
        small = sum(token.lower in ("of", "for", "the") for token in tokens[end : end + 2])
        step = 1 + (small if tokens[end].lower in ("of", "for", "the") else 0)
        if end + step > len(tokens) or not tokens[end + step - 1].text[0].isupper():
            break
        end += step
    return start, end


@cache
def _adjectives() -> dict[str, frozenset[str]]:
    lists = scope_words()
    kinds = {word: frozenset(("armed", "unknown")) for word in lists["unknown_adjectives"]}
    kinds |= dict.fromkeys(lists["angry_adjectives"], frozenset(("group", "throng")))
    return {**kinds, **dict.fromkeys(lists["armed_adjectives"], frozenset(("armed",)))}


def _refine(words: list[str], cues: list[Cue]) -> list[Cue]:
    """Let the words around a noun for people say whose people they are: "armed youths", "members of the army"."""
    out: list[Cue] = []
    for number, cue in enumerate(cues):
        if out and not cue.verb and not out[-1].verb and out[-1].end == cue.start and _heads(out[-1], cue):
            out.pop()  # "bus passengers", "rebel stronghold": the last noun says what it is
        if out and out[-1].ids == _MANY and words[out[-1].end : cue.start] == ["of"] and not cue.kinds & _HUMAN:
            out.pop()  # "dozens of huts"
        _requalify(words, cues, number)
        if out and cue.text in _BANDS and out[-1].end == cue.start and "armed" in out[-1].kinds and not out[-1].verb:
            out[-1].end = cue.end  # "rebel forces" are rebels
            continue
        if not cue.verb and cue.kinds & _PEOPLE and _joins(words, cues, number, out):
            continue
        out.append(cue)
    return out


def _joins(words: list[str], cues: list[Cue], number: int, out: list[Cue]) -> bool:
    """Say whose people a noun for people means; tell whether it is one with the party before it: "Wagner men"."""
    cue = cues[number]
    before = words[cue.start - 1] if cue.start else ""
    gap = cue.start - out[-1].end if out and _party(out[-1]) else 2
    if _bears_arms(words, cues, number) or before.endswith(_WIELDING):
        cue.kinds = frozenset(("armed",))
    elif before in name_set("crowd_adjectives") and cue.kinds & {"group", "civ"}:
        cue.kinds = frozenset(("crowd",))  # "striking porters"
    elif before in name_set("hoods") and cue.text in name_set("hooded_crowds"):
        cue.kinds = frozenset(("group", "throng"))  # who hides the face in a riot
    elif before in _adjectives() and not cue.kinds & {"civ", "rioter"}:
        cue.kinds = _adjectives()[before]
    elif (cue.text == "men" and gap == 0) or (cue.text in _MEMBERS and gap <= 1):
        out[-1].end = cue.end
        return True
    elif cue.text in _MEMBERS and words[cue.end : cue.end + 1] == ["of"]:
        owner = next((c for c in cues[number + 1 : number + 3] if c.start - cue.end <= 4), None)  # noqa: PLR2004
        if owner is not None and _party(owner):
            cue.kinds = owner.kinds
    return False


def _requalify(words: list[str], cues: list[Cue], number: int) -> None:
    """Let the words around a cue change what it is: a former soldier, a band of rebels, an attempt to take a hill."""
    cue = cues[number]
    if cue.kinds & _BOMBS and "suicide" in words[max(cue.start - 3, 0) : cue.start]:
        cue.kinds = frozenset(("suicide",))  # "a suicide vehicle-borne bomb"
    elif cue.verb:
        _requalify_verb(words, cue)
    elif cue.kinds & _AIRBORNE or cue.text in _STRIKERS:
        _requalify_weapon(words, cues, number)
    else:
        _requalify_noun(words, cues, number)


def _requalify_verb(words: list[str], cue: Cue) -> None:
    """Tell an attempt to take a place, which is a fight for it, and harm that is serious."""
    before = words[cue.start - 1] if cue.start else ""
    if cue.kinds & _TAKING and before == "to" and not cue.text.startswith("oust"):
        if not name_set("attempts").isdisjoint(words[max(cue.start - 7, 0) : cue.start - 1]):
            cue.kinds = frozenset(("clash",))  # "an attempt by the army to retake the mill"
    elif "attack" in cue.kinds and before in name_set("severe"):
        cue.kinds |= _HARM


def _requalify_weapon(words: list[str], cues: list[Cue], number: int) -> None:
    """Tell what strikes from the air."""
    cue = cues[number]
    kinds: tuple[str, ...] = ()
    if cue.text == "bombers" and not name_set("flying").isdisjoint(words):
        kinds = ("aircraft",)
    elif _flies(words, cues, number):
        kinds = ("air",)
    cue.kinds = frozenset(kinds) or cue.kinds


def _requalify_noun(words: list[str], cues: list[Cue], number: int) -> None:
    """Tell bands by their members, fights that end, and soldiers that are none any more."""
    cue = cues[number]
    if cue.text in _BANDS and words[cue.end : cue.end + 1] == ["of"]:
        owner = next((one for one in cues[number + 1 : number + 2] if one.start - cue.end <= 3), None)  # noqa: PLR2004
        if owner is not None and _party(owner):
            cue.kinds = owner.kinds
    if cue.kinds & _FIGHTS and _ended(words, cue.start):
        cue.kinds = frozenset(("agree",))
    if "armed" in cue.kinds and cue.text in name_set("army_units") and _is_owned(words, cues, cue.start - 1):
        cue.kinds = frozenset(("state",))  # "the army's Giants brigades"
    if "state" in cue.kinds and words[max(cue.start - 1, 0)] in name_set("mutinous"):
        cue.kinds = frozenset(("armed",))
    if cue.kinds & {"armed", "state"} and _FORMER.intersection(words[max(cue.start - 2, 0) : cue.start]):
        cue.kinds = frozenset(("civ",))


def _flies(words: list[str], cues: list[Cue], number: int) -> bool:
    """Tell whether a strike or a shell comes from aircraft."""
    cue = cues[number]
    if cue.text in _STRIKES:
        return any("aircraft" in one.kinds for one in cues)
    return "shell" in cue.kinds and not cue.text.startswith(_FAR) and _from_aircraft(words, cues, number)


def _from_aircraft(words: list[str], cues: list[Cue], number: int) -> bool:
    """Tell whether what is fired comes from the air: "a missile from an unmanned plane"."""
    cue = cues[number]
    carrier = next((one for one in cues[number + 1 : number + 3] if "aircraft" in one.kinds), None)
    if carrier is None or carrier.start - cue.end > 5:  # noqa: PLR2004 - further off it belongs to other words
        return False
    return not {"from", "by"}.isdisjoint(words[cue.end : carrier.start])


def _ended(words: list[str], at: int) -> bool:
    """Tell whether the words before a fight say that it ends: "a halt in the fighting", "to end months of clashes"."""
    before = words[max(at - 5, 0) : at]
    ends = max((i for i, word in enumerate(before) if word in _ENDS), default=-1)
    return ends >= 0 and not set(before[ends + 1 :]) & _NOT_ENDED


def _bears_arms(words: list[str], cues: list[Cue], number: int) -> bool:
    """Tell whether people are told of with guns: "youths with rifles", "herders armed with guns"."""
    end = cues[number].end
    if words[end : end + 1] != ["with"] and words[end : end + 2] != ["armed", "with"]:
        return False
    if any(one.verb and cues[number].start - one.end <= 2 for one in cues[max(number - 2, 0) : number]):  # noqa: PLR2004
        return False  # "assaulted the owners with rifles"
    weapon = next(iter(cues[number + 1 : number + 2]), None)
    return weapon is not None and weapon.kinds == _WEAPONS and weapon.start - end <= 3  # noqa: PLR2004


def _heads(modifier: Cue, head: Cue) -> bool:
    """Tell whether a noun directly behind another is its head."""
    if modifier.text == "local":
        return True  # "a local gang"
    if head.kinds & {"civ", "group"} and not head.text.startswith("member"):
        return bool(modifier.kinds & {"property", "place", "road", "convoy"})
    if head.kinds & {"road"}:
        return bool(modifier.kinds & {"place", "property", "base"})
    return bool(head.kinds & {"base", "place"} and modifier.kinds & {"armed", "state"})


def _party(cue: Cue) -> bool:
    return not cue.verb and bool(cue.kinds & {"armed", "state"})
