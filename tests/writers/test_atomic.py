import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow as pa
import pytest

from exporter.writers import WriteError, atomic_file, open_writer
from exporter.writers.atomic import partial_path


def run(code, *arguments):
    command = [sys.executable, "-c", textwrap.dedent(code), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own code


def names(folder):
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_appears_when_the_block_ends(tmp_path):
    target = tmp_path / "a.txt"
    with atomic_file(target) as stream:
        stream.write(b"x")
        assert not target.exists()
    assert target.read_bytes() == b"x"
    assert names(tmp_path) == ["a.txt"]


def test_after_an_exception_the_old_file_stands_and_nothing_lies_beside_it(tmp_path):
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.raises(TypeError), atomic_file(target) as stream:
        stream.writelines([b"new", "no bytes"])
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["a.txt"]


def test_a_killed_process_leaves_the_old_file_and_a_rerun_clears_up(tmp_path):
    target = tmp_path / "a.csv"
    target.write_bytes(b"old")
    code = """
        import os, signal, sys
        from exporter.writers import atomic_file
        with atomic_file(sys.argv[1]) as stream:
            stream.write(b"half")
            stream.flush()
            os.kill(os.getpid(), signal.SIGKILL)
    """
    assert run(code, target).returncode == -signal.SIGKILL
    assert target.read_bytes() == b"old"
    assert len(names(tmp_path)) == 2
    with atomic_file(target) as stream:
        stream.write(b"new")
    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["a.csv"]


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet"])
def test_a_full_disk_leaves_nothing_and_says_so(tmp_path, name):
    # A limit on the size of files makes the system refuse a write as a full disk does.
    code = """
        import resource, sys
        import pyarrow as pa
        from exporter.writers import WriteError, open_writer
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
        batch = pa.record_batch({"n": pa.array(range(100_000)).cast(pa.string())})
        try:
            with open_writer(sys.argv[1], batch.schema) as writer:
                writer.write(batch)
        except WriteError as error:
            print(error)
    """
    result = run(code, tmp_path / name)
    assert f"cannot write {tmp_path / name}: File too large; nothing was changed there" in result.stdout
    assert names(tmp_path) == []


def test_a_missing_folder_is_a_write_error(tmp_path):
    with pytest.raises(WriteError, match="No such file"), atomic_file(tmp_path / "none" / "a.txt"):
        pass


def test_a_folder_is_not_overwritten(tmp_path):
    with pytest.raises(WriteError, match="it is a folder"), atomic_file(tmp_path):
        pass


def test_a_link_keeps_pointing_at_the_file_that_is_replaced(tmp_path):
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to(tmp_path / "real.txt")
    with atomic_file(tmp_path / "link.txt") as stream:
        stream.write(b"new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_device_is_written_as_it_is():
    with atomic_file(os.devnull) as stream:
        stream.write(b"x")
    assert not Path(os.devnull).is_file()


def test_the_file_of_another_live_process_is_left_alone(tmp_path):
    mine = partial_path(tmp_path / "a.txt")
    other = mine.with_name(mine.name.replace(f"-{os.getpid()}.", f"-{os.getppid()}."))
    other.write_bytes(b"theirs")
    with atomic_file(tmp_path / "a.txt") as stream:
        stream.write(b"x")
    assert other.exists()


def test_a_failing_encoder_leaves_no_file(tmp_path):
    batch = pa.record_batch({"f": [float("nan")]})
    with pytest.raises(ValueError, match="NaN"), open_writer(tmp_path / "a.jsonl", batch.schema) as writer:
        writer.write(batch)
    assert names(tmp_path) == []


def test_a_large_file_that_the_disk_refuses_half_way_does_not_appear(tmp_path, monkeypatch):
    def refuse(_handle):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    def write_large():
        with atomic_file(tmp_path / "a.bin") as stream:
            for _ in range(20):
                stream.write(bytes(1 << 20))
            # From here on the disk is well again; what it refused must not be forgotten.
            monkeypatch.undo()

    monkeypatch.setattr("os.fsync", refuse)
    with pytest.raises(WriteError, match="Input/output error"):
        write_large()
    assert names(tmp_path) == []
