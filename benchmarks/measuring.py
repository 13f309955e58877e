"""Measure several tools side by side and say what came of it as a table."""

from __future__ import annotations

import os
import platform
import statistics
import time
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


@dataclass(frozen=True, slots=True)
class Trial:
    """A tool at work.

    Attributes:
        name: the tool and how it is used.
        rows: how many rows one run goes through; slow tools get fewer.
        run: does it once.

    """

    name: str
    rows: int
    run: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Section:
    """A table of results.

    Attributes:
        title: what was measured.
        header: names of the columns.
        rows: cells.
        notes: what a reader must know.

    """

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    notes: Sequence[str] = field(default_factory=tuple)

    def markdown(self) -> str:
        """Return the table as Markdown."""
        lines = [f"## {self.title}", "", *self.notes, ""] if self.notes else [f"## {self.title}", ""]
        lines.append("| " + " | ".join(self.header) + " |")
        lines.append("|" + "|".join("---" if number == 0 else "---:" for number in range(len(self.header))) + "|")
        lines += ["| " + " | ".join(map(_cell, row)) + " |" for row in self.rows]
        return "\n".join(lines) + "\n"


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:,.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


@dataclass(frozen=True, slots=True)
class Speed:
    """How fast a tool is.

    Attributes:
        rows: rows per second.
        rows_per_cpu: rows per second of processor time, whatever else the machine does, all threads added up.

    """

    rows: float
    rows_per_cpu: float


def side_by_side(trials: Sequence[Trial], repeat: int) -> dict[str, Speed]:
    """Return the median speed of each trial; the trials take turns, so that all meet the same load."""
    found: dict[str, list[Speed]] = {trial.name: [] for trial in trials}
    for _ in range(repeat):
        for trial in trials:
            start, busy = time.perf_counter(), time.process_time()
            trial.run()
            taken, worked = time.perf_counter() - start, time.process_time() - busy
            found[trial.name].append(Speed(trial.rows / taken, trial.rows / max(worked, 1e-9)))
    return {
        name: Speed(
            statistics.median(speed.rows for speed in speeds), statistics.median(speed.rows_per_cpu for speed in speeds)
        )
        for name, speeds in found.items()
    }


def machine(packages: Sequence[str]) -> dict[str, str]:
    """Return what was measured on: cores, Python and the versions of packages."""
    found = {"cores": str(len(os.sched_getaffinity(0))), "processor": _processor(), "python": platform.python_version()}
    for package in packages:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _processor() -> str:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - no file of ours
            return next(line.split(":", 1)[1].strip() for line in file if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()
