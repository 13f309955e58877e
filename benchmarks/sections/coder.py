"""The coder: sentences in a second of processor time, starts, several processes, and one very long document."""

from __future__ import annotations

import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import Section

from exporter.coding import code_documents, get_coder
from exporter.coding.text import split
from exporter.documents import read_documents
from sections.flow import ROOT, measure, write_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding import Coder
    from exporter.documents import Document
    from exporter.events import Event

DOCUMENTS = 300
_ROUNDS = 4  # times that a set of documents is coded by several processes, so that their start weighs less
# What most of a long text is: sentences that tell of no event, though their words often could.
_PROSE = (
    "The valley had been settled long before anybody drew a map of it, and its fields were cut out of the forest.",
    "Nobody agreed on who owned the mill, least of all the two families who had shared its wheel for a century.",
    "Visitors take the road along the river, which is the longer one, because the pass is closed until late spring.",
    "The school has forty pupils, a leaking roof and a library that was given by an engineer who once lodged there.",
    "What the council would do about the bridge was the question of every evening, and the answer was always the same.",
    "Prices at the market rise with the water, as the old women say, and fall when the lorries come through again.",
    "It is said that the bell was cast from the guns of an army that had lost its way in the fog.",
    "Those who leave for the city write at first every week, then at the feast days, and in the end hardly at all.",
    "In the registers of the parish the same eleven names come back on every page, in one hand after the other.",
)
_JOBS = (1, 2)
_YOUNG = 50_000  # objects between two searches for rings, as the command line has it
_STARTS = {
    "event-exporter --version": "from exporter.cli import run; run(['--version'])",
    "import exporter": "import exporter",
    "import pyarrow, which reads the gazetteer": "import pyarrow",
    "first document coded": f"import gc; gc.set_threshold({_YOUNG}); from exporter.coding import get_coder; "
    "from exporter.documents import document_from_dict; "
    "get_coder().code(document_from_dict({'id': '1', 'text': 'Police in Nairobi arrested 12 protesters on Monday.'}))",
}
_CHILD = "import time\n{code}\nimport json, sys; json.dump(time.process_time(), sys.stderr)"


class _Clocked:
    """A coder that leaves the processor time of its process in a folder."""

    def __init__(self, coder: Coder, folder: str) -> None:
        self.name, self.version, self._coder, self._folder = coder.name, coder.version, coder, Path(folder)

    def code(self, document: Document) -> list[Event]:
        events = self._coder.code(document)
        (self._folder / str(os.getpid())).write_text(str(time.process_time()), encoding="utf-8")
        return events


def _start(code: str, folder: str) -> float:
    """Return the processor time of a process of its own, in milliseconds, with bytecode at hand as installed."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    result = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", _CHILD.format(code=code)],
        cwd=ROOT,
        env={**environment, "PYTHONPYCACHEPREFIX": folder},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(result.stderr) * 1000


def _starts(repeat: int) -> Section:
    with tempfile.TemporaryDirectory() as folder:
        for code in _STARTS.values():
            _start(code, folder)  # leaves the bytecode behind
        rows = [
            (name, round(min(times)), round(statistics.median(times)))
            for name, code in _STARTS.items()
            for times in [[_start(code, folder) for _ in range(repeat)]]
        ]
    return Section("Start", ("", "Processor ms, least", "Median"), rows)


def _speed(name: str, documents: Sequence[Document], coder: Coder, repeat: int) -> tuple[str, int, int, int, int]:
    sentences = sum(len(split(document.text)) for document in documents)
    seconds = []
    for _ in range(repeat + 1):  # the first run fills the memories of names and words
        start = time.process_time()
        for document in documents:
            coder.code(document)
        seconds.append(time.process_time() - start)
    least, median = min(seconds[1:]), statistics.median(seconds[1:])
    return name, len(documents), sentences, round(sentences / least), round(sentences / median)


def _processes(name: str, documents: Sequence[Document], coder: Coder, jobs: int) -> tuple[str, int, float, float, int]:
    """Return the processor time of the processes that code, all and the busiest, and what follows for idle cores."""
    sentences = sum(len(split(document.text)) for document in documents)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        for _ in code_documents(documents, _Clocked(coder, folder), jobs=jobs):
            pass
        own = time.process_time() - start
        workers = [float(file.read_text(encoding="utf-8")) for file in Path(folder).iterdir()]
    taken = [own] if jobs == 1 else [own, *workers]
    return name, jobs, sum(taken), max(taken), round(sentences / max(taken))


def _long(megabytes: Sequence[int]) -> Section:
    """Code one document of each size from file to file."""
    rows = []
    with tempfile.TemporaryDirectory() as name:
        source, out = Path(name, "long.jsonl"), Path(name, "events.jsonl")
        for size in megabytes:
            count = write_long_document(source, size * 1_000_000)
            before = os.times()
            _, peak = measure("code", str(source), "--out", str(out))
            after = os.times()
            seconds = after.children_user + after.children_system - before.children_user - before.children_system
            rows.append((f"{size} MB", count, seconds, round(count / seconds), round(peak)))
    header = ("One document", "Sentences", "Processor s", "Sentences/s", "Peak MB")
    return Section("One long document", header, rows, ("Command code, from file to file, start included.",))


def write_long_document(path: Path, characters: int) -> int:
    """Write one document, a report of the example in every tenth paragraph; return its number of sentences."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "documents.jsonl")
        write_documents(source, DOCUMENTS)
        texts = [document.text for document in read_documents([source], on_finding=lambda _: None)]
    parts: list[str] = []
    length = 0
    while length < characters:
        number = len(parts)
        turn = number % len(_PROSE)
        plain = " ".join((*_PROSE[turn:], *_PROSE[:turn])[: 3 + number % 5])
        parts.append(plain if number % 10 else texts[number // 10 % len(texts)])
        length += len(parts[-1]) + 2
    text = "\n\n".join(parts)
    path.write_text(json.dumps({"id": "long", "text": text, "published": "2022-01-06"}) + "\n", encoding="utf-8")
    return sum(len(split(part)) for part in parts)


def run(
    rows: int,  # noqa: ARG001 - what is measured is counted in documents
    repeat: int,
    documents: Sequence[Path] = (),
    long: Sequence[int] = (),
) -> list[Section]:
    """Measure the coder without files, starts of processes, and, where asked for, long documents."""
    gc.set_threshold(_YOUNG)
    sets: dict[str, list[Document]] = {}
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "documents.jsonl")
        write_documents(source, DOCUMENTS)
        for title, path in {"reports of examples/": source, **{path.name: path for path in documents}}.items():
            sets[title] = list(read_documents([path], on_finding=lambda _: None))
    coder = get_coder()
    speeds = [_speed(title, texts, coder, repeat) for title, texts in sets.items()]
    processes = [_processes(title, texts * _ROUNDS, coder, jobs) for title, texts in sets.items() for jobs in _JOBS]
    return [
        Section(
            "The coder",
            ("", "Documents", "Sentences", "Sentences/s at best", "Sentences/s, median"),
            speeds,
            ("One core, by processor time, files and validation left out.",),
        ),
        Section(
            "Several processes",
            ("", "--jobs", "Processor s, all", "Processor s, the busiest", "Sentences/s with a core each"),
            processes,
        ),
        _starts(repeat),
        *([_long(long)] if long else []),
    ]
