"""Put the conversion matrix and the table of sample files into docs/layouts.md.

The matrix comes from the examples of the layouts' schemas: rows are converted, converted back, and what does not come
back is lost. The table of samples comes from real files outside the repository, each converted within its layout and
compared cell by cell. ``python -m tools.conversions [FOLDER]`` rewrites the page, the second table only where FOLDER is
given, and prints that one; tests fail where the page is not what this would write.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from exporter.conversion import convert
from exporter.conversion.loss import LossCounter, LossReport
from exporter.conversion.work import Done
from exporter.errors import UnknownNameError
from exporter.layouts import LAYOUTS, Context, detect, open_layout
from exporter.layouts.cells import differs
from exporter.schemas import load_schema
from exporter.tables import ReadOptions, read_table
from exporter.tables.jsontext import cell_of

PAGE = Path(__file__).resolve().parents[1] / "docs" / "layouts.md"
_COUNTS = "acled-aggregate"
# A deadly event, so that layouts of organised violence have something to hold.
_DEADLY = {
    "event_type": "Violence against civilians",
    "sub_event_type": "Attack",
    "disorder_type": "Political violence",
    "fatalities": "3",
    "inter1": "State forces",
    "inter2": "Civilians",
    "interaction": "State forces-Civilians",
    "EVENT_TYPE": "Violence against civilians",
    "INTER1": "1",
    "INTER2": "7",
    "INTERACTION": "17",
    "FATALITIES": "3",
    "best": "3",
    "high": "4",
    "low": "2",
    "deaths_civilians": "3",
}
_NUMBERED = ("inter1", "inter2", "interaction")  # numbers in some layouts of ACLED
_OF_DEADLY_ALONE = ("civilian_targeting",)  # what the first example, a riot, has not


def example_rows(name: str) -> pa.RecordBatch:
    """Return two rows of a layout: the examples of its schema, and the same for a deadly event."""
    properties = load_schema(LAYOUTS[name].schema_name)["properties"]
    numbers = {part: _DEADLY[part.upper()] for part in _NUMBERED} if getattr(LAYOUTS[name], "numeric", False) else {}
    cells = {}
    for column, part in properties.items():
        example = cell_of(part["examples"][0]) or ""
        first = "" if column in _OF_DEADLY_ALONE else example
        deadly = (_DEADLY | numbers).get(column, example)
        cells[column] = pa.array([first or None, deadly or None], pa.string())
    if (column := LAYOUTS[name].id_column) in cells:
        cells[column] = pa.array([cells[column][0].as_py(), _next(cells[column][0].as_py())])
    return pa.RecordBatch.from_pydict(cells)


def _next(identifier: str) -> str:
    last = max(place for place, mark in enumerate(identifier) if mark.isdecimal())
    return identifier[:last] + ("2" if identifier[last] == "1" else "1") + identifier[last + 1 :]


def loss_of(source: str, target: str) -> tuple[int, LossReport]:
    """Return how many of the example rows have a row in the target, and what is lost."""
    cells = example_rows(source)
    layout, other = LAYOUTS[source], LAYOUTS[target]
    events, _ = layout.to_events(cells, Context(keep=target in layout.family | {source}))
    rows, taken, unwritten = other.written(events)
    counter = LossCounter(layout, other, cells.num_rows, rows=cells.num_rows)
    counter.add(Done(cells.num_rows, [], cells=cells, taken=taken, unwritten=unwritten, examples=rows))
    return rows.num_rows, counter.report()


def matrix() -> str:
    """Return the table from × to, and under it what each conversion loses."""
    names = list(LAYOUTS)
    sources = [name for name in names if name != _COUNTS]
    lines = ["| from \\ to | " + " | ".join(names) + " |", "|" + "---|" * (len(names) + 1)]
    details = []
    for source in sources:
        cells = []
        pointless: dict[str, list[str]] = {}
        for target in names:
            written, report = loss_of(source, target)
            if source == target:
                cells.append("same")
            elif not written:
                cells.append("–")
                pointless.setdefault(_reasons(report), []).append(target)
            elif target == _COUNTS:
                cells.append("counts")
            elif report.lossless:
                cells.append("full")
            else:
                cells.append(f"{len(report.columns)} lost")
                lost = ", ".join(f"`{column.column}`" for column in report.columns)
                some = f"some events ({_reasons(report)}); " if report.unwritten else ""
                details.append(f"- {source} → {target}: {some}{lost}.")
        details += [
            f"- {source} → {', '.join(targets)}: not meaningful; {reason}." for reason, targets in pointless.items()
        ]
        lines.append(f"| **{source}** | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n\nWhat is lost, column by column:\n\n" + "\n".join(details) + "\n"


def _reasons(report: LossReport) -> str:
    return ", ".join(sorted(report.unwritten)) or "nothing of it has a place there"


def samples(folder: Path) -> str:
    """Return the table of sample files: layout, rows, findings, round trip."""
    lines = ["| file | layout | rows in | findings | rows out | round trip |", "|---|---|---|---|---|---|"]
    for family in ("acled", "gdelt", "icews", "ucdp"):
        lines += [f"| {path.name} | {' | '.join(_tried(path))} |" for path in sorted((folder / family).iterdir())]
    return "\n".join(lines) + "\n"


def _tried(path: Path) -> list[str]:
    """Return what converting a file within its layout gives, and whether every cell comes back."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out.csv"
            done = convert(path, detect(path).layout or "", out)
            with open_layout(path) as (_, reader):
                before = reader.read()
            with read_table(out, ReadOptions(delimiter=",", quoting=True, header=True, keep_index=True)) as reader:
                after = reader.read()
    except UnknownNameError:
        return ["none", "–", "–", "–", "refused: no layout has these columns"]
    shown = ", ".join(f"{code} {count:,}" for code, count in sorted(done.findings.items())) or "none"
    unlike = {
        name: pc.sum(differs(before.column(name).combine_chunks(), after.column(name).combine_chunks())).as_py()
        for name in before.column_names
    }
    changed = ", ".join(f"`{name}` mended in {count:,}" for name, count in unlike.items() if count)
    return [done.target, f"{done.rows_in:,}", shown, f"{done.rows_out:,}", changed or "identical"]


def put(page: str, name: str, text: str) -> str:
    """Return the page with ``text`` between the marks ``name``."""
    head, tail = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    return re.sub(
        re.escape(head) + ".*?" + re.escape(tail), lambda _: f"{head}\n{text}\n{tail}", page, count=1, flags=re.DOTALL
    )


def main(arguments: list[str]) -> None:
    """Rewrite the page."""
    page = put(PAGE.read_text(encoding="utf-8"), "matrix", matrix())
    if arguments:
        table = samples(Path(arguments[0]))
        page = put(page, "samples", table)
        sys.stdout.write(table)
    PAGE.write_text(page, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
