"""Validation of acled rows against the layout's JSON Schema, beside other tools."""

from __future__ import annotations

import resource
import threading
import time
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import fastjsonschema
import jsonschema_rs
import pandera.polars as pandera
import polars as pl
import pyarrow as pa
from acled_rows import acled_rows, coded
from by_hand import polars_checks, sql_checks
from damage import damaged
from files import validated
from jsonschema import Draft202012Validator
from measuring import Section, Trial, side_by_side

from exporter.schemas import load_checks, load_schema
from exporter.validation import Validator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SLOW, FAST = 1_000, 20_000  # rows for tools that go row by row
BATCH = 65_536


def _numbered(table: pa.Table, size: int = BATCH) -> Iterator[tuple[pa.RecordBatch, int]]:
    row = 2
    for batch in table.to_batches(max_chunksize=size):
        yield batch, row
        row += len(batch)


def _validate(
    table: pa.Table, *, jobs: int | None = None, checks: bool = False, messages: bool = False, size: int = BATCH
) -> int:
    """Compile the schema and validate; return how many rows are invalid."""
    validator = Validator(load_schema("acled"), load_checks("acled") if checks else ())
    invalid = 0
    for batch, result in validator.validate_batches(_numbered(table, size), jobs=jobs):
        invalid += len(batch) - result.valid_mask.true_count
        if messages:
            for group in result.groups:
                texts = pa.array([fault.message for fault in group.faults.faults])
                texts.take(pa.array(group.faults.index))
    return invalid


def _rows(table: pa.Table, count: int) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = table.slice(0, count).to_pylist()
    return [{**row, "event_date": row["event_date"].isoformat()} for row in rows]


def _jsonschema(rows: list[dict[str, Any]]) -> Callable[[], None]:
    validator = Draft202012Validator(load_schema("acled"), format_checker=Draft202012Validator.FORMAT_CHECKER)

    def run() -> None:
        for row in rows:
            for _ in validator.iter_errors(row):
                raise AssertionError(row)

    return run


def _each(is_valid: Callable[[Any], Any], rows: list[dict[str, Any]]) -> Callable[[], None]:
    def run() -> None:
        for row in rows:
            is_valid(row)

    return run


def _polars(table: pa.Table) -> Callable[[], None]:
    checks = polars_checks(load_schema("acled"))
    frame = pl.from_arrow(table)

    def run() -> None:
        bad = frame.lazy().select((~pl.all_horizontal(checks)).sum()).collect().item()
        if bad:
            raise AssertionError(bad)

    return run


def _duckdb(table: pa.Table) -> Callable[[], None]:
    import duckdb  # noqa: PLC0415 - its import changes how warnings are shown

    query = f"SELECT count(*) FROM table_of_rows WHERE NOT ({sql_checks(load_schema('acled'))})"  # noqa: S608 - our own

    def run() -> None:
        connection = duckdb.connect()
        connection.register("table_of_rows", table)
        found = connection.execute(query).fetchone()
        if found is None or found[0]:
            raise AssertionError(found)

    return run


def _pandera(table: pa.Table) -> Callable[[], None]:
    """Columns only: pandera has no conditions across columns but by Polars expressions."""
    frame = pl.from_arrow(table)
    columns = {}
    for name, part in load_schema("acled")["properties"].items():
        checks = []
        if "enum" in part:
            checks.append(pandera.Check.isin([value for value in part["enum"] if value is not None]))
        if "pattern" in part:
            checks.append(pandera.Check.str_matches(part["pattern"]))
        if "minimum" in part:
            checks.append(pandera.Check.in_range(part["minimum"], part["maximum"])) if "maximum" in part else None
        if part.get("minLength"):
            checks.append(pandera.Check.str_length(min_value=1))
        columns[name] = pandera.Column(frame.schema[name], checks, nullable="null" in part["type"])
    schema = pandera.DataFrameSchema(columns)
    return lambda: schema.validate(frame)


def _frictionless(table: pa.Table, folder: Path) -> Callable[[], None]:
    """Columns only, from a CSV file, as frictionless reads."""
    import pyarrow.csv as pacsv  # noqa: PLC0415 - needed here alone
    from frictionless import Resource, Schema  # noqa: PLC0415 - slow to import

    path = folder / "rows.csv"
    pacsv.write_csv(table, path)
    kinds = {"string": "string", "integer": "integer", "number": "number"}
    fields = []
    for name, part in load_schema("acled")["properties"].items():
        stated = part["type"] if isinstance(part["type"], str) else part["type"][0]
        limits = {key: part[key] for key in ("pattern", "minimum", "maximum", "minLength") if key in part}
        if "enum" in part:
            limits["enum"] = [value for value in part["enum"] if value is not None]
        limits["required"] = "null" not in part["type"]
        kind = "date" if part.get("format") == "date" else kinds[stated]
        fields.append({"name": name, "type": kind, "constraints": limits})
    schema = Schema.from_descriptor({"fields": fields})
    return lambda: Resource(path=path.name, basepath=str(folder), schema=schema).validate()


