"""What ``validate`` can be given, as batches or as JSON values with row numbers."""

from __future__ import annotations

import json
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from exporter.errors import ExporterError
from exporter.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

BATCH_ROWS = 65_536
_LINES = 4_096  # JSON lines held at a time


class Piece(NamedTuple):
    """A part of the data: a batch, or JSON values where the data is JSON; and the number of its first row."""

    data: pa.RecordBatch | list[Any]
    first_row: int


class Source(NamedTuple):
    """Data to validate.

    Attributes:
        pieces: the data, in order.
        columns: the columns, or None for JSON values.
        text_cells: whether cells are text that stands for the values that the schema wants.
        findings: what reading found; filled while the pieces are read.

    """

    pieces: Iterator[Piece]
    columns: list[str] | None
    text_cells: bool
    findings: list[Finding]


class UnreadableDataError(ExporterError):
    """A file cannot be read as the format that its name says.

    Attributes:
        path: the file.
        reason: what the reader says.

    """

    def __init__(self, path: str, reason: str) -> None:
        self.path, self.reason = path, reason
        super().__init__(path, reason)

    def __str__(self) -> str:
        return f"cannot read {self.path}: {self.reason}"


def open_table(table: pa.Table | pa.RecordBatch | pd.DataFrame) -> Source:
    """Return a table in memory as a source."""
    if isinstance(table, pa.RecordBatch):
        table = pa.Table.from_batches([table])
    elif not isinstance(table, pa.Table):
        table = pa.Table.from_pandas(table, preserve_index=False)
    return Source(
        _numbered(table.to_batches(max_chunksize=BATCH_ROWS)), table.column_names, text_cells=False, findings=[]
    )


def open_path(path: str | Path) -> Source:
    """Return a file as a source: CSV or TSV (text), Parquet (typed) or JSON Lines, by its name.

    Raises:
        UnreadableDataError: the file is missing or is not what its name says.

    """
    name = Path(path).name.lower()
    if not Path(path).is_file():
        raise UnreadableDataError(str(path), "there is no such file")
    try:
        if name.endswith((".parquet", ".pq")):
            return _open_parquet(path)
        if name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")):
            findings: list[Finding] = []
            return Source(_lines(path, findings), None, text_cells=False, findings=findings)
        return _open_text(path, "\t" if name.removesuffix(".gz").endswith((".tsv", ".tab")) else ",")
    except (pa.ArrowException, OSError) as error:
        raise UnreadableDataError(str(path), str(error)) from error


def _numbered(batches: Any, first_row: int = 2) -> Iterator[Piece]:
    for batch in batches:
        yield Piece(batch, first_row)
        first_row += len(batch)


def _open_parquet(path: str | Path) -> Source:
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, and only Parquet needs it

    file = pq.ParquetFile(path)
    batches = file.iter_batches(batch_size=BATCH_ROWS)
    return Source(_numbered(batches), file.schema_arrow.names, text_cells=False, findings=[])


def _open_text(path: str | Path, delimiter: str) -> Source:
    import pyarrow.csv as pacsv  # noqa: PLC0415 - heavy, and only delimited text needs it

    parse = pacsv.ParseOptions(delimiter=delimiter, newlines_in_values=True)
    nulls = {"null_values": [""], "strings_can_be_null": True, "quoted_strings_can_be_null": False}
    names = pacsv.open_csv(path, parse_options=parse).schema.names
    convert = pacsv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), **nulls)
    return Source(_numbered(pacsv.open_csv(path, parse_options=parse, convert_options=convert)), names, True, [])  # noqa: FBT003


def _lines(path: str | Path, findings: list[Finding]) -> Iterator[Piece]:
    with pa.input_stream(str(path)) as stream:
        numbered = enumerate(_text_lines(stream), start=1)
        while block := list(islice(numbered, _LINES)):
            run: list[Any] = []
            first = block[0][0]
            for number, line in block:
                value = _value(line, number, findings)
                if value is _BROKEN:
                    yield Piece(run, first)
                    run, first = [], number + 1
                else:
                    run.append(value)
            yield Piece(run, first)


_BROKEN = object()


def _text_lines(stream: Any) -> Iterator[bytes]:
    rest = b""
    while chunk := stream.read(1 << 20):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines
    if rest:
        yield rest


def _value(line: bytes, number: int, findings: list[Finding]) -> Any:
    try:
        return json.loads(line, parse_constant=_refuse_constant)
    except ValueError as error:
        findings.append(Finding(code="not-json", message=f"the line is not JSON: {error}", row=number))
        return _BROKEN


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON value")
