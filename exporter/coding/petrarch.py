"""Load actor and verb dictionaries in the form of TABARI and PETRARCH, as far as it maps.

docs/lexicon.md says what maps and what does not. What does not is left out with a finding, never guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.actor_index import Known
from exporter.coding.countries import countries
from exporter.coding.lexicon import entry_of
from exporter.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.coding.lexicon import Entry

_CODE = re.compile(r"\[\s*([^\]]*?)\s*\]")
_FORMS = re.compile(r"\{[^}]*\}")
_HEAD = re.compile(r"^---\s*(\S[^\[]*?)\s*(?:\[([^\]]*)\])?\s*---")
_CAMEO = re.compile(r"^(0[1-9]|1[0-9]|20)[0-9]{0,2}$")
_DATES = re.compile(r"^(\w+)(?:\s+(?:([<>])\s*(\d{6,8})|(\d{6,8})\s*-\s*(\d{6,8})))?$")
_CENTURY_TURN = 40  # two-digit years below it are of this century


@dataclass(frozen=True, slots=True)
class PetrarchVerbs:
    """Lexicon entries made of a verb dictionary, and what could not be mapped."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class PetrarchActors:
    """Names with what they stand for, made of an actor dictionary, and what could not be mapped."""

    names: tuple[tuple[str, Known], ...]
    findings: tuple[Finding, ...]


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        text = line.split("#")[0].split(";")[0].rstrip()
        if text.strip() and not text.lstrip().startswith("<!--"):
            yield number, text


def _plain(words: str) -> str:
    return " ".join(words.replace("_", " ").split()).lower()


def read_petrarch_verbs(path: Path) -> PetrarchVerbs:
    """Return the entries of a verb dictionary.

    A verb becomes an entry of its own, and a pattern that goes on with plain words behind the verb becomes a longer
    phrase of it; words before the verb are asked for in the sentence.
    """
    entries: list[Entry] = []
    findings: list[Finding] = []
    verb = code = ""
    for number, line in _lines(path):
        found = _CODE.search(line)
        own = found.group(1).split(":")[0].strip() if found else ""
        head = _HEAD.match(line)
        if head:
            verb, code = _plain(head.group(1)), (head.group(2) or "").split(":")[0].strip()
            if _CAMEO.match(code):
                entries.append(_entry(path, number, verb, code))
        elif line.lstrip().startswith("-"):
            phrase = _pattern(line, verb)
            if phrase is None or not _CAMEO.match(own):
                findings.append(_unmapped(path, number, line, "pattern"))
            else:
                entries.append(_entry(path, number, phrase[0], own, needs=phrase[1]))
        elif line.lstrip()[0] in "&+~":
            findings.append(
                _unmapped(path, number, line, "synonym set" if line.lstrip()[0] in "&+" else "transformation")
            )
        else:
            verb = _plain(_FORMS.sub("", _CODE.sub("", line)))
            used = own or code
            if verb and _CAMEO.match(used):
                entries.append(_entry(path, number, verb, used))
            elif verb and used and used != "---":
                findings.append(_unmapped(path, number, line, "code"))
    return PetrarchVerbs(tuple(entries), tuple(findings))


def _entry(path: Path, number: int, words: str, code: str, *, needs: tuple[str, ...] = ()) -> Entry:
    data = {
        "id": f"petrarch.{path.stem.lower()}.{number}",
        "pos": "verb",
        "words": [words],
        "cameo": code,
        "weight": 0.5,
    }
    return entry_of({**data, "needs": needs} if needs else data)


def _pattern(line: str, verb: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the phrase of a pattern and the words asked for before the verb, or None where it does not map."""
    body = _CODE.sub("", line.lstrip()[1:])
    before, star, after = body.partition("*")
    if not star or not verb or any(mark in after for mark in "&{}()%"):
        return None
    words = [word for word in after.split() if word not in ("+", "$")]
    needs = tuple(
        _plain(word.strip("()")) for word in before.split() if word not in ("+", "$", "%") and not word.startswith("&")
    )
    phrase = " ".join([verb, *(_plain(word) for word in words)])
    return phrase, tuple(word for word in needs if word.isalpha())


def read_petrarch_actors(path: Path) -> PetrarchActors:
    """Return the names of an actor or agent dictionary; lines of dates below a name restrict it."""
    names: list[tuple[str, Known]] = []
    findings: list[Finding] = []
    current: list[str] = []
    for number, line in _lines(path):
        text = line.strip()
        codes = _CODE.findall(text)
        name = _plain(_FORMS.sub("", _CODE.sub("", text)).lstrip("+"))
        if text.startswith(("!", "&")):
            findings.append(_unmapped(path, number, line, "agent plural rule"))
            continue
        if name:
            current = [*current, name] if text.startswith("+") else [name]
        for code in codes:
            made = _known(current[0] if current else "", code.lstrip("~"))
            if made is None or not current:
                findings.append(_unmapped(path, number, line, "code"))
            else:
                names.extend((one, made) for one in current)
    return PetrarchActors(tuple(names), tuple(findings))


def _known(name: str, code: str) -> Known | None:
    parts = _DATES.match(code)
    if parts is None or not parts.group(1).isupper():
        return None
    since = until = ""
    if parts.group(2) == "<":
        until = _day(parts.group(3))
    elif parts.group(2) == ">":
        since = _day(parts.group(3))
    elif parts.group(4):
        since, until = _day(parts.group(4)), _day(parts.group(5))
    whole = parts.group(1)
    country = whole[:3] if whole[:3] in countries() else ""
    role = whole[3:] if country else whole
    if country and not role:
        return Known(kind="country", name=name.title(), country=country, since=since, until=until)
    kind = "official" if country else "organisation"
    return Known(kind=kind, name=name.title(), country=country, cameo=role, since=since, until=until)  # type: ignore[arg-type]


def _day(digits: str) -> str:
    """Return the ISO day of YYMMDD or YYYYMMDD."""
    if len(digits) == 6:  # noqa: PLR2004 - a date of six digits
        digits = ("20" if int(digits[:2]) < _CENTURY_TURN else "19") + digits
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}"


def _unmapped(path: Path, number: int, line: str, what: str) -> Finding:
    return Finding(
        code="petrarch-unmapped",
        message=f"this {what} has no counterpart and is left out",
        severity="warning",
        file=str(path),
        row=number,
        value=line.strip(),
        expected="see docs/lexicon.md",
    )
