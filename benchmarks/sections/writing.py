"""Writing acled rows as CSV, Parquet and JSON Lines, beside other tools."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import polars as pl
import pyarrow as pa
from acled_rows import acled_rows
from measuring import Section, Trial, side_by_side
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from exporter.schemas import arrow_schema
from exporter.writers import open_writer

if TYPE_CHECKING:
    from collections.abc import Callable

BATCH = 65_536
SLOW = 50_000  # rows for a tool that takes a second for as many
_LEVEL = 3
_OURS = "event-exporter"


def _ours(table: pa.Table, path: Path, form: str) -> None:
    options = {"sorted_by": ["event_date", "event_id_cnty"]} if form == "parquet" else {}
    with open_writer(path, table.schema, format=form, **options) as writer:
        for batch in table.to_batches(max_chunksize=BATCH):
            writer.write(batch)


def _decoded(table: pa.Table) -> pa.Table:
    fields = [field.with_type(getattr(field.type, "value_type", field.type)) for field in table.schema]
    return table.cast(pa.schema(fields))


def _duckdb(table: pa.Table, path: Path, options: str) -> None:
    duckdb.from_arrow(table).query("rows_to_write", f"copy rows_to_write to '{path}' ({options})")


def _arrow_csv(table: pa.Table, path: Path) -> None:
    arrow_csv.write_csv(_decoded(table), path)


def _trials(table: pa.Table) -> dict[str, dict[str, tuple[int, Callable[[Path], object]]]]:
    """By format and tool: the rows, and what writes them to a path. All get the table as the release room has it."""
    few = table.slice(0, SLOW)
    count = table.num_rows
    zstd = {"compression": "zstd", "compression_level": _LEVEL}
    return {
        "csv": {
            _OURS: (count, lambda path: _ours(table, path, "csv")),
            "pyarrow": (count, lambda path: _arrow_csv(table, path)),
            "Polars": (count, lambda path: pl.from_arrow(table).write_csv(path)),  # type: ignore[union-attr]
            "DuckDB": (count, lambda path: _duckdb(table, path, "format csv, header")),
            "pandas": (len(few), lambda path: few.to_pandas().to_csv(path, index=False)),
        },
        "parquet": {
            _OURS: (count, lambda path: _ours(table, path, "parquet")),
            "pyarrow": (count, lambda path: parquet.write_table(table, path, **zstd)),
            "Polars": (count, lambda path: pl.from_arrow(table).write_parquet(path, **zstd)),  # type: ignore[union-attr, arg-type]
            "DuckDB": (count, lambda path: _duckdb(table, path, "format parquet, compression zstd")),
            "pandas": (count, lambda path: table.to_pandas().to_parquet(path, compression="zstd", index=False)),
        },
        "jsonl": {
            _OURS: (count, lambda path: _ours(table, path, "jsonl")),
            "Polars": (count, lambda path: pl.from_arrow(table).write_ndjson(path)),  # type: ignore[union-attr]
            "DuckDB": (count, lambda path: _duckdb(table, path, "format json")),
        },
    }


def run(rows: int, repeat: int) -> list[Section]:
    """Write ``rows`` rows ``repeat`` times with each tool."""
    table = acled_rows(rows).cast(arrow_schema("acled"))
    lines = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for form, tools in _trials(table).items():
            paths = {tool: folder / f"{tool}.{form}" for tool in tools}
            trials = [
                Trial(tool, count, lambda write=write, path=paths[tool]: write(path))
                for tool, (count, write) in tools.items()
            ]
            speeds = side_by_side(trials, repeat)
            clock = max(speed.rows for tool, speed in speeds.items() if tool != _OURS)
            processor = max(speed.rows_per_cpu for tool, speed in speeds.items() if tool != _OURS)
            for tool, (count, _) in tools.items():
                size = paths[tool].stat().st_size / count
                speed = speeds[tool]
                cells = (
                    round(speed.rows),
                    speed.rows / clock,
                    round(speed.rows_per_cpu),
                    speed.rows_per_cpu / processor,
                )
                lines.append((f"{form}: {tool}", *cells, size))
                paths[tool].unlink()
    notes = (
        "All tools get the same Arrow table, text that repeats as dictionaries.",
        "event-exporter syncs its files to the disk before they take their place, and quotes all text.",
    )
    header = ("Format and tool", "rows/s", "× fastest other", "rows per CPU second", "× fastest other", "bytes/row")
    return [Section("Writing", header, lines, notes)]
