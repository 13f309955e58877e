"""The command line; each command is one module in ``commands`` and is imported when it is used."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

from exporter.cli.app import cli
from exporter.cli.status import CANNOT_RUN, DONE, INTERRUPTED

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["cli", "main", "run"]

_YOUNG = 500_000  # objects made between two searches for rings


def run(arguments: Sequence[str]) -> int:
    """Run the command line with ``arguments`` and return its exit status."""
    import click  # noqa: PLC0415 - kept beside its only use

    from exporter.errors import ExporterError  # noqa: PLC0415

    try:
        status = cli(list(arguments), prog_name="event-exporter", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return CANNOT_RUN
    except BrokenPipeError:
        raise
    except (ExporterError, OSError) as error:
        click.echo(f"event-exporter: {error}", err=True)
        return CANNOT_RUN
    return status if isinstance(status, int) else DONE


def main() -> None:
    """Run the command line and leave with its exit status."""
    # Rows, events and tokens are many and hold no rings: searching for those as often as by default costs a fifth.
    gc.set_threshold(_YOUNG)
    # Arrow's own allocator holds on to a third more memory than the system's, and saves no time.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    try:
        status = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader of our output, such as head, has had enough: nothing may be written any more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = CANNOT_RUN
    sys.exit(status)
