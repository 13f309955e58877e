"""Measure ``code`` and ``build``: documents, sentences and rows per second, peak memory, and how both grow.

    python benchmarks/flow.py [--documents 2000] [--jobs 1 2] [--input DOCUMENTS.jsonl]

Without --input the reports of examples/ are repeated under other dates, so that nothing repeats word for word. Every
measurement runs in a process of its own: its time includes the start, its memory is the peak of it and its workers.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KILOBYTES_IN_MEGABYTE = 1024


def write_documents(path: Path, count: int) -> None:
    """Write ``count`` documents made of the example's reports."""
    reports = [report.read_text(encoding="utf-8").split("---\n", 2)[2] for report in _reports()]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            day = f"{2000 + number // 365 % 25}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            text = f"{reports[number % len(reports)].strip()} This was report {number}.\n"
            stream.write(json.dumps({"id": f"d{number}", "text": text, "published": day, "country": "KAZ"}) + "\n")


def _reports() -> list[Path]:
    return sorted((ROOT / "examples" / "almaty-2022").glob("*.md"))


def measure(*arguments: str) -> tuple[float, float]:
    """Return the seconds and the megabytes that a run of the command line takes at its peak."""
    code = (
        "import resource, sys\n"
        "from exporter.cli import run\n"
        "status = run(sys.argv[1:])\n"
        "kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)\n"
        "print('PEAK', sum(resource.getrusage(kind).ru_maxrss for kind in kinds))\n"
        "sys.exit(status)\n"
    )
    start = time.perf_counter()
    result = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if result.returncode not in (0, 1):
        sys.exit(result.stderr)
    return seconds, int(result.stdout.rsplit("PEAK ", 1)[1]) / KILOBYTES_IN_MEGABYTE


def sentences(path: Path) -> int:
    """Return how many sentences the documents have."""
    sys.path.insert(0, str(ROOT))
    from exporter.coding.text import split  # noqa: PLC0415 - the checkout has to be found first

    with path.open(encoding="utf-8") as stream:
        return sum(len(split(json.loads(line)["text"])) for line in stream)


def rows(folder: Path) -> int:
    """Return how many rows the tables of a release have together."""
    return sum(table["rows_written"] for table in json.loads((folder / "validation.json").read_text())["tables"])


def run(source: Path, jobs: int, work: Path) -> list[dict[str, object]]:
    """Return a line of the table for ``code`` and one for ``build``."""
    with source.open(encoding="utf-8") as stream:
        documents = sum(1 for _ in stream)
    known = sentences(source)
    lines: list[dict[str, object]] = []
    for command, out in (("code", work / f"events-{jobs}.jsonl"), ("build", work / f"release-{jobs}")):
        seconds, megabytes = measure(command, str(source), "--out", str(out), "--jobs", str(jobs))
        lines.append(
            {
                "command": command,
                "jobs": jobs,
                "documents": documents,
                "seconds": round(seconds, 2),
                "documents/s": round(documents / seconds),
                "sentences/s": round(known / seconds),
                "rows/s": round(rows(out) / seconds) if command == "build" else None,
                "peak MB": round(megabytes),
            }
        )
    return lines


def flow_section(documents: int, jobs: list[int], source: Path | None = None) -> list[dict[str, object]]:
    """Return the table: at ``documents`` and, where they are made here, at ten times as many."""
    table = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sizes = [documents] if source else [documents, 10 * documents]
        for size in sizes:
            path = source or work / f"documents-{size}.jsonl"
            if source is None:
                write_documents(path, size)
            for count in jobs:
                (work / str(size)).mkdir(exist_ok=True)
                table += run(path, count, work / str(size))
    return table


def markdown(table: list[dict[str, object]]) -> str:
    """Return a table as Markdown."""
    head = list(table[0])
    cells = [head, ["---"] * len(head)] + [["" if row[key] is None else str(row[key]) for key in head] for row in table]
    return "\n".join("| " + " | ".join(line) + " |" for line in cells)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=2_000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, os.cpu_count() or 1])
    parser.add_argument("--input", type=Path)
    choices = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} cores")
    print(markdown(flow_section(choices.documents, choices.jobs, choices.input)))


if __name__ == "__main__":
    main()
