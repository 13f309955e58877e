"""The dataset folder on disk: it appears whole, and what is not ours is never deleted."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.errors import ExporterError
from exporter.writers import WriteError
from exporter.writers.atomic import partial_path, stale_partials, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

SUMS = "SHA256SUMS"
_OLD = ".replaced"
_CHUNK = 1 << 20
_SHOWN = 5


class OccupiedFolderError(ExporterError):
    """The output folder holds files that no release of ours put there, or that were changed since.

    Attributes:
        folder: the folder.
        files: the files, sorted.

    """

    def __init__(self, folder: Path, files: list[str]) -> None:
        self.folder, self.files = folder, files
        super().__init__(str(folder), files)

    def __str__(self) -> str:
        more = f" and {len(self.files) - _SHOWN} more" if len(self.files) > _SHOWN else ""
        return (
            f"the folder {self.folder} holds files that are no unchanged part of a release: "
            f"{', '.join(self.files[:_SHOWN])}{more}; choose another folder, or use --force: "
            "then a file in the way of one of ours is renamed and all others stay"
        )


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def write_sums(folder: Path) -> None:
    """Write SHA256SUMS over all other files of ``folder``, in the form that ``sha256sum -c`` reads."""
    names = sorted(entry.name for entry in folder.iterdir() if entry.is_file() and entry.name != SUMS)
    lines = [f"{sha256(folder / name)}  {name}\n" for name in names]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def read_sums(folder: Path) -> dict[str, str]:
    """Return the digests that SHA256SUMS of ``folder`` lists, by file name; empty where there is none."""
    try:
        text = (folder / SUMS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return {}
    pairs = (line.split("  ", 1) for line in text.splitlines() if "  " in line)
    return {name: digest for digest, name in pairs}


def foreign_files(folder: Path) -> list[str]:
    """Return the names in ``folder`` that are no unchanged part of the release that SHA256SUMS there describes."""
    sums = read_sums(folder)
    ours = {SUMS} if sums else set()
    ours |= {name for name, digest in sums.items() if (folder / name).is_file() and sha256(folder / name) == digest}
    return sorted(entry.name for entry in folder.iterdir() if entry.name not in ours)


@contextlib.contextmanager
def new_release(out: str | Path, *, force: bool = False) -> Iterator[Path]:
    """Yield an empty folder to build a release in; it takes the place of ``out`` when the block ends.

    Raises:
        OccupiedFolderError: ``out`` holds something else and ``force`` is not set.
        WriteError: the operating system refused.

    """
    target = Path(os.path.realpath(out))
    try:
        with _beside(target, force=force) as folder:
            yield folder
    except WriteError as error:
        if Path(error.path).is_relative_to(partial_path(target)):
            raise WriteError(out, error.reason) from error
        raise
    except OSError as error:
        if error.filename is None or Path(error.filename).is_relative_to(target.parent):
            raise WriteError(out, error.strerror or str(error)) from error
        raise


@contextlib.contextmanager
def _beside(target: Path, *, force: bool) -> Iterator[Path]:
    if target.exists() and not target.is_dir():
        raise NotADirectoryError(None, "it is a file, and a release is a folder")
    foreign = foreign_files(target) if target.exists() else []
    if foreign and not force:
        raise OccupiedFolderError(target, foreign)
    target.parent.mkdir(parents=True, exist_ok=True)
    for stale in stale_partials(target):
        shutil.rmtree(stale)
    for old in stale_partials(target, _OLD):
        if target.exists():
            shutil.rmtree(old)
        else:
            old.replace(target)  # its process was killed between the two renames of a swap
    partial = partial_path(target)
    partial.mkdir()
    try:
        yield partial
        for entry in partial.iterdir():
            _sync_file(entry)
        _take_place(partial, target, foreign)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    sync_folder(target.parent)


def _sync_file(path: Path) -> None:
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def _take_place(partial: Path, target: Path, foreign: list[str]) -> None:
    if not target.exists():
        partial.replace(target)
    elif foreign or target == Path.cwd():
        # The folder itself has to stay: somebody's files, or somebody's shell, are in it.
        _move_into(partial, target, set(foreign))
    else:
        old = partial_path(target, _OLD)
        target.replace(old)
        partial.replace(target)
        shutil.rmtree(old)


def _move_into(partial: Path, target: Path, foreign: set[str]) -> None:
    names = {entry.name for entry in partial.iterdir()}
    for entry in list(target.iterdir()):
        if entry.name not in names | foreign:
            entry.unlink()
    for name in [*sorted(names - {SUMS}), SUMS]:
        if name in foreign:
            _keep_aside(target / name)
        (partial / name).replace(target / name)


def _keep_aside(path: Path) -> None:
    aside = path.with_name(path.name + "~")
    while aside.exists():
        aside = aside.with_name(aside.name + "~")
    path.rename(aside)
