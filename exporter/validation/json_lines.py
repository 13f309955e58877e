"""JSON Lines as Arrow batches, where that loses nothing of what ``jsonschema`` could see.

pyarrow reads JSON fast, but an absent key and a null come out alike, ``1.0`` is refused where integers stand, and some
text passes that is not JSON. Lines of which it is not certain that nothing was lost are named, so that they are read
once more by Python. Only valid and broken, never a message, may be told from the batch: a number that is written as an
integer may have come out as a double.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.json as arrow_json

from exporter.findings import Finding
from exporter.tables.validity import is_utf8
from exporter.validation.cells import column_of, wanted_kinds

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import IO

    import numpy.typing as npt

    Bytes = npt.NDArray[np.uint8]
    Rows = npt.NDArray[np.intp]

_BLOCK = 1 << 24  # bytes of lines that are read together
_PIECE = 1 << 18  # bytes looked at together
_WORD = 4  # bytes of the word null
_SAMPLED = 1_000  # lines by which the types of a block are told
_FEW = 32  # lines that are not parted further in search of those that pyarrow does not read
_PARTS = 8  # parts that lines are parted into
_MOST_EXACT = 2.0**53  # beyond, a double does not hold every integer
_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
_MARK = b"\xef\xbb\xbf"
_NULL = int.from_bytes(b"null", "little")
_UNFIT = (pa.ArrowException, OverflowError, UnicodeEncodeError, UnicodeDecodeError)
_NEWLINE, _SPACE, _QUOTE, _COLON, _OPEN, _CLOSE = b'\n ":{}'


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of a file.

    Attributes:
        text: the bytes; each line ends with a newline.
        ends: where these newlines are.
        first: the number of the first line in the file, from one.

    """

    text: bytes
    ends: Rows
    first: int = 1

    @classmethod
    def of(cls, text: bytes, first: int = 1) -> Lines:
        """Return the lines of a text."""
        pieces = _pieces(np.frombuffer(text, np.uint8), 0)
        ends = [np.flatnonzero(piece == _NEWLINE) + start for start, piece in pieces]
        return cls(text, np.concatenate(ends), first)

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.ends)

    def decoded(self, rows: Rows | None = None) -> Decoded:
        """Read all lines, or some of them, as Python does; NaN and infinities are no JSON."""
        wanted = range(self.count) if rows is None else rows.tolist()
        lines = self.text.split(b"\n") if wanted else []
        values: list[Any] = []
        kept: list[int] = []
        findings: list[Finding] = []
        for row in wanted:
            try:
                values.append(json.loads(lines[row], parse_constant=refuse_constant))
                kept.append(row)
            except ValueError as error:
                if lines[row].strip():
                    message = f"the line is not JSON: {error}"
                    findings.append(Finding(code="not-json", message=message, row=self.first + row))
        return Decoded(values, np.array(kept, dtype=np.intp), findings)


class Decoded(NamedTuple):
    """Lines as Python reads them.

    Attributes:
        values: the JSON values.
        rows: which of the lines they are.
        findings: what is wrong with the others; lines without text are passed over.

    """

    values: list[Any]
    rows: Rows
    findings: list[Finding]


def refuse_constant(name: str) -> Any:
    """Refuse NaN and infinities, which Python would read.

    Raises:
        ValueError: always.

    """
    raise ValueError(f"{name} is not a JSON value")


def blocks(stream: IO[bytes]) -> Iterator[Lines]:
    """Yield the lines of a stream some megabytes at a time."""
    first = 1
    held: list[bytes | memoryview] = []  # the start of a line whose end is not read yet
    while data := stream.read(_BLOCK):
        end = data.rfind(b"\n") + 1
        if not end:
            held.append(data)
            continue
        lines = _lines([*held, memoryview(data)[:end]], first)
        held = [data[end:]]
        yield lines
        first += lines.count
    if any(map(len, held)):
        yield _lines([*held, b"\n"], first)


def _lines(parts: list[bytes | memoryview], first: int) -> Lines:
    text = b"".join(parts)
    return Lines.of(text.removeprefix(_MARK) if first == 1 else text, first)


@dataclass(frozen=True, slots=True)
class Read:
    """Lines as pyarrow read them.

    Attributes:
        batch: a row for each line; null all over where pyarrow did not read the line.
        unsure: the lines of which something may have been lost.

    """

    batch: pa.RecordBatch
    unsure: Rows


