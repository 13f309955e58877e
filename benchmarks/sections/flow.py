"""``code`` and ``build`` from documents to files: speed, peak memory, and how both grow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from files import passed_on
from measuring import Section

from exporter.coding.text import split

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = 250  # and ten times as many
MOST_REPEATS = 3  # of what takes tens of seconds
KILOBYTES_IN_MEGABYTE = 1024
_CHILD = """
import resource
from exporter.cli import main
try:
    main()
finally:
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    print("PEAK", sum(resource.getrusage(kind).ru_maxrss for kind in kinds))
"""


def write_documents(path: Path, count: int) -> int:
    """Write ``count`` documents made of the example's reports, none like another; return their number of sentences."""
    reports = sorted((ROOT / "examples" / "almaty-2022").glob("*.md"))
    texts = [report.read_text(encoding="utf-8").split("---\n", 2)[2].strip() for report in reports]
    sentences = [len(split(text)) + 1 for text in texts]
    with path.open("w", encoding="utf-8") as stream:
        for number in range(count):
            day = f"{2000 + number // 365 % 25}-{number % 12 + 1:02}-{number % 28 + 1:02}"
            text = f"{texts[number % len(texts)]} This was report {number}."
            stream.write(json.dumps({"id": f"d{number}", "text": text, "published": day, "country": "KAZ"}) + "\n")
    return sum(sentences[number % len(texts)] for number in range(count))


def measure(*arguments: str) -> tuple[float, float]:
    """Return the seconds and the megabytes at the peak of a run of the command line, its start and workers included."""
    start = time.perf_counter()
    result = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", _CHILD, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if "PEAK" not in result.stdout:
        sys.exit(result.stderr)
    return seconds, int(result.stdout.rsplit("PEAK ", 1)[1]) / KILOBYTES_IN_MEGABYTE


def _rows(folder: Path) -> int:
    return sum(table["rows_written"] for table in json.loads((folder / "validation.json").read_text())["tables"])


def run(rows: int, repeat: int) -> list[Section]:
    """Measure both flows; documents once each, since the time of a run is long enough to be steady."""
    lines = []
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for documents in (DOCUMENTS, 10 * DOCUMENTS):
            source = work / f"{documents}.jsonl"
            sentences = write_documents(source, documents)
            for jobs in sorted({1, os.cpu_count() or 1}):
                for command in ("code", "build"):
                    out = work / f"{command}-{documents}-{jobs}{'.jsonl' if command == 'code' else ''}"
                    seconds, megabytes = measure(command, str(source), "--out", str(out), "--jobs", str(jobs))
                    speed = round(_rows(out) / seconds) if command == "build" else ""
                    lines.append(
                        (
                            f"{command} --jobs {jobs}",
                            documents,
                            round(documents / seconds),
                            round(sentences / seconds),
                            speed,
                            round(megabytes),
                        )
                    )
    header = ("Command", "Documents", "Documents/s", "Sentences/s", "Rows/s", "Peak MB")
    notes = ("Reports of examples/ under other dates. Time includes the start of the process, memory that of workers.",)
    return [Section("From documents to files", header, lines, notes), passed_on(rows, min(repeat, MOST_REPEATS))]
