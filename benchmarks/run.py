"""Measure and write the tables of docs/performance.md.

python benchmarks/run.py                      every section, a million rows
python benchmarks/run.py validation --rows 100000 --repeat 3
python benchmarks/run.py coder --documents mine.jsonl --long 5 50
python benchmarks/run.py --markdown out.md --json out.json
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from measuring import Section, machine

SECTIONS = sorted(path.stem for path in (Path(__file__).parent / "sections").glob("[a-z]*.py"))
PACKAGES = (
    "pyarrow numpy pandas jsonschema jsonschema-rs fastjsonschema pandera frictionless polars duckdb".split()  # noqa: SIM905
)


def main() -> None:
    """Run the sections that are asked for."""
    parser = argparse.ArgumentParser(description="Measure event-exporter beside other tools.")
    parser.add_argument("sections", nargs="*", choices=[*SECTIONS, []], help="sections to run; all of them by default")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--repeat", type=int, default=3, help="runs of which the median is taken")
    parser.add_argument("--documents", type=Path, nargs="+", default=[], help="documents that the coder codes too")
    parser.add_argument("--long", type=int, nargs="+", default=[], help="megabytes of single documents that it codes")
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    found: list[Section] = []
    # the peak memory of this process is handed on to those that it starts, so those that are measured come first
    for name in sorted(options.sections or SECTIONS, key=lambda one: one != "flow"):
        more = {"documents": options.documents, "long": options.long} if name == "coder" else {}
        found += import_module(f"sections.{name}").run(options.rows, options.repeat, **more)
    about = {"date": dt.datetime.now(tz=dt.UTC).date().isoformat(), "rows": f"{options.rows:,}", **machine(PACKAGES)}
    text = "\n".join(section.markdown() for section in found)
    text = "Measured " + ", ".join(f"{key} {value}" for key, value in about.items()) + ".\n\n" + text
    print(text)
    if options.markdown:
        options.markdown.write_text(text, encoding="utf-8")
    if options.json:
        content = {"about": about, "sections": [asdict(section) for section in found]}
        options.json.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
