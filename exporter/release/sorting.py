"""Sort any number of rows in bounded memory: sorted runs on disk, merged a slice at a time."""

from __future__ import annotations

import contextlib
import itertools
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

RUN_BYTES = 16_000_000
_SLICE_ROWS = 1_024  # rows of each run that a merge holds; runs x rows x the size of a row is its memory
_BATCH_ROWS = 4_096  # rows handed on at a time: many, for what comes after works on columns
_FAN_IN = 32  # runs merged at a time
_KEY = "__sort_key__"


class ExternalSort:
    """Rows in, rows out in the order of a key; what does not fit ``run_bytes`` waits in ``folder``.

    Rows with the same key come out in the order in which they came in.

    Args:
        key: makes of a batch one text value for each row, none of them null; rows are sorted by its bytes.
        folder: an empty folder for temporary files, which the caller removes.
        run_bytes: how much is sorted in memory at a time; RUN_BYTES by default.

    """

    def __init__(
        self, key: Callable[[pa.RecordBatch], pa.Array], folder: Path, *, run_bytes: int | None = None
    ) -> None:
        self._key, self._folder, self._run_bytes = key, folder, run_bytes or RUN_BYTES
        self._held: list[pa.RecordBatch] = []
        self._held_bytes = 0
        self._runs: list[Path] = []
        self._numbers = itertools.count()

    def add(self, batch: pa.RecordBatch) -> None:
        """Take the rows of ``batch``."""
        if not batch.num_rows:
            return
        self._held.append(batch.append_column(_KEY, self._key(batch)))
        self._held_bytes += batch.nbytes
        if self._held_bytes >= self._run_bytes:
            self._runs.append(self._spill(self._sorted_held()))

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Yield all rows in order; the sort is used up by it."""
        last = self._sorted_held() if self._held else None
        runs: list[Iterator[pa.RecordBatch]] = [_read(path) for path in self._reduced()]
        if last is not None:
            runs.append(_slices(last, _SLICE_ROWS if runs else _BATCH_ROWS))
        for batch in _collected(_merge(runs)) if len(runs) > 1 else itertools.chain.from_iterable(runs):
            yield batch.drop_columns([_KEY])

    def _sorted_held(self) -> pa.Table:
        table = pa.Table.from_batches(self._held).combine_chunks()
        self._held, self._held_bytes = [], 0
        return _in_order(table)

    def _spill(self, table: pa.Table) -> Path:
        return self._write(table.schema, _slices(table, _SLICE_ROWS))

    def _write(self, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> Path:
        path = self._folder / f"run-{next(self._numbers)}.arrow"
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_stream(sink, schema, options=options) as writer:
            for batch in batches:
                writer.write_batch(batch)
        return path

    def _reduced(self) -> list[Path]:
        """Merge neighbouring runs until few enough are left to be merged at once."""
        runs, self._runs = self._runs, []
        while len(runs) > _FAN_IN:
            merged = []
            for start in range(0, len(runs), _FAN_IN):
                group = runs[start : start + _FAN_IN]
                batches = _merge([_read(path) for path in group])
                first = next(batches)
                merged.append(self._write(first.schema, itertools.chain([first], batches)))
                for path in group:
                    path.unlink()
            runs = merged
        return runs


def _in_order(table: pa.Table) -> pa.Table:
    # The position as the last key makes the sort stable, which Arrow's alone does not promise.
    positions = pa.array(range(table.num_rows), pa.int64())
    keys = pa.table({"key": table[_KEY], "position": positions})
    return table.take(pc.sort_indices(keys, [("key", "ascending"), ("position", "ascending")]))


def _slices(table: pa.Table, rows: int) -> Iterator[pa.RecordBatch]:
    yield from table.combine_chunks().to_batches(max_chunksize=rows)


def _collected(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """Put small batches together into larger ones."""
    held: list[pa.RecordBatch] = []
    rows = 0
    for batch in batches:
        held.append(batch)
        rows += batch.num_rows
        if rows >= _BATCH_ROWS:
            yield from _slices(pa.Table.from_batches(held), rows)
            held, rows = [], 0
    if held:
        yield from _slices(pa.Table.from_batches(held), rows)


def _read(path: Path) -> Iterator[pa.RecordBatch]:
    with contextlib.closing(pa.OSFile(str(path))) as source, pa.ipc.open_stream(source) as reader:
        yield from reader


def _merge(runs: list[Iterator[pa.RecordBatch]]) -> Iterator[pa.RecordBatch]:
    """Merge sorted runs: what is not beyond the first run's last known key is complete and can be sorted and passed on.

    Equal keys keep the order of the runs.
    """
    heads: dict[int, pa.RecordBatch] = {}
    for number, run in enumerate(runs):
        batch = next(run, None)
        if batch is not None:
            heads[number] = batch
    while heads:
        bound = min(head.column(_KEY)[-1].as_py().encode() for head in heads.values())
        ready = []
        for number in sorted(heads):
            pieces, rest = _up_to(bound, heads[number], runs[number])
            ready += pieces
            if rest is None:
                del heads[number]
            else:
                heads[number] = rest
        yield from _slices(_in_order(pa.Table.from_batches(ready)), _SLICE_ROWS)


def _up_to(
    bound: bytes, head: pa.RecordBatch, run: Iterator[pa.RecordBatch]
) -> tuple[list[pa.RecordBatch], pa.RecordBatch | None]:
    """Return the rows of a run up to ``bound``, and the batch that holds the next row, if there is one."""
    pieces = []
    current: pa.RecordBatch | None = head
    while current is not None:
        count = pc.sum(pc.less_equal(current.column(_KEY).cast(pa.binary()), bound)).as_py()
        if count:
            pieces.append(current.slice(0, count))
        if count < current.num_rows:
            return pieces, current.slice(count)
        current = next(run, None)
    return pieces, None
