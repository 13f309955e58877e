"""Read JSON Lines, arrays of objects and the answers of APIs into batches of text."""

from __future__ import annotations

import io
from itertools import chain, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from exporter.tables.cells import windows_1252
from exporter.tables.errors import TableError
from exporter.tables.jsontext import BrokenJsonError, JsonStream, RowDecoder, cell_of
from exporter.tables.numbering import NumberedBatch, RowNumbers
from exporter.tables.opening import as_utf8, take_head
from exporter.tables.reader import TableReader

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import BinaryIO

    from exporter.tables.source import TableSource

Row = tuple[int, dict[str, Any]]

_HEAD_BYTES = 2**20
_BATCH_ROWS = 2**14
_SAMPLED_ROWS = 1000  # whose keys are the columns
_SHOWN = 80
# What APIs call the number of rows that there are (ACLED, UCDP).
_ROWS = ("data", "Result")  # what they call the rows
# All keys that an answer may have which is an error, and those that say which.
_SAID = ("error_description", "error", "message")
_OF_REFUSALS = frozenset({*_SAID, "status", "success", "code", "timestamp", "last_update"})
_COUNTS = ("count", "TotalCount", "total_count")


def _is_lines(head: bytes, *, whole: bool) -> bool:
    """Return whether a file that begins with a brace holds an object per line, not one with rows in it."""
    text = head.decode("utf-8", "replace")
    try:
        first, end = RowDecoder().decode(text, len(text) - len(text.lstrip()))
    except BrokenJsonError:
        line, _, rest = text.partition("\n")
        return bool(rest) and line.rstrip().endswith("}")
    if "\n" in text[:end].strip() or not isinstance(first, dict):
        return False
    return bool(text[end:].strip()) or (whole and not _is_answer(first))


def _is_answer(value: dict[str, Any]) -> bool:
    """Say whether an object holds rows: under a name that APIs use, or in its only list."""
    lists = [name for name, part in value.items() if isinstance(part, list) and (part or name in _ROWS)]
    rows = [name for name in lists if _is_rows(name, value[name])]
    return any(name in _ROWS for name in rows) or (len(rows) == 1 and len(lists) == 1)


def _is_rows(name: str, value: Any) -> bool:
    return isinstance(value, list) and (isinstance(value[0], dict) if value else name in _ROWS)


def _of_lines(stream: BinaryIO, source: TableSource) -> Iterator[Row]:
    decoder = RowDecoder()
    for number, data in enumerate(stream, 1):
        try:
            line = data.decode("utf-8").strip()
        except UnicodeDecodeError:
            line = windows_1252(data).strip()
            source.problems.add(
                "invalid-utf8", "the line is not UTF-8; it was read as Windows-1252", row=number, expected="UTF-8"
            )
        if not line:
            continue
        try:
            value, end = decoder.decode(line)
            if line[end:].strip():
                raise BrokenJsonError("Extra data")  # noqa: TRY301  # told like every other break
        except BrokenJsonError as error:
            source.problems.add(
                "broken-json", f"the line is not JSON ({error}); it was left out", row=number, value=line[:_SHOWN]
            )
            continue
        yield from _checked(value, number, decoder, source)


def _checked(value: Any, number: int, decoder: RowDecoder, source: TableSource) -> Iterator[Row]:
    if not isinstance(value, dict):
        source.problems.add(
            "type", "the row is no JSON object; it was left out", row=number, value=_cell(value), expected="object"
        )
        return
    if decoder.repeated is not None:
        source.problems.add(
            "repeated-key",
            "the row has the key twice; the last value was taken",
            row=number,
            column=_writable(decoder.repeated),
        )
    yield number, value


def _of_array(stream: JsonStream, source: TableSource) -> Iterator[Row]:
    number = 0
    stream.expect("[")
    while stream.peek() != "]":
        if number:
            stream.expect(",")
        number += 1
        yield from _checked(stream.value(), number, stream.decoder, source)
    stream.expect("]")


def _of_answer(stream: JsonStream, source: TableSource) -> Iterator[Row]:
    """Yield the rows of the first list of objects in an object; they are counted against what the object says."""
    stream.expect("{")
    about: dict[str, Any] = {}
    rows: int | None = None
    while stream.peek() != "}":
        if about or rows is not None:
            stream.expect(",")
        key = stream.value()
        stream.expect(":")
        if rows is None and stream.peek() == "[":
            rows = 0
            for rows, row in enumerate(_of_array(stream, source), 1):  # noqa: B007  # counted for below
                yield row
            if not rows:
                rows, about[str(key)] = None, "[]"  # another key may hold the rows
        else:
            about[str(key)] = stream.value()
    stream.expect("}")
    if rows is None and not any(name in about for name in _ROWS):
        raise TableError(source.name, f"holds no list of rows (it has: {', '.join(about)})")
    for name in _COUNTS:
        if str(about.get(name, "")).isdecimal() and int(about[name]) > (rows or 0):
            source.problems.add(
                "partial-answer",
                f"the file holds {rows or 0:,} of {int(about[name]):,} rows, by its own count",
                severity="warning",
                value=str(about[name]),
            )
            break


