"""The command line; each command is one module in ``commands`` and is imported when it is used."""

from __future__ import annotations

import os
import sys

from exporter.cli.app import cli
from exporter.cli.status import CANNOT_RUN, INTERRUPTED

__all__ = ["cli", "main"]


def main() -> None:
    """Run the command line and leave with its exit status."""
    import click  # noqa: PLC0415 - kept beside its only use

    from exporter.errors import ExporterError  # noqa: PLC0415

    try:
        status = cli(prog_name="event-exporter", standalone_mode=False)
    except click.exceptions.Abort:
        status = INTERRUPTED
    except click.ClickException as error:
        error.show()
        status = CANNOT_RUN
    except BrokenPipeError:
        # The reader of our output, such as head, has had enough: nothing may be written any more, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = CANNOT_RUN
    except (ExporterError, OSError) as error:
        click.echo(f"event-exporter: {error}", err=True)
        status = CANNOT_RUN
    sys.exit(status or 0)
