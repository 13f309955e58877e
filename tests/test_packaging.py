"""What is installed, and what is not needed."""

import re
import subprocess
import sys
import textwrap
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import exporter

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HEAVY = ("jsonschema", "numpy", "pandas", "pyarrow", "rich", "click")
OPTIONAL = ("duckdb", "frictionless", "hypothesis", "lxml", "openpyxl", "polars", "pytest", "trafilatura")


def locked(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    return {
        found[1].lower().replace("_", "-"): found[2]
        for found in re.finditer(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    }


def run(code):
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(code)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)  # noqa: S603 - our own code


@pytest.mark.parametrize(("name", "extras"), [("run.txt", ()), ("dev.txt", ("dev", "html", "excel"))])
def test_the_locked_versions_are_what_the_project_asks_for(name, extras):
    wanted = PROJECT["dependencies"] + [one for extra in extras for one in PROJECT["optional-dependencies"][extra]]
    versions = locked(name)
    for requirement in map(Requirement, wanted):
        if requirement.name != PROJECT["name"]:
            assert requirement.specifier.contains(versions[requirement.name.lower().replace("_", "-")]), requirement


@pytest.mark.parametrize("name", ["run.txt", "dev.txt"])
def test_every_locked_package_has_hashes_and_no_index_is_named(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
    assert "index" not in text


def test_both_locks_agree():
    assert locked("run.txt").items() <= locked("dev.txt").items()


def test_importing_the_package_loads_nothing_heavy():
    loaded = run("import sys, exporter; print(*sys.modules)").stdout.split()
    assert "exporter" in loaded
    assert not {name.split(".")[0] for name in loaded} & {*HEAVY, *OPTIONAL}


@pytest.mark.parametrize("name", exporter.__all__)
def test_every_public_name_can_be_used(name):
    assert getattr(exporter, name) is not None


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="'exporter' has no attribute 'cood'"):
        exporter.cood  # noqa: B018


def test_the_base_install_builds_a_dataset_without_any_extra(tmp_path):
    code = f"""
        import sys

        class Absent:
            def find_spec(self, name, *_):
                if name.split(".")[0] in {OPTIONAL!r}:
                    raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

        sys.meta_path.insert(0, Absent())
        import exporter
        summary = exporter.build("examples/almaty-2022", {str(tmp_path / "out")!r})
        print(summary.documents, summary.valid)
    """
    result = run(code)
    assert result.stderr == ""
    assert result.stdout == "4 True\n"


def test_the_version_is_the_same_everywhere():
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert f"version: {exporter.__version__}\n" in citation
    assert f"\n## {exporter.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
