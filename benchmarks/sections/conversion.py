"""Converting files of other datasets: GDELT 2 to validated cameo Parquet, ACLED from CSV to Parquet."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from acled_rows import acled_rows
from measuring import Section

from exporter.schemas import arrow_schema, code_list, load_schema
from exporter.writers import open_writer

ROOT = Path(__file__).resolve().parents[2]
DISTINCT = 2_000  # rows that are repeated with new identifiers, as many as a file of a quarter of an hour has
KILOBYTES_IN_MEGABYTE = 1024
WARM_UP = 1_000  # rows of the file by which the start of the process is told from its work
_CHILD = """
import json, resource, sys, time
from exporter.conversion import convert
source, small, target, out = sys.argv[1:]
convert(small, target, out)
start, busy = time.perf_counter(), time.process_time()
done = convert(source, target, out)
seconds, worked = time.perf_counter() - start, time.process_time() - busy
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([done.rows_in, done.rows_out, done.errors, seconds, worked, peak]))
"""


# The same columns with nothing else done to them: what Arrow needs to read and to write them.
_BARE = """
import json, resource, sys, time
from pyarrow import csv, parquet
import pyarrow as pa
source, like, out = sys.argv[1:]
wanted = parquet.read_schema(like)
with open(source, encoding="utf-8") as stream:
    width = stream.readline().count("\\t") + 1
names = [str(number) for number in range(width)] if width > 1 else None
start, busy = time.perf_counter(), time.process_time()
if names:
    # As many columns are written as the target has: the last, among them the addresses.
    columns = {name: pa.string() for name in names}
    reading = csv.ReadOptions(column_names=names)
    parsing = csv.ParseOptions(delimiter="\\t", quote_char=False)
else:
    columns = {field.name: pa.string() if pa.types.is_dictionary(field.type) else field.type for field in wanted}
    reading, parsing = csv.ReadOptions(), csv.ParseOptions(newlines_in_values=True)
found = csv.open_csv(
    source, read_options=reading, parse_options=parsing, convert_options=csv.ConvertOptions(column_types=columns)
)
kept = names[-len(wanted):] if names else wanted.names
rows = 0
options = {"compression": "zstd", "compression_level": 3}
with parquet.ParquetWriter(out, pa.schema([(name, columns[name]) for name in kept]), **options) as writer:
    held = []
    for batch in found:
        rows += len(batch)
        held.append(batch.select(kept))
        if sum(map(len, held)) > 100_000:
            writer.write_table(pa.Table.from_batches(held))
            held = []
    if held:
        writer.write_table(pa.Table.from_batches(held))
seconds, worked = time.perf_counter() - start, time.process_time() - busy
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([rows, rows, 0, seconds, worked, peak]))
"""


def gdelt_lines(seed: int = 1) -> list[list[str]]:
    """Return rows of GDELT 2 that differ in day, codes, parties and places."""
    rng = np.random.default_rng(seed)
    codes = [row for row in code_list("cameo_codes") if len(row["code"]) > len("00")]
    countries = [row for row in code_list("countries") if row["fips"] and row["cameo"] and row["lat_min"]]
    properties = load_schema("gdelt2")["properties"]
    first = {name: part["examples"][0] for name, part in properties.items()}
    example = {name: "" if value is None else str(value) for name, value in first.items()}
    lines = []
    for number in range(DISTINCT):
        code, country = codes[rng.integers(len(codes))], countries[rng.integers(len(countries))]
        day = f"2022{rng.integers(1, 13):02}{rng.integers(1, 29):02}"
        row = example | {
            "SQLDATE": day,
            "MonthYear": day[:6],
            "EventCode": code["code"],
            "EventBaseCode": code["code"][:3],
            "EventRootCode": code["root"],
            "GoldsteinScale": code["goldstein_gdelt"] or "0.0",
            "QuadClass": code["quad_class_gdelt"] or "1",
            "Actor1Code": country["cameo"] + "GOV",
            "Actor1Name": country["name"].upper(),
            "Actor1CountryCode": country["cameo"],
            "ActionGeo_FullName": f"Place {number}, Unit {number % 300}, {country['name']}",
            "ActionGeo_CountryCode": country["fips"],
            "ActionGeo_ADM1Code": country["fips"] + "01",
            "ActionGeo_Lat": country["lat_min"],
            "ActionGeo_Long": country["lon_min"],
            "SOURCEURL": f"https://www.courier.example/2022/{number}/a-report-of-some-length-{number}.html",
        }
        lines.append(list(row.values()))
    return lines


def write_gdelt(path: Path, rows: int) -> None:
    """Write ``rows`` rows, each with an identifier of its own."""
    tails = ["\t".join(cells[1:]) for cells in gdelt_lines()]
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{800_000_000 + number}\t{tails[number % DISTINCT]}\n" for number in range(rows))


def write_acled(path: Path, rows: int) -> None:
    """Write ``rows`` rows as CSV."""
    table = acled_rows(rows).cast(arrow_schema("acled"))
    with open_writer(path, table.schema) as writer:
        writer.write(table)


def run(rows: int, repeat: int) -> list[Section]:
    """Convert files of ``rows`` rows ``repeat`` times, each in a process of its own."""
    found = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for title, target, write in (
            ("GDELT 2 (61 columns) to cameo Parquet", "cameo", write_gdelt),
            ("ACLED CSV to Parquet", "acled", write_acled),
        ):
            source, small = folder / f"{target}.csv", folder / f"{target}-small.csv"
            write(source, rows)
            write(small, WARM_UP)
            out = folder / "out.parquet"
            ours = [(_CHILD, str(source), str(small), target, str(out)) for _ in range(repeat)]
            bare = [(_BARE, str(source), str(out), str(folder / "bare.parquet")) for _ in range(repeat)]
            runs = [(_run(*one), _run(*other)) for one, other in zip(ours, bare, strict=True)]
            found.append(_row(title, rows, [one for one, _ in runs]))
            found.append(_row(f"{title}: bare pyarrow, nothing checked", rows, [other for _, other in runs]))
    return [
        Section(
            "Converting",
            (
                "conversion",
                "rows",
                "errors",
                "rows per second",
                "rows per second of one core",
                "megabytes at peak",
            ),
            found,
            (
                "Files are read, converted, validated, sampled for what is lost, and written.",
                "Bare pyarrow reads the same file and writes as many columns of it.",
            ),
        )
    ]


def _row(title: str, rows: int, runs: list[list[float]]) -> list[Any]:
    _, written, errors, seconds, worked, peak = sorted(runs, key=lambda one: one[3])[len(runs) // 2]
    megabytes = round(peak / KILOBYTES_IN_MEGABYTE)
    return [title, int(written), int(errors), round(rows / seconds), round(rows / worked), megabytes]


def _run(code: str, *arguments: str) -> list[float]:
    """Run code in a process of its own and return what it prints."""
    command = [sys.executable, "-c", code, *arguments]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    if result.returncode:
        sys.exit(result.stderr)
    values: list[float] = json.loads(result.stdout)
    return values
