"""Files of acled rows and of Event records: validated from the disk, and on from JSON Lines to CSV and Parquet."""

from __future__ import annotations

import json
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import jsonschema_rs
import polars as pl
import pyarrow as pa
from acled_rows import acled_rows
from by_hand import polars_checks
from measuring import Section, Trial, side_by_side

from exporter.layouts import LAYOUTS
from exporter.layouts.base import Context
from exporter.schemas import arrow_schema, load_schema
from exporter.validation import valid_rows, validate, validate_file
from exporter.writers import open_writer

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.validation import BatchResult

MOST = 200_000  # rows of the files that are validated
SLOW = 20_000  # rows for tools that go line by line
_LEVEL = 3
_OURS = "event-exporter"


def _write(table: pa.Table | pa.RecordBatch, path: Path) -> Path:
    with open_writer(path, table.schema) as writer:
        writer.write(table)
    return path


def _events(rows: pa.Table) -> pa.RecordBatch:
    (batch,) = rows.combine_chunks().to_batches()
    return LAYOUTS["acled"].to_events(batch, Context(keep=False))[0]


def _ours(path: Path) -> Callable[[], None]:
    def run() -> None:
        report = validate_file(path)
        if not report.valid:
            raise AssertionError(report.counts)

    return run


def _line_by_line(path: Path, schema: str) -> Callable[[], None]:
    validator = jsonschema_rs.validator_for(load_schema(schema))

    def run() -> None:
        with path.open("rb") as stream:
            for _, line in zip(range(SLOW), stream, strict=False):
                if not validator.is_valid(json.loads(line)):
                    raise AssertionError(line)

    return run


def _polars(path: Path) -> Callable[[], None]:
    checks = polars_checks(load_schema("acled"))
    kinds = {"date32[day]": pl.Date, "double": pl.Float64, "string": pl.String}
    types = {field.name: kinds.get(str(_value_type(field.type)), pl.Int64) for field in arrow_schema("acled")}

    def run() -> None:
        frame = pl.read_csv(path, schema=types) if path.suffix == ".csv" else pl.read_parquet(path)
        frame = frame.with_columns(pl.col(pl.Categorical).cast(pl.String))
        bad = frame.lazy().select((~pl.all_horizontal(checks)).sum()).collect().item()
        if bad:
            raise AssertionError(bad)

    return run


def _value_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def validated(rows: int, repeat: int) -> Section:
    """Return how fast files are validated, reading included."""
    count = min(rows, MOST)
    table = acled_rows(count).cast(arrow_schema("acled"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        delimited, parquet, lines = (_write(table, folder / f"rows.{form}") for form in ("csv", "parquet", "jsonl"))
        events = _write(_events(table), folder / "events.jsonl")
        speeds = side_by_side(
            [
                Trial("CSV: **event-exporter**, all domain checks", count, _ours(delimited)),
                Trial("CSV: Polars, expressions by hand", count, _polars(delimited)),
                Trial("Parquet: **event-exporter**, all domain checks", count, _ours(parquet)),
                Trial("Parquet: Polars, expressions by hand", count, _polars(parquet)),
                Trial("JSON Lines: **event-exporter**, all domain checks", count, _ours(lines)),
                Trial("JSON Lines: json and jsonschema-rs", min(count, SLOW), _line_by_line(lines, "acled")),
                Trial("JSON Lines of Event records: **event-exporter**", count, _ours(events)),
                Trial(
                    "JSON Lines of Event records: json and jsonschema-rs",
                    min(count, SLOW),
                    _line_by_line(events, "event"),
                ),
            ],
            repeat,
        )
    return Section(
        "Validation of files",
        ("file and tool", "rows/s", "rows per CPU second"),
        [(tool, round(speed.rows), round(speed.rows_per_cpu)) for tool, speed in speeds.items()],
        (f"{count:,} rows; reading the file is part of it. Polars checks the schema alone.",),
    )


def _flow(source: Path, folder: Path) -> Callable[[], None]:
    schema = arrow_schema("acled")

    def run() -> None:
        with ExitStack() as stack:
            writers = [stack.enter_context(open_writer(folder / f"rows.{form}", schema)) for form in ("csv", "parquet")]

            def take(batch: pa.RecordBatch, result: BatchResult) -> None:
                rows = valid_rows(batch, result).select(schema.names)
                for writer in writers:
                    writer.write(rows)

            report = validate(source, layout="acled", on_batch=take)
        if not report.valid:
            raise AssertionError(report.counts)

    return run


def _polars_flow(source: Path, folder: Path) -> None:
    frame = pl.read_ndjson(source).with_columns(pl.col("event_date").str.to_date())
    frame.write_csv(folder / "polars.csv")
    frame.write_parquet(folder / "polars.parquet", compression="zstd", compression_level=_LEVEL)


def _duckdb_flow(source: Path, folder: Path) -> None:
    connection = duckdb.connect()
    connection.read_json(str(source), format="newline_delimited").create("rows_read")
    connection.execute(f"copy rows_read to '{folder / 'duckdb.csv'}' (format csv, header)")
    connection.execute(f"copy rows_read to '{folder / 'duckdb.parquet'}' (format parquet, compression zstd)")


def passed_on(rows: int, repeat: int) -> Section:
    """Return how fast JSON Lines become CSV and Parquet."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = _write(acled_rows(rows).cast(arrow_schema("acled")), folder / "source.jsonl")
        speeds = side_by_side(
            [
                Trial("**event-exporter**, validated, all domain checks, one pass", rows, _flow(source, folder)),
                Trial("Polars, not validated", rows, lambda: _polars_flow(source, folder)),
                Trial("DuckDB, not validated", rows, lambda: _duckdb_flow(source, folder)),
            ],
            repeat,
        )
    fastest = max(speed.rows for tool, speed in speeds.items() if _OURS not in tool)
    least = max(speed.rows_per_cpu for tool, speed in speeds.items() if _OURS not in tool)
    return Section(
        "JSON Lines to CSV and Parquet",
        ("tool", "rows/s", "× fastest other", "rows per CPU second", "× fastest other"),
        [
            (tool, round(speed.rows), speed.rows / fastest, round(speed.rows_per_cpu), speed.rows_per_cpu / least)
            for tool, speed in speeds.items()
        ],
        (f"{rows:,} rows of the acled layout; event-exporter syncs both files to the disk.",),
    )
