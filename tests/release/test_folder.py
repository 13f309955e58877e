import os
import subprocess

import pytest

from exporter.release.folder import OccupiedFolderError, foreign_files, new_release, write_sums
from exporter.writers import WriteError
from exporter.writers.atomic import partial_path


def build(out, content="new", **options):
    with new_release(out, **options) as folder:
        (folder / "a.csv").write_text(content)
        (folder / "README.md").write_text(content)
        write_sums(folder)


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_a_release_appears_whole_at_the_end(tmp_path):
    out = tmp_path / "deep" / "release"
    with new_release(out) as folder:
        (folder / "a.csv").write_text("x")
        assert not out.exists()
    assert names(out) == ["a.csv"]
    assert names(out.parent) == ["release"]


def test_the_sums_are_what_sha256sum_checks(tmp_path):
    build(tmp_path / "out")
    command = ["sha256sum", "-c", "--strict", "SHA256SUMS"]
    result = subprocess.run(command, cwd=tmp_path / "out", capture_output=True, text=True, check=True)  # noqa: S603
    assert result.stdout == "README.md: OK\na.csv: OK\n"


def test_an_unchanged_release_is_replaced(tmp_path):
    build(tmp_path / "out", "old")
    build(tmp_path / "out", "new")
    assert (tmp_path / "out" / "a.csv").read_text() == "new"
    assert names(tmp_path) == ["out"]


def test_an_empty_folder_is_used(tmp_path):
    (tmp_path / "out").mkdir()
    build(tmp_path / "out")
    assert names(tmp_path / "out") == ["README.md", "SHA256SUMS", "a.csv"]


def test_a_folder_with_something_else_is_refused_before_anything_is_done(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(OccupiedFolderError, match=r"thesis\.tex; choose another folder, or use --force"):
        build(tmp_path)
    assert names(tmp_path) == ["thesis.tex"]


def test_a_file_changed_since_the_build_counts_as_something_else(tmp_path):
    build(tmp_path / "out")
    (tmp_path / "out" / "a.csv").write_text("edited by hand")
    assert foreign_files(tmp_path / "out") == ["a.csv"]
    with pytest.raises(OccupiedFolderError):
        build(tmp_path / "out")


def test_with_force_foreign_files_stay_and_one_in_the_way_is_renamed(tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    (out / "thesis.tex").write_text("mine")
    (out / "README.md").write_text("mine too")
    build(out, force=True)
    assert names(out) == ["README.md", "README.md~", "SHA256SUMS", "a.csv", "thesis.tex"]
    assert (out / "thesis.tex").read_text() == "mine"
    assert (out / "README.md~").read_text() == "mine too"
    build(out, "newer", force=True)
    assert names(out) == ["README.md", "README.md~", "SHA256SUMS", "a.csv", "thesis.tex"]
    assert (out / "README.md").read_text() == "newer"


def test_with_force_what_an_earlier_release_left_goes(tmp_path):
    out = tmp_path / "out"
    with new_release(out) as folder:
        (folder / "dropped.csv").write_text("ours")
        write_sums(folder)
    (out / "mine.txt").write_text("mine")
    build(out, force=True)
    assert names(out) == ["README.md", "SHA256SUMS", "a.csv", "mine.txt"]


def test_a_release_caught_between_two_renames_comes_back(tmp_path):
    build(tmp_path / "out", "old")
    dead = subprocess.Popen(["true"])  # noqa: S607
    dead.wait()
    mine = partial_path(tmp_path / "out", ".replaced")
    (tmp_path / "out").rename(mine.with_name(mine.name.replace(str(os.getpid()), str(dead.pid))))
    with pytest.raises(ZeroDivisionError), new_release(tmp_path / "out") as folder:
        (folder / "a.csv").write_bytes(bytes(1 // 0))
    assert names(tmp_path) == ["out"]
    assert (tmp_path / "out" / "a.csv").read_text() == "old"


def test_the_current_folder_stays_the_same_folder(tmp_path, monkeypatch):
    out = tmp_path / "out"
    build(out, "old")
    monkeypatch.chdir(out)
    before = out.stat().st_ino
    build(".", "new")
    assert out.stat().st_ino == before
    assert (out / "a.csv").read_text() == "new"


def test_after_an_exception_the_old_release_stands(tmp_path):
    build(tmp_path / "out", "old")
    with pytest.raises(ZeroDivisionError), new_release(tmp_path / "out") as folder:
        (folder / "a.csv").write_bytes(bytes(1 // 0))
    assert (tmp_path / "out" / "a.csv").read_text() == "old"
    assert names(tmp_path) == ["out"]


def test_a_file_is_not_taken_for_a_folder(tmp_path):
    (tmp_path / "out").write_text("x")
    with pytest.raises(WriteError, match="it is a file, and a release is a folder"):
        build(tmp_path / "out")
