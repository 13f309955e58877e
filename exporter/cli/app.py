"""The command group, which imports a command when it is asked for."""

from __future__ import annotations

import importlib

import click

from exporter import __version__

# One line for each command: its module has a click command named ``command``.
COMMANDS = {
    "build": "exporter.cli.commands.build",
    "validate": "exporter.cli.commands.validate",
    "explain": "exporter.cli.commands.explain",
    "code": "exporter.cli.commands.code",
    "codebook": "exporter.cli.commands.codebook",
    "convert": "exporter.cli.commands.convert",
    "detect": "exporter.cli.commands.detect",
    "merge": "exporter.cli.commands.merge",
    "evaluate": "exporter.cli.commands.evaluate",
    "schema": "exporter.cli.commands.schema",
    "lexicon": "exporter.cli.commands.lexicon",
}


class LazyGroup(click.Group):
    """A group whose commands are modules named in a table."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature is click's
        """Return the names in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return the command of that name, importing its module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="event-exporter", message="event-exporter %(version)s")
def cli() -> None:
    """Code news text into political events, validate them, and publish datasets.

    Exit status: 0 done and valid, 1 invalid data found, 2 could not run. Data goes to standard output, all else to
    standard error; - stands for standard input or output.
    """
