"""The command merge."""

from __future__ import annotations

import click

from exporter.cli.status import DONE


@click.command(name="merge")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--out", required=True, metavar="FILE", help="File to write; its suffix says the format.")
@click.option("--deleted", metavar="FILE", help="Table with the identifiers of events that were deleted.")
@click.option("--key", metavar="COLUMN", help="Column that identifies an event; by default that of the layout.")
@click.option("--stamp", metavar="COLUMN", help="Column that says which row is newer; by default timestamp, if any.")
def command(old: str, new: str, out: str, deleted: str | None, key: str | None, stamp: str | None) -> int:
    """Bring the table OLD up to date with the rows of NEW.

    Events that NEW changes are replaced where they stand, unless they are older; events that OLD lacks follow at the
    end; those of --deleted go. Both files keep their cells as they are.
    """
    from exporter.conversion.files import merge_files

    update = merge_files(old, new, out, key=key, stamp=stamp, deleted=deleted)
    click.echo(
        f"{len(update.added):,} added, {len(update.changed):,} changed, {len(update.deleted):,} deleted,"
        f" {len(update.outdated):,} left because they are newer in {old}",
        err=True,
    )
    return DONE
