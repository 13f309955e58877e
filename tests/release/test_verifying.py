import shutil
from pathlib import Path

import pytest

from exporter.release.folder import write_sums
from exporter.release.verifying import validate_folder

RELEASE = next((Path(__file__).resolve().parents[2] / "dist").iterdir())


@pytest.fixture
def folder(tmp_path):
    copy = tmp_path / "release"
    shutil.copytree(RELEASE, copy)
    return copy


def findings(folder):
    return {
        (Path(report.file).name, finding.code, finding.severity)
        for report in validate_folder(folder, max_findings=100)
        for finding in report.findings
    }


def test_a_release_is_what_it_was(folder):
    reports = list(validate_folder(folder, max_findings=100))
    assert {Path(report.file).name for report in reports} >= {
        "acled.csv",
        "acled.parquet",
        "events.jsonl",
        "SHA256SUMS",
    }
    assert all(report.valid for report in reports)


def test_files_that_are_changed_missing_or_new_are_named(folder):
    (folder / "README.md").write_text("other", encoding="utf-8")
    (folder / "codebook.md").unlink()
    (folder / "note.txt").write_text("", encoding="utf-8")
    assert findings(folder) >= {
        ("SHA256SUMS", "changed-file", "error"),
        ("SHA256SUMS", "missing-file", "error"),
        ("SHA256SUMS", "unlisted-file", "warning"),
    }


def test_a_table_that_is_damaged_is_named_by_its_schema(folder):
    table = folder / "acled.csv"
    text = table.read_text(encoding="utf-8")
    kind = next(kind for kind in ("Protests", "Riots", "Battles") if kind in text)
    table.write_text(text.replace(kind, "Quarrels", 1), encoding="utf-8", newline="")
    write_sums(folder)
    assert ("acled.csv", "enum", "error") in findings(folder)


def test_a_folder_without_checksums(folder):
    (folder / "SHA256SUMS").unlink()
    assert ("SHA256SUMS", "no-checksums", "warning") in findings(folder)
