"""What the pages show is what the commands print."""

import importlib.util
import re
from pathlib import Path

import pytest

from exporter.cli.app import COMMANDS

ROOT = Path(__file__).parents[1]
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


def load_tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TOOL = load_tool("refresh")


@pytest.mark.parametrize("page", TOOL.pages(), ids=lambda page: page.name)
def test_shown_output_is_what_the_commands_print(page):
    text = page.read_text(encoding="utf-8")
    assert TOOL.refreshed(text, page.name) == text, "run: python -m tools.refresh"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented_with_its_help(name):
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert f"\n## {name}\n" in page
    assert f"$ event-exporter {name} --help\nUsage: event-exporter {name} " in page


@pytest.mark.parametrize(
    "page", [*TOOL.pages(), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"], ids=lambda page: page.name
)
def test_every_link_to_a_file_leads_to_one(page):
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_begins_with_two_commands_and_the_first_builds_what_is_committed():
    blocks = re.findall(
        r"^```(\w+)\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert [language for language, _ in blocks[:3]] == ["sh", "sh", "console"]
    assert all(block.count("\n") == 1 for _, block in blocks[:2])
    assert blocks[0][1].endswith(f"build examples/{TOOL.EXAMPLE} --out dist/{TOOL.EXAMPLE}\n")
