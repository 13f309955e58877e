"""Build dist/ again, and put real output below the commands and Python examples that README.md and docs/ show.

A run of event-exporter is shown as a ```console block, its first line the command; Python as a ```pycon block.
docs/cli.md gets a section for every command, the README a link to every page. ``python -m tools.refresh`` rewrites the
files; tests/test_docs.py fails where a page is not what this would write, .ci/run where dist/ is not.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from click.testing import CliRunner

from exporter.api import build
from exporter.cli import cli
from exporter.cli.app import COMMANDS
from exporter.errors import ExporterError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = "event-exporter"
EXAMPLE = "almaty-2022"
_BLOCK = re.compile(
    r"(?P<head>```console\n\$ (?P<command>(?:event-exporter|sed) [^\n]*)\n)(?P<output>.*?)(?P<tail>```\n)", re.DOTALL
)
_PYTHON = re.compile(r"(?P<head>```pycon\n)(?P<session>.*?)(?P<tail>```\n)", re.DOTALL)
_PAGES = re.compile(r"(?P<head><!-- pages -->\n).*?(?P<tail><!-- /pages -->\n)", re.DOTALL)
_WIDTH = "100"


def pages() -> list[Path]:
    """Return the files with shown commands."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


@contextlib.contextmanager
def sandbox() -> Iterator[None]:
    """Work in a copy of what the commands read, so that nothing of the checkout is written to."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        for name in ("examples", "dist"):
            shutil.copytree(ROOT / name, Path(folder, name))
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def output_of(command: str) -> str:
    """Return what a command prints, standard output and standard error as a terminal shows them."""
    program, *arguments = shlex.split(command)
    if program == "sed":
        return _edited(arguments)
    environment = {"COLUMNS": _WIDTH, "TERMINAL_WIDTH": _WIDTH, "NO_COLOR": "1"}
    result = CliRunner().invoke(cli, arguments, prog_name=PROGRAM, env=environment, standalone_mode=False)
    if isinstance(result.exception, ExporterError):
        return f"{PROGRAM}: {result.exception}\n"
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def _edited(arguments: list[str]) -> str:
    """Run ``sed s/old/new/ FILE > COPY``, the way in which a page breaks a file to show what happens then."""
    rule, name, _, copy = arguments
    _, old, new, _ = rule.split("/")
    lines = Path(name).read_text(encoding="utf-8").split("\n")
    changed = "\n".join(line.replace(old, new, 1) for line in lines)
    Path(copy).write_text(changed, encoding="utf-8", newline="\n")
    return ""


def session_of(text: str, names: dict[str, object]) -> str:
    """Return a session of the Python prompt with what its statements really print; ``names`` are those of the page."""
    lines: list[str] = []
    for example in doctest.DocTestParser().get_examples(text):
        prompt, *more = example.source.splitlines()
        lines += [f">>> {prompt}", *(f"... {line}" for line in more)]
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(example.source, "<page>", "single"), names)  # noqa: S102 - our own pages
        lines += out.getvalue().splitlines()
    return "\n".join(lines) + "\n\n"


def links() -> str:
    """Return a list with a link to every page of docs/ under its heading."""
    found = [(page.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# "), page.name) for page in pages()[1:]]
    return "".join(f"- [{heading}](docs/{name})\n" for heading, name in found)


def refreshed(text: str, name: str) -> str:
    """Return the page ``name`` with the real output under everything shown in it, run in order."""
    if name == "cli.md":
        for command in COMMANDS:
            if f"\n## {command}\n" not in text:
                text += f"\n## {command}\n\n```console\n$ {PROGRAM} {command} --help\n```\n"
    with sandbox():
        text = _BLOCK.sub(lambda block: block["head"] + output_of(block["command"]) + block["tail"], text)
        names: dict[str, object] = {"__name__": "__main__"}
        text = _PYTHON.sub(lambda block: block["head"] + session_of(block["session"], names) + block["tail"], text)
    return _PAGES.sub(lambda block: block["head"] + links() + block["tail"], text)


def main() -> None:
    """Rewrite dist/ and the pages."""
    build(ROOT / "examples" / EXAMPLE, ROOT / "dist" / EXAMPLE)
    for page in pages():
        text = refreshed(page.read_text(encoding="utf-8"), page.name)
        page.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
