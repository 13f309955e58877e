import json
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).parents[2] / "examples" / "almaty-2022"
TEXT = "Police arrested twelve protesters in Almaty on Wednesday."


@pytest.fixture
def run(event_exporter):
    return lambda *arguments, **options: event_exporter("build", *arguments, **options)


def python(code, *arguments):
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own code


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


@pytest.fixture
def report(tmp_path):
    path = tmp_path / "in" / "report.txt"
    path.parent.mkdir()
    path.write_text(TEXT)
    return path


def test_a_folder_of_reports_becomes_a_dataset_that_describes_itself(run, tmp_path):
    result = run(EXAMPLE, "--out", tmp_path / "out")
    assert result.status == 0
    assert result.stdout == ""
    assert f"{tmp_path / 'out'}: 4 documents, " in result.stderr
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text())
    assert package["name"] == "almaty-2022"
    assert package["licenses"] == [{"name": "CC0-1.0"}]


def test_the_summary_is_json_on_request(run, tmp_path, report):
    result = run(report, "--out", tmp_path / "out", "--format", "json")
    assert json.loads(result.stdout)["documents"] == 1
    assert json.loads(result.stdout)["valid"] is True


def test_standard_input_is_read(run, tmp_path):
    result = run("-", "--out", tmp_path / "out", text=TEXT)
    assert f"{tmp_path / 'out'}: 1 document, " in result.stderr


def test_a_dataset_with_uncertain_events_says_so(run, tmp_path, report):
    assert run(report, "--include-uncertain", "--out", tmp_path / "out").status == 0
    record = json.loads((tmp_path / "out" / "validation.json").read_text())
    assert record["coder"]["version"].endswith(".uncertain")


def test_the_description_can_be_given(run, tmp_path, report):
    (tmp_path / "mine.toml").write_text('title = "My events"\n')
    assert run(report, "--dataset", tmp_path / "mine.toml", "--out", tmp_path / "out").status == 0
    assert (tmp_path / "out" / "README.md").read_text().startswith("# My events\n")


def test_a_wrong_description_is_named_and_nothing_is_built(run, tmp_path, report):
    (tmp_path / "mine.toml").write_text('titel = "My events"\n')
    result = run(report, "--dataset", tmp_path / "mine.toml", "--out", tmp_path / "out")
    assert result.status == 2
    assert "mine.toml: file: Additional properties are not allowed ('titel' was unexpected)" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_with_something_else_is_refused_and_taken_with_force(run, tmp_path, report):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.tex").write_text("mine")
    refused = run(report, "--out", out)
    assert refused.status == 2
    assert "thesis.tex" in refused.stderr
    assert names(out) == ["thesis.tex"]
    assert run(report, "--out", out, "--force").status == 0
    assert (out / "thesis.tex").read_text() == "mine"
    assert "acled.csv" in names(out)


def test_an_unreadable_file_in_a_folder_is_reported_and_the_others_are_built(run, tmp_path, report):
    (report.parent / "broken.jsonl").write_text("{broken\n")
    result = run(report.parent, "--out", tmp_path / "out")
    assert result.status == 1
    assert "broken.jsonl" in result.stderr
    record = json.loads((tmp_path / "out" / "validation.json").read_text())
    assert (record["documents"], record["valid"]) == (1, False)


def test_a_missing_input_cannot_be_run_on(run, tmp_path):
    result = run(tmp_path / "none.txt", "--out", tmp_path / "out")
    assert result.status == 2
    assert "none.txt" in result.stderr
    assert names(tmp_path) == []


def test_documents_with_one_id_give_the_same_bytes_in_any_order(run, tmp_path):
    for name, text in (("a", TEXT), ("b", TEXT.replace("twelve", "thirteen"))):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"id": "same", "text": text}) + "\n")
    inputs = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    results = [run(*order, "--out", tmp_path / str(n) / "out") for n, order in enumerate((inputs, inputs[::-1]))]
    assert [result.status for result in results] == [1, 1]
    first, second = (
        {entry.name: entry.read_bytes() for entry in (tmp_path / str(n) / "out").iterdir()} for n in range(2)
    )
    assert first == second


def test_a_full_disk_leaves_the_old_dataset_and_says_so(run, tmp_path, report):
    assert run(report, "--out", tmp_path / "out").status == 0
    before = {entry.name: entry.read_bytes() for entry in (tmp_path / "out").iterdir()}
    # A limit on the size of files makes the system refuse a write as a full disk does.
    code = """
        import resource, sys
        from exporter.cli import main
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        sys.argv[1:] = ["build", sys.argv[1], "--out", sys.argv[2]]
        main()
    """
    result = python(code, report, tmp_path / "out")
    assert result.returncode == 2
    assert f"cannot write {tmp_path / 'out'}: File too large; nothing was changed there" in result.stderr
    assert {entry.name: entry.read_bytes() for entry in (tmp_path / "out").iterdir()} == before
    assert names(tmp_path) == ["in", "out"]


def test_a_killed_process_leaves_nothing_half_written_and_a_rerun_succeeds(run, tmp_path, report):
    code = """
        import os, signal, sys
        import exporter.release.build as build
        build.write_sums = lambda folder: os.kill(os.getpid(), signal.SIGKILL)
        from exporter.cli import main
        sys.argv[1:] = ["build", sys.argv[1], "--out", sys.argv[2]]
        main()
    """
    assert python(code, report, tmp_path / "out").returncode == -signal.SIGKILL
    assert not (tmp_path / "out").exists()
    assert len(names(tmp_path)) == 2
    assert run(report, "--out", tmp_path / "out").status == 0
    assert names(tmp_path) == ["in", "out"]


def test_a_place_where_no_folder_can_be_is_a_message(run, report):
    result = run(report, "--out", report / "out")
    assert result.status == 2
    assert f"cannot write {report / 'out'}: " in result.stderr
