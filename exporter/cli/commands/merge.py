"""The command merge."""

from __future__ import annotations

import click

from exporter.cli.status import DONE

_SHOWN = 5  # identifiers


@click.command(name="merge")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--out", required=True, metavar="FILE", help="File to write; its suffix says the format.")
@click.option("--deleted", metavar="FILE", help="Table with the identifiers of events that were deleted.")
@click.option("--key", metavar="COLUMN", help="Column that identifies an event; by default that of the layout.")
@click.option("--stamp", metavar="COLUMN", help="Column that says which row is newer; by default timestamp, if any.")
@click.option("--changes", metavar="FILE", help="Write every change here as well, cell by cell.")
def command(old: str, new: str, out: str, **options: str | None) -> int:
    """Bring the table OLD up to date with the rows of NEW.

    Events that NEW changes are replaced where they stand, unless they are older; events that OLD lacks follow at the
    end; those of --deleted go. Both files keep their cells as they are, and may be larger than memory.
    """
    from exporter.cli import reporting
    from exporter.conversion import merge_files

    done = merge_files(old, new, out, on_finding=reporting.finding_printer("text"), **options)
    if done.repeated:
        shown = ", ".join(done.repeated[:_SHOWN]) + (", …" if len(done.repeated) > _SHOWN else "")
        click.echo(f"{len(done.repeated):,} identifiers stand more than once in a file: {shown}", err=True)
    click.echo(
        f"{done.added:,} added, {done.changed:,} changed, {done.deleted:,} deleted,"
        f" {done.outdated:,} left because they are newer in {old}; {done.rows:,} rows written to {out}",
        err=True,
    )
    return DONE
