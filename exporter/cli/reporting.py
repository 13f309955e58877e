"""What commands say on standard error."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
from collections import Counter
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import TextIO, TypeVar

    from exporter.findings import Finding

    Item = TypeVar("Item")

_SHOWN = 100
_ALIKE = 3  # findings of one rule in one column of a file that are shown as text before the rest is only counted
_FILE_WIDTH = 100


def finding_printer(report_format: str, *, shown: int = _SHOWN) -> Callable[[Finding], None]:
    """Return a function that prints findings on standard error as they come, the first ``shown`` of them.

    As text, those of one rule in one column of a file are shown a few times only.
    """
    seen = 0
    alike: Counter[tuple[str | None, str | None, str]] = Counter()

    def show(finding: Finding) -> None:
        nonlocal seen
        kind = (finding.file, finding.column, finding.code)
        alike[kind] += 1
        if report_format == "text" and alike[kind] > _ALIKE:
            if alike[kind] == _ALIKE + 1:
                column = f" in column {finding.column}" if finding.column else ""
                click.echo(f"further findings of {finding.code}{column} are counted, not shown", err=True)
            return
        seen += 1
        if seen > shown:
            return
        if report_format == "json":
            click.echo(json.dumps(finding.to_dict(), ensure_ascii=False, default=str), err=True)
        else:
            click.secho(
                str(finding), err=True, fg="red" if finding.severity == "error" else "yellow", color=colour_choice()
            )
        if seen == shown and report_format == "text":
            click.echo("further findings are counted, not shown", err=True)

    return show


def colour_choice() -> bool | None:
    """Return False where the user asked for no colour, else None: then click looks for a terminal."""
    return False if os.environ.get("NO_COLOR") else None


def colours(stream: TextIO) -> bool:
    """Return whether text for ``stream`` may have colours: it is a terminal, and the user did not object."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def width() -> int:
    """Return the width of the terminal, or what files are given."""
    return shutil.get_terminal_size((_FILE_WIDTH, 0)).columns


@contextlib.contextmanager
def progress(label: str) -> Iterator[Callable[[Iterable[Item]], Iterator[Item]]]:
    """Yield a function that counts what passes through it, shown on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield iter
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("{task.completed} {task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label)

        def count(items: Iterable[Item]) -> Iterator[Item]:
            for item in items:
                yield item
                bar.advance(task)

        yield count


def plural(number: int, noun: str) -> str:
    """Return the number with its noun.

    >>> plural(1, "event"), plural(1200, "event")
    ('1 event', '1,200 events')
    """
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
