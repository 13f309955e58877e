"""The embedded coder in one process: sentences in a second of processor time, and what its start costs."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import Section

from exporter.coding import get_coder
from exporter.coding.text import split
from exporter.documents import read_documents
from sections.flow import ROOT, write_documents

DOCUMENTS = 300
_STARTS = {
    "event-exporter --version": "from exporter.cli import run; run(['--version'])",
    "import exporter": "import exporter",
    "first document coded": "import exporter; from exporter.coding import get_coder; "
    "from exporter.documents import document_from_dict; "
    "get_coder().code(document_from_dict({'id': '1', 'text': 'Police in Nairobi arrested 12 protesters on Monday.'}))",
}
_CHILD = "import time\n{code}\nimport json, sys; json.dump(time.process_time(), sys.stderr)"


def _start(code: str) -> float:
    """Return the processor time of a process of its own, in milliseconds."""
    result = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", _CHILD.format(code=code)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return float(result.stderr) * 1000


def run(rows: int, repeat: int) -> list[Section]:  # noqa: ARG001 - what is measured is counted in documents
    """Measure the coder without files, and starts of processes."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "documents.jsonl")
        write_documents(source, DOCUMENTS)
        documents = list(read_documents([source], on_finding=lambda _: None))
    sentences = sum(len(split(document.text)) for document in documents)
    coder = get_coder()
    seconds = []
    for _ in range(repeat + 1):  # the first run fills the memories of names and words
        start = time.process_time()
        for document in documents:
            coder.code(document)
        seconds.append(time.process_time() - start)
    median = statistics.median(seconds[1:])
    speed = ("In one process", round(len(documents) / median), round(sentences / median))
    starts = [(name, round(statistics.median(_start(code) for _ in range(repeat)))) for name, code in _STARTS.items()]
    return [
        Section(
            "The coder",
            ("", "Documents/s", "Sentences/s"),
            [speed],
            ("Reports of examples/ under other dates, one core, by processor time, files and validation left out.",),
        ),
        Section("Start", ("", "Processor ms"), starts),
    ]
