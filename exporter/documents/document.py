"""The Document: one news text to be coded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A passage of the text that was marked elsewhere.

    Attributes:
        start: offset of the first character.
        end: offset behind the last character.
        role: the part that the passage plays in the event asked for, or None.
        label: kind of entity, in the annotator's words, or None.
        name: resolved name of the entity, or None.

    """

    start: int
    end: int
    role: Literal["source", "target"] | None = None
    label: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One news text; schema/document.schema.json says what each field means.

    Offsets, those of ``entities`` and those of the evidence of events, count the characters of ``text`` as it stands
    here: newlines are LF, characters composed (NFC), control characters gone. ``path`` is the file that the document
    was read from, None for one handed over in memory.

    >>> Document(id="a", text="Police detained twelve people.").title is None
    True
    """

    id: str
    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    country: str | None = None
    entities: tuple[Entity, ...] = ()
    path: str | None = None