class LineReader:
    """Reads lines of JSON; what one block taught about their types helps with the next."""

    def __init__(self, schema: Any) -> None:
        """Prepare for lines that a JSON Schema speaks of."""
        properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
        self._kinds = {name: wanted_kinds(part, schema) for name, part in properties.items()}
        self._types: pa.Schema | None = None

    def read(self, lines: Lines) -> Read | None:
        """Return lines as a batch; None where they are better read by Python, all of them."""
        data = np.frombuffer(lines.text, np.uint8)
        # Where each line begins and ends with a brace, and there are as many objects as lines, each line is an object.
        # Nothing else may come first: at a null there pyarrow ends the process.
        if data[0] != _OPEN or (data[lines.ends[:-1] + 1] != _OPEN).any() or (data[lines.ends - 1] != _CLOSE).any():
            return None
        if not is_utf8(lines.text):
            return None
        if self._types is None and not self._learn(lines):
            return None
        table = _parsed(lines.text, lines.count, self._types)
        if table is None and self._learn(lines):
            table = _parsed(lines.text, lines.count, self._types)
        unread = np.empty(0, dtype=np.intp)
        if table is None:
            table, unread = _in_parts(lines.text.split(b"\n")[:-1], self._types)
            if len(unread) == lines.count:
                return None
        batch = table.combine_chunks().to_batches()[0]
        members = _null_members(data)
        if len(unread) or _null_count(batch) != len(members):
            unread = np.union1d(unread, _with_absent(batch, members, lines.ends))
        return Read(batch, np.union1d(unread, _with_wide(batch)))

    def _learn(self, lines: Lines) -> bool:
        """Learn the types of some lines; return whether anything new was learnt."""
        try:
            found = batch_of([json.loads(line) for line in lines.text.split(b"\n", _SAMPLED)[:-1]]).schema
            known = self._types
            types = found if known is None else pa.unify_schemas([known, found], promote_options="permissive")
        except (ValueError, *_UNFIT):
            return False
        types = pa.schema([self._hinted(field) for field in types])
        if known is not None and types.equals(known):
            return False
        self._types = types
        return True

    def _hinted(self, field: pa.Field) -> pa.Field:
        """Return a field with the type that the schema wants, where nothing but null was seen, or an integer."""
        kinds = self._kinds.get(field.name, set())
        if pa.types.is_integer(field.type) and "number" in kinds and "integer" not in kinds:
            return field.with_type(pa.float64())
        wanted = [_TYPES[kind] for kind in kinds if kind in _TYPES]
        return field.with_type(wanted[0]) if pa.types.is_null(field.type) and len(wanted) == 1 else field


def with_values(batch: pa.RecordBatch, rows: Rows, values: list[Any]) -> pa.RecordBatch:
    """Return a batch with other values at some rows, as far as its types hold them; other cells there are null."""
    if not len(rows):
        return batch
    order = np.arange(len(batch))
    order[rows] = len(batch) + np.arange(len(rows))
    columns = []
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        new = [value.get(name) if isinstance(value, dict) else None for value in values]
        columns.append(pa.concat_arrays([column, _held(new, column.type)]).take(pa.array(order)))
    return pa.RecordBatch.from_arrays(columns, schema=batch.schema)


def _held(values: list[Any], kind: pa.DataType) -> pa.Array:
    fitting = [value if _fits(value, kind) else None for value in values]
    try:
        return pa.array(fitting, kind)
    except _UNFIT:
        return pa.concat_arrays([_held_alone(value, kind) for value in fitting])


def _held_alone(value: Any, kind: pa.DataType) -> pa.Array:
    try:
        return pa.array([value], kind)
    except _UNFIT:
        return pa.nulls(1, kind)


def _fits(value: Any, kind: pa.DataType) -> bool:
    """Whether a value is of the JSON type that a column holds; Arrow would make numbers of booleans."""
    return not isinstance(value, bool) or pa.types.is_boolean(kind)


def batch_of(values: list[Any]) -> pa.RecordBatch:
    """Return JSON values as a batch, as far as the cells of a column are of one type; other cells are null.

    Where no value has a key the batch has no rows.
    """
    rows = [value if isinstance(value, dict) else {} for value in values]
    names = list(dict.fromkeys(name for row in rows for name in row))
    columns = [column_of([row.get(name) for row in rows]).array for name in names]
    return pa.RecordBatch.from_arrays(columns, names=names)


def _parsed(text: bytes, count: int, types: pa.Schema) -> pa.Table | None:
    """Return lines as a table of these types; None where pyarrow refuses them or finds more in them than lines."""
    try:
        table = arrow_json.read_json(
            pa.BufferReader(text),
            read_options=arrow_json.ReadOptions(use_threads=False, block_size=len(text) + 1),
            parse_options=arrow_json.ParseOptions(explicit_schema=types, unexpected_field_behavior="error"),
        )
    except _UNFIT:
        return None
    return table if table.num_rows == count else None


