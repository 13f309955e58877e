"""Read documents from files, folders and standard input."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from exporter.documents.assembly import assemble
from exporter.documents.draft import Origin
from exporter.documents.errors import DocumentError
from exporter.documents.formats import format_of_content, format_of_name, read_drafts
from exporter.documents.repeats import Repeats
from exporter.errors import ExporterError
from exporter.findings import Finding
from exporter.tables import STDIN, InputError, open_binary, source_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from exporter.documents.document import Document

Input = str | Path | BinaryIO

_HEAD = 4096
_RELEASE = frozenset(("datapackage.json", "validation.json", "SHA256SUMS"))  # what tells a folder that build left
_PACKED = (".gz", ".zst", ".zip")
_BINARY = ("xlsx", "parquet")  # formats that are no text
# First bytes of files that people keep texts in, and what such a file is.
_NO_TEXT = {
    b"%PDF-": "a PDF file",
    b"\xd0\xcf\x11\xe0": "a file of an old Office program",
    b"{\\rtf": "a file in the Rich Text Format",
    b"PK\x03\x04": "a packed file, such as a Word document",
}
# Texts that people keep in these would be missed without a word.
_KNOWN_UNREADABLE = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".epub", ".eml", ".msg")


def _stem(path: Path) -> str:
    while path.suffix.casefold() in _PACKED:
        path = path.with_suffix("")
    return path.with_suffix("").as_posix()


def _members(folder: Path, on_finding: Callable[[Finding], None]) -> Iterator[Path]:
    """Yield the files under a folder in the order of their names, hidden ones left out."""

    def unreadable(error: OSError) -> None:
        on_finding(_unreadable(str(error.filename), f"cannot be opened ({error.strerror})"))

    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        if _RELEASE.issubset(names):
            folders.clear()
            message = "the folder holds a dataset that was built, no reports"
            on_finding(Finding(code="dataset-folder", message=message, severity="warning", file=parent))
            continue
        found += [Path(parent, name) for name in names if not name.startswith(".")]
    yield from sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _unreadable(file: str, message: str) -> Finding:
    return Finding(code="unreadable-file", message=message, file=file)


@dataclass(frozen=True, slots=True)
class _Choices:
    format: str | None
    columns: Mapping[str, str]


def _folder_documents(folder: Path, on_finding: Callable[[Finding], None], choices: _Choices) -> Iterator[Document]:
    for path in _members(folder, on_finding):
        if choices.format is None and format_of_name(path.name) is None:
            if path.suffix.casefold() in _KNOWN_UNREADABLE:
                on_finding(
                    Finding(
                        code="unsupported-file",
                        message=f"files of the kind {path.suffix} are not read; save the text of it as .txt",
                        severity="warning",
                        file=str(path),
                    )
                )
            continue
        default_id = _stem(path.relative_to(folder))
        try:
            yield from _file_documents(path, on_finding, choices, default_id)
        except ExporterError as error:
            message = error.problem if isinstance(error, InputError) else str(error)
            on_finding(_unreadable(str(path), message))


def _file_documents(
    source: Input,
    on_finding: Callable[[Finding], None],
    choices: _Choices,
    default_id: str,
) -> Iterator[Document]:
    name = source_name(source)
    origin = Origin(name=name, default_id=default_id, on_finding=on_finding, columns=choices.columns)
    path = name if isinstance(source, (str, Path)) and str(source) != STDIN else None
    with open_binary(source) as stream:
        head: bytes = stream.peek(_HEAD)  # type: ignore[attr-defined]  # open_binary's streams are buffered
        chosen = choices.format or format_of_name(name) or format_of_content(head)
        kind = next((kind for start, kind in _NO_TEXT.items() if head.startswith(start)), None)
        if kind is not None and chosen not in _BINARY:
            raise DocumentError(name, f"is {kind}, not a text", advice="save the text of it as .txt")
        for draft in read_drafts(chosen, stream, origin):
            document = assemble(draft, origin, path=path)
            if document is not None:
                yield document


def read_documents(
    inputs: Iterable[Input],
    *,
    on_finding: Callable[[Finding], None],
    format: str | None = None,  # noqa: A002  # the word users know
    columns: Mapping[str, str] | None = None,
) -> Iterator[Document]:
    """Yield the documents of files, folders and standard input, in order, one at a time.

    Files packed with gzip or Zstandard are unpacked. In a folder, files of known formats are read in the order of
    their names, and one that cannot be read is reported and passed over. A second document under an id that was seen is
    left out where it is the same document, and kept under an id of its own where it is not; both are reported.

    Args:
        inputs: paths, ``"-"`` for standard input, or open binary files.
        on_finding: takes everything that is wrong with the input.
        format: one of the names of ``exporter.documents.FORMATS``; told from name and content where None.
        columns: for tables, field of the document → name of the column that holds it.

    Raises:
        InputError: a file that was named does not exist or cannot be read.
        DocumentError: a file that was named holds no documents, such as a table without a column of text.

    >>> import io
    >>> list(read_documents([io.BytesIO(b"Police detained twelve people.")], on_finding=print))[0].text
    'Police detained twelve people.'

    """
    repeats = Repeats(on_finding)
    choices = _Choices(format, columns or {})
    for source in inputs:
        if isinstance(source, (str, Path)) and str(source) != STDIN and Path(source).is_dir():
            documents = _folder_documents(Path(source), on_finding, choices)
        else:
            name = source_name(source)
            default_id = Path(_stem(Path(name))).name.strip("<>") or "document"
            documents = _file_documents(source, on_finding, choices, default_id)
        for document in documents:
            if (single := repeats.resolve(document)) is not None:
                yield single
