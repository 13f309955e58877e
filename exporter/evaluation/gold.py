"""Read a coding, from events or from a table of codes, as labels."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from exporter.errors import ExporterError
from exporter.events import Event, from_batch
from exporter.schemas import code_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SCHEMES = ("acled", "cameo", "plover")
_DOCUMENT = ("document_id", "document", "doc_id", "id")
_SCHEME_COLUMNS = {
    "acled": ("acled", "sub_event_type"),
    "cameo": ("cameo", "cameo_code"),
    "plover": ("plover", "plover_type"),
}


class GoldError(ExporterError):
    """A coding that cannot be read; the text says where and what to do."""


@dataclass(frozen=True, slots=True)
class Label:
    """One coded event reduced to what is compared.

    Attributes:
        document: identifier of the document.
        codes: code by scheme; a scheme that the event has no code for is absent. Empty for a document without events.
        roots: the wider class by scheme: ACLED event type, CAMEO root, PLOVER type.
        quads: quad class by scheme, as text.
        spans: evidence as (start, end) offsets; empty where the coding gives none.

    """

    document: str
    codes: dict[str, str]
    roots: dict[str, str]
    quads: dict[str, str]
    spans: tuple[tuple[int, int], ...] = ()


def _root(scheme: str, code: str, parent: str | None) -> str:
    if scheme == "cameo":
        return code[:2]
    return parent or code if scheme == "acled" else code


def labels_from_events(events: Iterable[Event]) -> Iterator[Label]:
    """Yield one label for each event that is not deleted or a duplicate.

    Raises:
        GoldError: an event names no document.

    """
    for event in events:
        if event.status in ("deleted", "duplicate"):
            continue
        if event.document is None or event.document.id is None:
            raise GoldError(f"event {event.event_id} names no document: documents are what two codings are compared on")
        known = [one for one in event.classifications if one.scheme in SCHEMES]
        yield Label(
            document=event.document.id,
            codes={one.scheme: one.code for one in known},
            roots={one.scheme: _root(one.scheme, one.code, one.parent) for one in known},
            quads={one.scheme: str(one.quad_class) for one in known if one.quad_class is not None},
            spans=tuple((one.start, one.end) for one in event.evidence),
        )


def read_labels(path: str | Path) -> list[Label]:
    """Return the labels of a file: events as ``.jsonl`` or ``.parquet``, or a ``.csv`` of codes.

    The CSV has a column ``document_id`` and a column for each scheme (``acled``, ``cameo``, ``plover``), or the
    columns ``document_id``, ``scheme`` and ``code``; ``start`` and ``end`` may give the evidence. One row is one
    event; a row without a code says that the document has no event.

    Raises:
        GoldError: the file is not of one of these forms.

    """
    path = Path(path)
    suffixes = [suffix.lower() for suffix in path.suffixes]
    try:
        if suffixes[-1:] == [".parquet"]:
            return [
                label
                for batch in pq.ParquetFile(path).iter_batches()
                for label in labels_from_events(from_batch(batch))
            ]
        data = gzip.decompress(path.read_bytes()) if suffixes[-1:] == [".gz"] else path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror or error}); check the path") from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: byte {error.start} is not UTF-8; save the file as UTF-8") from error
    if ".csv" in suffixes:
        return list(_csv_labels(path, text))
    return list(labels_from_events(_json_events(path, text)))


def _json_events(path: Path, text: str) -> Iterator[Event]:
    # Not splitlines(): it also cuts at separators that JSON allows inside a string.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield Event.from_dict(json.loads(line))
            except (ValueError, TypeError, AttributeError) as error:
                message = f"{path}: line {number} is no event ({error}); expected events as `code` writes them, or .csv"
                raise GoldError(message) from error


@cache
def _wider() -> dict[tuple[str, str], tuple[str | None, str | None]]:
    """Return (parent, quad class) by scheme and code."""
    wider: dict[tuple[str, str], tuple[str | None, str | None]] = {}
    for row in code_list("acled_sub_event_types"):
        wider["acled", row["sub_event_type"]] = (row["event_type"], None)
    for row in code_list("cameo_codes"):
        wider["cameo", row["code"]] = (None, row["quad_class"] or None)
    for row in code_list("plover_types"):
        wider["plover", row["type"]] = (None, row["quad_class"] or None)
    return wider


def _column(names: list[str], aliases: tuple[str, ...]) -> str | None:
    return next((alias for alias in aliases if alias in names), None)


def _csv_labels(path: Path, text: str) -> Iterator[Label]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    names = list(rows.fieldnames or ())
    document = _column(names, _DOCUMENT)
    wide = {scheme: column for scheme in SCHEMES if (column := _column(names, _SCHEME_COLUMNS[scheme]))}
    long = "scheme" in names and "code" in names
    if document is None or not (wide or long):
        raise GoldError(
            f"{path}: expected the columns document_id and acled, cameo or plover, or document_id, scheme and code;"
            f" the file has: {', '.join(names)}"
        )
    for row in rows:
        if long:
            codes = {row["scheme"]: row["code"]} if row["code"] else {}
        else:
            codes = {scheme: row[column] for scheme, column in wide.items() if row[column]}
        unknown = [scheme for scheme in codes if scheme not in SCHEMES]
        if unknown:
            raise GoldError(f"{path}: line {rows.line_num}: scheme {unknown[0]!r} is none of {', '.join(SCHEMES)}")
        spans: tuple[tuple[int, int], ...] = ()
        if row.get("start") and row.get("end"):
            try:
                spans = ((int(row["start"]), int(row["end"])),)
            except ValueError as error:
                raise GoldError(f"{path}: line {rows.line_num}: start and end must be whole numbers") from error
        wider = {scheme: _wider().get((scheme, code), (None, None)) for scheme, code in codes.items()}
        yield Label(
            document=row[document],
            codes=codes,
            roots={scheme: _root(scheme, code, wider[scheme][0]) for scheme, code in codes.items()},
            quads={scheme: quad for scheme, (_, quad) in wider.items() if quad},
            spans=spans,
        )
