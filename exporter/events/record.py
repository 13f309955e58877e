"""Frozen value objects of the Event record; fields, order and meaning are those of schema/event.schema.json."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - get_type_hints looks it up
from dataclasses import dataclass, field, fields
from typing import Any, Literal, Self, get_args, get_origin, get_type_hints

Status = Literal["active", "revised", "deleted", "duplicate"]
Direction = Literal["directed", "mutual", "none", "unknown"]
DatePrecision = Literal["day", "week", "month", "year"]
Slot = Literal["actor1", "assoc_actor_1", "actor2", "assoc_actor_2"]
PlacePrecision = Literal["site", "place", "near", "admin2", "admin1", "country", "region"]


@dataclass(frozen=True, slots=True)
class Record:
    """What all value objects share: the JSON form and back."""

    def to_dict(self) -> dict[str, Any]:
        """Return the record as a dictionary that JSON can hold; every key is present."""
        content = {}
        for name, (record, many) in _plan(type(self)).items():
            value = getattr(self, name)
            if many:
                value = [item.to_dict() for item in value] if record else list(value)
            elif record is not None:
                value = value and value.to_dict()
            elif value.__class__ not in _SCALARS:
                value = dict(value)  # the one mapping, extra
            content[name] = value
        return content

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Return the record of a dictionary as ``to_dict`` makes it; absent keys take their default.

        Raises:
            TypeError: a key that the record has not, or one without a default is absent.

        """
        plan = _plan(cls)
        unknown = [key for key in data if key not in plan]
        if unknown:
            raise TypeError(f"{cls.__name__} has no field {unknown[0]!r} (it has: {', '.join(plan)})")
        return cls(**{key: _build(plan[key], value) for key, value in data.items()})


_SCALARS = frozenset({str, int, float, bool, type(None)})
_Plan = dict[str, tuple[type["Record"] | None, bool]]
_PLANS: dict[str, _Plan] = {}  # by record type, filled on first use


def _plan(cls: type[Record]) -> _Plan:
    """By field: the record type that it holds, if any, and whether as a tuple."""
    if cls.__name__ in _PLANS:
        return _PLANS[cls.__name__]
    hints = get_type_hints(cls)
    plan: _Plan = {}
    for item in fields(cls):
        hint = hints[item.name]
        many = get_origin(hint) is tuple
        candidates = [hint, *get_args(hint)]
        record = next((one for one in candidates if isinstance(one, type) and issubclass(one, Record)), None)
        plan[item.name] = (record, many)
    _PLANS[cls.__name__] = plan
    return plan


def _build(plan: tuple[type[Record] | None, bool], value: Any) -> Any:
    record, many = plan
    if many:
        return tuple(record.from_dict(item) if record else item for item in value)
    if record is not None and value is not None:
        return record.from_dict(value)
    return value


@dataclass(frozen=True, slots=True)
class Origin(Record):
    """Where an imported record was read."""

    dataset: str | None
    release: str | None
    layout: str
    native_id: str | None
    row: int | None


@dataclass(frozen=True, slots=True)
class DocumentRef(Record):
    """The reporting document, without its text."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class DateSpan(Record):
    """First and last possible day, ISO 8601 dates as text."""

    start: str
    end: str
    precision: DatePrecision = "day"
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Classification(Record):
    """A code of one coding scheme; for acled the code is the sub-event type and the parent the event type."""

    scheme: str
    code: str
    label: str | None = None
    parent: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    goldstein: float | None = None
    quad_class: int | None = None


@dataclass(frozen=True, slots=True)
class Code(Record):
    """A code of a party in one scheme."""

    scheme: str
    code: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Participant(Record):
    """One party in one slot."""

    slot: Slot
    name: str | None
    text: str | None = None
    country: str | None = None
    codes: tuple[Code, ...] = ()

    def code(self, scheme: str) -> str | None:
        """Return the party's code in that scheme, or None."""
        return next((code.code for code in self.codes if code.scheme == scheme), None)


@dataclass(frozen=True, slots=True)
class Location(Record):
    """A place; latitude and longitude in degrees, WGS 84."""

    name: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    admin3: str | None = None
    country: str | None = None
    iso3: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision | None = None
    gazetteer_id: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Fatalities(Record):
    """Reported deaths, in persons."""

    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class CrowdSize(Record):
    """Reported number of demonstrators, in persons."""

    text: str | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Effects(Record):
    """Reported numbers of people: None means not reported, 0 none."""

    fatalities: Fatalities | None = None
    injured: int | None = None
    arrested: int | None = None
    crowd: CrowdSize | None = None


@dataclass(frozen=True, slots=True)
class Source(Record):
    """A source that reported the event."""

    name: str | None = None
    url: str | None = None
    scale: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """A passage of the document; offsets in code points, end exclusive; the text is verbatim."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Coder(Record):
    """What made the record and the rules that fired."""

    name: str
    version: str | None
    rules: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """One reported event; schema/event.schema.json says what each field means."""

    event_id: str
    incident_id: str
    status: Status = "active"
    origin: Origin | None = None
    document: DocumentRef | None = None
    date: DateSpan | None = None
    classifications: tuple[Classification, ...]
    direction: Direction = "unknown"
    participants: tuple[Participant, ...] = ()
    location: Location | None = None
    effects: Effects = Effects()
    sources: tuple[Source, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    coder: Coder | None = None
    notes: str | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, str | None] = field(default_factory=dict)

    def classification(self, scheme: str) -> Classification | None:
        """Return the event's classification in that scheme, or None."""
        return next((one for one in self.classifications if one.scheme == scheme), None)

    def participant(self, slot: Slot) -> Participant | None:
        """Return the first party in that slot, or None."""
        return next((one for one in self.participants if one.slot == slot), None)
