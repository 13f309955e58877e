"""The one form in which all readers of tables hand over what they read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence
    from types import TracebackType

    import pyarrow as pa

    from exporter.findings import Finding
    from exporter.tables.collecting import FindingCollector
    from exporter.tables.numbering import NumberedBatch


def _ahead(chunks: Iterator[NumberedBatch]) -> Generator[NumberedBatch, None, None]:
    """Yield what ``chunks`` yields, reading the next while the caller works on this one."""
    with ThreadPoolExecutor(1, thread_name_prefix="read-table") as pool:
        coming = pool.submit(next, chunks, None)
        while (chunk := coming.result()) is not None:
            coming = pool.submit(next, chunks, None)
            yield chunk


class TableReader:
    """A table that is being read; its rows can be taken once.

    Attributes:
        name: the file, as the user named it.
        columns: names of the columns, each another.
        header: the names as the file has them, None where it has none and ``columns`` are made up.

    """

    def __init__(  # what a reader is made of
        self,
        name: str,
        *,
        columns: Sequence[str],
        header: Sequence[str] | None,
        chunks: Iterator[NumberedBatch],
        problems: FindingCollector,
        close: Callable[[], None],
    ) -> None:
        self.name, self.columns = name, list(columns)
        self.header = None if header is None else list(header)
        self._chunks, self._problems, self._close = chunks, problems, close

    @property
    def findings(self) -> list[Finding]:
        """What was found wrong so far, in the order of rows; all of it once every batch was taken."""
        return self._problems.findings

    def rename(self, names: Sequence[str]) -> None:
        """Give the columns other names, for all batches that are taken from now on."""
        self.columns = list(names)

    def numbered(self) -> Generator[NumberedBatch, None, None]:
        """Yield the batches with the row numbers that they have in the file."""
        try:
            with closing(_ahead(self._chunks)) as chunks:
                for chunk in chunks:
                    same = chunk.batch.schema.names == self.columns
                    yield chunk if same else replace(chunk, batch=chunk.batch.rename_columns(self.columns))
        finally:
            self.close()

    def batches(self) -> Generator[pa.RecordBatch, None, None]:
        """Yield the rows in batches; a cell is text, or null where the file has nothing."""
        with closing(self.numbered()) as chunks:
            for chunk in chunks:
                yield chunk.batch

    def read(self) -> pa.Table:
        """Return all rows as one table."""
        import pyarrow as pa  # noqa: PLC0415  # slow to import

        batches = list(self.batches())
        if not batches:
            return pa.table({name: pa.array([], pa.string()) for name in self.columns})
        return pa.Table.from_batches(batches)

    def close(self) -> None:
        """Close the file; done by itself once every batch was taken."""
        self._close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