def _of_document(stream: BinaryIO, source: TableSource) -> Iterator[Row]:
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")
    walker = JsonStream(text.read)
    try:
        yield from _of_array(walker, source) if walker.peek() == "[" else _of_answer(walker, source)
        if walker.peek():
            raise BrokenJsonError("something stands behind its end")  # noqa: TRY301  # told like every other break
    except BrokenJsonError as error:
        raise TableError(source.name, f"is not JSON ({error})", advice="fetch it again") from error
    except UnicodeDecodeError as error:
        raise TableError(source.name, f"is not UTF-8 ({error})", advice="name its encoding") from error


def _cells(rows: Iterator[Row], columns: dict[str, str], source: TableSource) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """Yield the values of each row in the order of the columns, while the row is still at hand."""
    known = columns.keys()
    take = itemgetter(*columns) if len(columns) > 1 else None
    for number, row in rows:
        if take is not None and row.keys() == known:
            yield number, take(row)
            continue
        if not row.keys() <= known:
            _report_unknown(number, row, row.keys() - known, source)
        yield number, tuple(map(row.get, columns))


def _chunks(rows: Iterator[Row], columns: dict[str, str], source: TableSource) -> Iterator[NumberedBatch]:
    cells = _cells(rows, columns, source)
    while chunk := list(islice(cells, _BATCH_ROWS)):
        numbers, values = zip(*chunk, strict=True)
        arrays = [_column(column) for column in zip(*values, strict=True)]
        batch = pa.RecordBatch.from_arrays(arrays, names=list(columns.values()))
        yield NumberedBatch(batch, RowNumbers.of_rows(numbers))


def _report_unknown(number: int, row: dict[str, Any], names: set[str], source: TableSource) -> None:
    for name in sorted(names):
        source.problems.add(
            "unknown-column",
            f"no row of the first {_SAMPLED_ROWS:,} has such a key; its values were left out",
            row=number,
            column=_writable(name),
            value=_cell(row[name]),
        )


def _column(values: Sequence[Any]) -> pa.Array:
    try:
        return pa.array(values, pa.string())  # most columns hold nothing but text, numbers as written, and null
    except (pa.ArrowInvalid, pa.ArrowTypeError, UnicodeEncodeError):
        return pa.array([_cell(value) for value in values], pa.string())


def _cell(value: Any) -> str | None:
    text = cell_of(value)
    return text if text is None or text.isascii() else _writable(text)


def _writable(text: str) -> str:
    """Return text in which half a surrogate pair, which cannot be written, has become the replacement character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _refusal(row: dict[str, Any]) -> str | None:
    """Return what an API says where it answers with an error instead of rows; None for a row.

    >>> _refusal({"status": 403, "success": False, "error": {"message": "access denied"}})
    'access denied'
    """
    if not row.keys() <= _OF_REFUSALS:
        return None
    said = next((row[name] for name in _SAID if row.get(name)), None)
    if isinstance(said, dict):
        said = said.get("message") or said
    return None if said is None else str(said)


def read(source: TableSource) -> TableReader:
    """Return a reader of rows in JSON.

    Raises:
        TableError: the file is not JSON, or holds no rows.

    """
    stream, _ = as_utf8(source.stream, source.name, encoding=source.options.encoding)
    head, stream = take_head(stream, _HEAD_BYTES, source.name)
    is_lines = head.lstrip().startswith(b"{") and _is_lines(head, whole=len(head) < _HEAD_BYTES)
    rows = (_of_lines if is_lines else _of_document)(stream, source)
    sample = list(islice(rows, _SAMPLED_ROWS))
    if len(sample) == 1 and (refusal := _refusal(sample[0][1])):
        raise TableError(source.name, f"is the answer of an API that gave no rows: {refusal}", advice="ask again")
    columns = {key: _writable(key) for _, row in sample for key in row}
    return TableReader(
        source.name,
        columns=list(columns.values()),
        header=list(columns.values()),
        chunks=_chunks(chain(sample, rows), columns, source),
        problems=source.problems,
        close=stream.close,
    )
