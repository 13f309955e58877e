"""Names of armed groups and forces that the actor files know, as cues: who bears them is an armed side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.naming import EXTERNAL, IDENTITY, POLITICAL, REBELS, STATE, read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.coding.acled.senses import Meaning
    from exporter.coding.text import Token

_NAMES = frozenset(("march", "shell", "grad", "target", "gap", "battle", "strike", "rally"))
_NAMED = frozenset(  # what may close a name and still be what it says: "the Kivu Rebels", "the Sand River Bridge"
    (
        *("armed", "state", "group", "civ", "clan", "crowd", "throng", "herder", "captive", "base", "convoy", "place"),
        *("property", "road", "aircraft", "weapon"),
    )
)
_LEAGUES = frozenset(("alliance", "accord", "amnesty"))  # within a name, behind another capital
_ARMED = frozenset((REBELS, POLITICAL, IDENTITY))
_FORCES = frozenset((STATE, EXTERNAL))
_ACRONYM = 6  # letters: capitals up to this length are an acronym
_MEMBERS = frozenset(("group", "fighters", "militants", "members", "rebels"))
_PARTIES = frozenset(("PTY", "OPPPTY", "GOVPTY", "OPP"))


def named_parties() -> Iterator[tuple[str, str]]:
    """Yield every known name of an armed group or a force with its kind as a party."""
    for row in read_rows("organisations"):
        kind = _kind(row["acled"], row["kind"], row["cameo"])
        if not kind:
            continue
        short, _, long = row["name"].partition(": ")
        for name in dict.fromkeys((row["name"], short, long, *row["aliases"].split("; "))):
            stem, _, noun = name.rpartition(" ")
            if noun in _MEMBERS and stem.isupper():
                yield stem, kind  # who has "IS fighters" is called IS
            elif name and not name.islower():
                yield name, kind


def _kind(acled: str, kind: str, cameo: str) -> str:
    if acled in _ARMED and kind == "group" and cameo not in _PARTIES:
        return "armed"
    return "state" if acled in _FORCES and kind != "local" else ""


def is_named(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Tell whether the text writes a name as a name: an acronym in capitals, others with a capital."""
    text = tokens[start].text
    if end - start > 1:
        return not text[0].islower() and any(token.text[0].isupper() for token in tokens[start + 1 : end])
    if not text[0].isupper():
        return False
    letters = text.replace("-", "").replace(".", "")
    if len(letters) <= _ACRONYM and letters.isupper():
        return not (len(tokens) > 1 and all(token.text.isupper() for token in tokens[:3] if token.kind == "word"))
    return start > 0 and not letters.isupper()


def _beside_number(texts: Sequence[str], at: int) -> bool:
    near = (*texts[max(at - 1, 0) : at], *texts[at + 1 : at + 2])
    return texts[at][0].isupper() and any(text[0].isdigit() for text in near)


def is_name(texts: Sequence[str], words: Sequence[str], start: int, end: int, sense: Meaning) -> bool:
    """Tell whether a word is the month of March or the company Shell rather than a cue."""
    text, word = texts[start], words[start]
    if word == "march" and end - start == 1 and _beside_number(texts, start):
        return True  # "JOHANNESBURG, March 22", "MARCH 17"
    if end - start > 1 or start == 0 or not text[0].isupper() or text.isupper():
        return False
    first = start == 1 and words[0] == "the"
    if word in _LEAGUES or (word in _NAMES and (first or texts[start - 1][0].islower())):
        return True
    return not sense.noun & _NAMED and _ends_name(texts, start)


def _ends_name(texts: Sequence[str], start: int) -> bool:
    """Tell whether a capital stands behind another one in a sentence that has few: "Merrill Lynch", "Angus Stone"."""
    if start < 2 or not texts[start - 1].istitle():  # noqa: PLR2004 - the first word of a sentence has a capital anyway
        return False
    capitals = sum(text[0].isupper() for text in texts)
    return capitals * 3 <= len(texts)
