"""The same input gives the same bytes, in another process, another environment and another order."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import exporter

EXAMPLE = Path(__file__).parents[2] / "examples" / "almaty-2022"


def build_here(inputs, out):
    exporter.build(inputs, out)
    return {entry.name: entry.read_bytes() for entry in out.iterdir()}


def build(inputs, out, *options, **environment):
    command = [sys.executable, "-m", "exporter", "build", *map(str, inputs), "--out", str(out), *options]
    subprocess.run(command, env={**os.environ, **environment}, check=False, capture_output=True)  # noqa: S603 - our own
    return {entry.name: entry.read_bytes() for entry in out.iterdir()}


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    return build([EXAMPLE], tmp_path_factory.mktemp("expected") / "almaty-2022", PYTHONHASHSEED="0", TZ="UTC")


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        ([], {"PYTHONHASHSEED": "4711", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}),
        (["--jobs", "2"], {"PYTHONHASHSEED": "1", "TZ": "America/Adak", "LC_ALL": "C"}),
    ],
)
def test_the_environment_and_the_number_of_jobs_change_no_byte(tmp_path, expected, options, environment):
    assert build([EXAMPLE], tmp_path / "almaty-2022", *options, **environment) == expected


def test_the_order_of_the_documents_changes_no_byte(tmp_path):
    def documents(order):
        texts = {path.stem: path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in EXAMPLE.glob("*.md")}
        lines = (json.dumps({"id": name, "text": texts[name], "published": name[:10]}) for name in order(texts))
        path = tmp_path / "reports.jsonl"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    first = build_here([documents(sorted)], tmp_path / "a" / "out")
    second = build_here([documents(lambda names: sorted(names, reverse=True))], tmp_path / "b" / "out")
    assert first == second


def test_the_order_of_the_arguments_changes_no_byte(tmp_path):
    files = sorted(EXAMPLE.glob("*.md"))
    assert build_here(files, tmp_path / "a" / "out") == build_here(files[::-1], tmp_path / "b" / "out")