def _in_parts(lines: list[bytes], types: pa.Schema) -> tuple[pa.Table, Rows]:
    """Return lines as a table, with null for those that pyarrow does not read, and which these are."""
    tables: list[pa.Table] = []
    unread: list[Rows] = []

    def read(start: int, end: int) -> None:
        table = _parsed(b"\n".join(lines[start:end]) + b"\n", end - start, types)
        if table is not None:
            tables.append(table)
        elif end - start <= _FEW:
            tables.append(pa.table([pa.nulls(end - start, field.type) for field in types], schema=types))
            unread.append(np.arange(start, end))
        else:
            edges = np.linspace(start, end, _PARTS + 1).astype(int).tolist()
            for one, two in pairwise(edges):
                read(one, two)

    read(0, len(lines))
    return pa.concat_tables(tables), np.concatenate([np.empty(0, dtype=np.intp), *unread])


def _pieces(data: Bytes, more: int) -> Iterator[tuple[int, Bytes]]:
    """Yield bytes piece by piece, each with some of the next, so that what is worked out of them stays in the cache."""
    for start in range(0, len(data), _PIECE):
        yield start, data[start : start + _PIECE + more]


def _null_members(data: Bytes) -> Rows:
    """Return where null is said of a key of an object.

    In text a quotation mark stands behind a backslash, so that one behind a letter ends a name or a text, and what has
    a colon behind it is a name. Names that end otherwise are not looked for, nor other spaces than one.
    """
    found = [np.empty(0, dtype=np.intp)]
    for start, piece in _pieces(data, _WORD - 1):
        for shift in range(min(_WORD, len(piece))):
            words = np.frombuffer(piece[shift : len(piece) - (len(piece) - shift) % _WORD], "<u4")
            found.append(np.flatnonzero(words == _NULL) * _WORD + (start + shift))
    places = np.concatenate(found)
    before = places - 1
    before -= data.take(before, mode="clip") == _SPACE
    is_member = data.take(before, mode="clip") == _COLON
    is_member &= data.take(before - 1, mode="clip") == _QUOTE
    is_member &= _NAME.take(data.take(before - 2, mode="clip"))
    members: Rows = places[is_member]
    return members


_NAME = np.array([chr(code).isascii() and (chr(code).isalnum() or chr(code) == "_") for code in range(256)])


def _with_absent(batch: pa.RecordBatch, members: Rows, ends: Rows) -> Rows:
    """Return the rows that have more nulls than their lines say in so many words, since a key is absent."""
    said = np.bincount(np.searchsorted(ends, members), minlength=len(batch))
    return np.flatnonzero(_nulls(pa.StructArray.from_arrays(batch.columns, fields=list(batch.schema))) != said)


def _null_count(batch: pa.RecordBatch) -> int:
    return int(_nulls(pa.StructArray.from_arrays(batch.columns, fields=list(batch.schema))).sum())


def _nulls(array: pa.Array) -> npt.NDArray[np.int64]:
    """Return how many keys of objects are null in each value; none in those that are null themselves."""
    total = np.zeros(len(array), dtype=np.int64)
    if pa.types.is_struct(array.type):
        present = _present(array)
        for number in range(array.type.num_fields):
            child = array.field(number)
            if child.null_count:
                total += ~_present(child) & present
            if pa.types.is_nested(child.type):
                total += np.where(_present(child) & present, _nulls(child), 0)
    elif pa.types.is_list(array.type) and pa.types.is_nested(array.type.value_type):
        items = np.concatenate([[0], np.cumsum(_nulls(array.values))])
        total += np.where(_present(array), np.diff(items[array.offsets.to_numpy()]), 0)
    return total


def _present(array: pa.Array) -> npt.NDArray[np.bool_]:
    valid: npt.NDArray[np.bool_] = pc.is_valid(array).to_numpy(zero_copy_only=False)
    return valid


def _with_wide(batch: pa.RecordBatch) -> Rows:
    """Return the rows with a double that may stand for an integer which it does not hold, or for no JSON at all."""
    wide = np.zeros(len(batch), dtype=bool)
    for column in batch.columns:
        wide |= _wide(column)
    return np.flatnonzero(wide)


def _wide(array: pa.Array) -> npt.NDArray[np.bool_]:
    found = np.zeros(len(array), dtype=bool)
    if pa.types.is_floating(array.type):
        numbers = pc.fill_null(array, 0.0).to_numpy(zero_copy_only=False)
        found |= ~(np.abs(numbers) < _MOST_EXACT)
    if pa.types.is_struct(array.type):
        for number in range(array.type.num_fields):
            found |= _wide(array.field(number))
    elif pa.types.is_list(array.type):
        items = np.concatenate([[0], np.cumsum(_wide(array.values))])
        found |= np.diff(items[array.offsets.to_numpy()]) > 0
    return found
