"""Check the fields of a document against its schema and make a Document of them."""

from __future__ import annotations

import re
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from exporter.documents.cleaning import clean_offset, clean_text, oddities
from exporter.documents.document import Document, Entity
from exporter.documents.draft import Draft, Origin, id_of_content
from exporter.documents.errors import DocumentError
from exporter.documents.language import is_foreign
from exporter.documents.published import normal_date
from exporter.schemas import load_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jsonschema.protocols import Validator

    from exporter.findings import Finding

_ONE_LINE_FIELDS = ("title", "publisher", "url", "language", "country")
_TEXT_FIELDS = ("id", "text", "published", *_ONE_LINE_FIELDS)


@cache
def _validator() -> Validator:
    from jsonschema import Draft202012Validator  # noqa: PLC0415  # slow to import

    return Draft202012Validator(load_schema("document"))


def _normalise_date(fields: dict[str, Any], origin: Origin, row: int | None) -> None:
    value = fields.get("published")
    if not isinstance(value, str):
        return
    if not value.strip():
        fields["published"] = None
        return
    try:
        fields["published"] = normal_date(value)
    except ValueError:
        fields["published"] = None
        origin.report(
            "impossible-date",
            f"there is no such day as {value!r}",
            row=row,
            column="published",
            value=value,
            expected="a date such as 2022-01-05",
        )
    else:
        if fields["published"] is None:
            origin.report(
                "unreadable-date",
                f"{value!r} is no date that can be read with certainty",
                row=row,
                column="published",
                value=value,
                expected="a date such as 2022-01-05",
            )


def _identify(fields: dict[str, Any], origin: Origin, row: int | None) -> None:
    value = fields.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        fields["id"] = str(value)
    elif value is None or (isinstance(value, str) and not value.strip()):
        fields["id"] = id_of_content(fields)
        origin.report(
            "missing-id",
            f"the document has no id; it is called {fields['id']} after its content",
            severity="warning",
            row=row,
            column="id",
        )


def is_plain(fields: Mapping[str, Any]) -> bool:
    """Tell whether a glance shows that the schema allows these fields; most documents need no more than that."""
    if not all(value is None or isinstance(value, str) for name, value in fields.items() if name in _TEXT_FIELDS):
        return False
    day = fields.get("published")
    dated = day is None or _published().search(day) is not None
    return bool(fields.get("id")) and fields.get("text") is not None and dated and fields.get("entities") is None


@cache
def _published() -> re.Pattern[str]:
    return re.compile(load_schema("document")["properties"]["published"]["pattern"])


def _drop_invalid(fields: dict[str, Any], origin: Origin, row: int | None) -> bool:
    """Report what the schema does not allow and take it out; return whether a document is left."""
    if is_plain(fields):
        return True
    whole = True
    errors = [([str(part) for part in error.absolute_path], error) for error in _validator().iter_errors(fields)]
    for path, error in sorted(errors, key=itemgetter(0)):
        value = error.instance if path else None
        origin.report(
            str(error.validator),
            error.message if path else f"{error.message} ({_present(fields)})",
            row=row,
            column=".".join(path) or None,
            value=value,
        )
        if not path or path[0] in ("id", "text"):
            whole = False
        else:
            fields[path[0]] = None
    return whole


def _present(fields: Mapping[str, Any]) -> str:
    return f"there are: {', '.join(map(repr, fields))}" if fields else "it is empty"


def _entities(fields: Mapping[str, Any], raw: str, text: str, origin: Origin, row: int | None) -> tuple[Entity, ...]:
    entities = []
    for number, entry in enumerate(fields.get("entities") or ()):
        start, end = int(entry["start"]), int(entry["end"])
        if not 0 <= start < end <= len(raw):
            origin.report(
                "entity-range",
                f"characters {start} to {end} do not lie in the text, which has {len(raw)}",
                row=row,
                column=f"entities.{number}",
                value=entry,
            )
            continue
        if raw is not text and raw != text:
            start, end = clean_offset(raw, start), clean_offset(raw, end)
        details = {key: entry.get(key) for key in ("role", "label", "name")}
        entities.append(Entity(start=start, end=end, **details))
    return tuple(entities)


def assemble(draft: Draft, origin: Origin, *, path: str | None = None) -> Document | None:
    """Return the Document that a draft describes, or None where what is wrong with it leaves none.

    Everything wrong is reported. A field other than ``id`` and ``text`` that the schema does not allow becomes None.
    """
    fields, row = dict(draft.fields), draft.row
    _normalise_date(fields, origin, row)
    _identify(fields, origin, row)
    if not _drop_invalid(fields, origin, row):
        return None
    raw: str = fields["text"]
    for name in _TEXT_FIELDS:
        value = fields.get(name)
        if isinstance(value, str) and (kinds := oddities(value)):
            origin.report(
                "unclean-text",
                f"{name} holds characters that text should not hold ({', '.join(kinds)}); they were taken out",
                severity="warning",
                row=row,
                column=name,
            )
    text = clean_text(raw)
    if not text.strip():
        origin.report("empty-document", "the document has no text", severity="warning", row=row, column="text")
        return None
    if is_foreign(text):
        origin.report(
            "not-english",
            "the text is not in English, so the embedded coder finds nothing in it",
            severity="warning",
            row=row,
            column="text",
        )
    return Document(
        id=" ".join(clean_text(fields["id"]).split()),
        text=text,
        published=fields.get("published"),
        entities=_entities(fields, raw, text, origin, row),
        path=path,
        **{name: _one_line(fields.get(name)) for name in _ONE_LINE_FIELDS},
    )


def _one_line(value: str | None) -> str | None:
    return None if value is None else " ".join(clean_text(value).split()) or None


def document_from_dict(data: Mapping[str, Any]) -> Document:
    """Return the Document that a dictionary of the shape of schema/document.schema.json describes.

    Raises:
        DocumentError: the dictionary is not of that shape, or its text is empty.

    >>> document_from_dict({"id": "a", "text": "Police met.", "published": "5 January 2022"}).published
    '2022-01-05'

    """
    problems: list[Finding] = []
    name = f"document {data.get('id')!r}"
    document = assemble(Draft(dict(data)), Origin(name=name, default_id="", on_finding=problems.append))
    errors = [
        f"{finding.column}: {finding.message}" if finding.column else finding.message
        for finding in problems
        if finding.severity == "error" or document is None
    ]
    if document is None or errors:
        raise DocumentError(name, "; ".join(errors))
    return document