def _peak(run: Callable[[], Any]) -> float:
    """Return by how many megabytes the process grows at most while something runs."""
    page = resource.getpagesize()

    def resident() -> int:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * page

    before = most = resident()
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.is_set():
            most = max(most, resident())
            time.sleep(0.005)

    watcher = threading.Thread(target=watch)
    watcher.start()
    run()
    done.set()
    watcher.join()
    return (most - before) / 1e6


def run(rows: int, repeat: int) -> list[Section]:
    """Measure validation."""
    import tempfile  # noqa: PLC0415 - needed here alone

    table = acled_rows(rows).combine_chunks()
    encoded = coded(table)
    slow, fast = _rows(table, SLOW), _rows(table, FAST)
    compiled = jsonschema_rs.Draft202012Validator(load_schema("acled"), validate_formats=True)
    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        seventh = {**load_schema("acled"), "$schema": "http://json-schema.org/draft-07/schema#"}
        trials = [
            Trial("jsonschema, `iter_errors`", len(slow), _jsonschema(slow)),
            Trial("frictionless, columns only", len(slow), _frictionless(table.slice(0, SLOW), Path(folder))),
            Trial("fastjsonschema (draft 7)", len(fast), _each(fastjsonschema.compile(seventh), fast)),
            Trial("jsonschema-rs, `is_valid`", len(fast), _each(compiled.is_valid, fast)),
            Trial("pandera on Polars, columns only", rows, _pandera(table)),
            Trial("DuckDB, SQL by hand", rows, _duckdb(table)),
            Trial("Polars, expressions by hand", rows, _polars(table)),
            Trial("**event-exporter**", rows, lambda: _validate(table)),
            Trial("event-exporter, one thread", rows, lambda: _validate(table, jobs=1)),
            Trial("event-exporter, all rows as one batch", rows, lambda: _validate(table, size=rows)),
            Trial("event-exporter, text columns dictionary-encoded", rows, lambda: _validate(encoded)),
            Trial(
                "event-exporter, with all domain checks, dictionary-encoded",
                rows,
                lambda: _validate(encoded, checks=True),
            ),
        ]
        clean = side_by_side(trials, repeat)
    first, rust = clean["jsonschema, `iter_errors`"], clean["jsonschema-rs, `is_valid`"]
    beside = Section(
        "Validation of clean rows",
        (
            "checker",
            "rows/s",
            "× jsonschema",
            "× jsonschema-rs",
            "rows per CPU second",
            "× jsonschema",
            "× jsonschema-rs",
        ),
        [
            (
                name,
                round(speed.rows),
                speed.rows / first.rows,
                speed.rows / rust.rows,
                round(speed.rows_per_cpu),
                speed.rows_per_cpu / first.rows_per_cpu,
                speed.rows_per_cpu / rust.rows_per_cpu,
            )
            for name, speed in clean.items()
        ],
        (
            (
                "Rows of the acled layout against its JSON Schema: 31 columns, 26 conditions across columns. Tools "
                "that go row by row were handed ready-made dictionaries; the schema is compiled anew in every run of "
                "event-exporter, which works on batches of 65,536 rows unless stated. Medians; the tools took turns."
            ),
        ),
    )
    return [beside, _with_damage(table, repeat), validated(rows, repeat), _memory(table)]


def _with_damage(table: pa.Table, repeat: int) -> Section:
    tables = {share: damaged(table, share) for share in (0.0, 0.01, 0.1)}
    trials = [
        Trial(f"{share:.0%} of rows bad", len(table), lambda bad=bad: _validate(bad, messages=True))
        for share, bad in tables.items()
    ]
    speeds = side_by_side(trials, repeat)
    invalid = [_validate(bad) for bad in tables.values()]
    return Section(
        "Validation of damaged rows, with the messages of jsonschema",
        ("data", "rows/s", "rows per CPU second", "invalid rows"),
        [
            (name, round(speed.rows), round(speed.rows_per_cpu), count)
            for (name, speed), count in zip(speeds.items(), invalid, strict=True)
        ],
    )


def _memory(table: pa.Table) -> Section:
    return Section(
        "Memory beside the table",
        ("data", "MB"),
        [
            ("all rows", _peak(lambda: _validate(table))),
            ("a tenth of the rows", _peak(lambda: _validate(table.slice(0, len(table) // 10)))),
        ],
    )
