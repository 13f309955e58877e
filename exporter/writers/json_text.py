"""JSON text from Arrow columns, made by kernels: a column at a time instead of a value at a time."""

from __future__ import annotations

import functools
import json

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from exporter.writers.flat_text import text_bytes

_NULL = "null"


class NotJsonError(ValueError):
    """A number that JSON cannot write: NaN or an infinity."""


def lines(batch: pa.RecordBatch) -> pa.Buffer:
    r"""Return the rows of ``batch`` as JSON objects, one on each line.

    >>> lines(pa.record_batch({"a": [1, None], "b": [["x"], []]})).to_pybytes()
    b'{"a":1,"b":["x"]}\n{"a":null,"b":[]}\n'
    """
    rows = _objects(dict(zip(batch.schema.names, batch.columns, strict=True)), batch.num_rows)
    text = pc.binary_join_element_wise(rows, "\n", "")
    return text_bytes(text)


def json_text(array: pa.Array) -> pa.Array:
    """Return each value of ``array`` as JSON text; null is the word null.

    >>> json_text(pa.array([1.0, 2.5, None])).to_pylist()
    ['1.0', '2.5', 'null']

    Raises:
        NotJsonError: a number is NaN or infinite.

    """
    kind = array.type
    if array.null_count == len(array):
        return pa.repeat(pa.scalar(_NULL), len(array))
    if pa.types.is_dictionary(kind):
        return pc.fill_null(json_text(array.dictionary).take(array.indices), _NULL)
    if pa.types.is_map(kind) or pa.types.is_list(kind) or pa.types.is_large_list(kind):
        text = _list(array)
    elif pa.types.is_struct(kind):
        names = [kind.field(position).name for position in range(kind.num_fields)]
        text = _objects(dict(zip(names, array.flatten(), strict=True)), len(array))
    elif pa.types.is_string(kind) or pa.types.is_large_string(kind):
        text = _quoted(_escaped(array.cast(pa.string())))
    elif pa.types.is_floating(kind):
        text = _float(array)
    elif pa.types.is_integer(kind) or pa.types.is_boolean(kind):
        text = array.cast(pa.string())
    else:
        text = _quoted(array.cast(pa.string()))
    return _nulls(array, text)


def _nulls(array: pa.Array, text: pa.Array) -> pa.Array:
    return pc.if_else(array.is_valid(), text, _NULL) if array.null_count else text


def _quoted(text: pa.Array) -> pa.Array:
    return pc.binary_join_element_wise('"', text, '"', "")


def _objects(columns: dict[str, pa.Array], rows: int) -> pa.Array:
    if not columns:
        return pa.repeat(pa.scalar("{}"), rows)
    parts: list[pa.Array | str] = []
    for name, column in columns.items():
        parts += [("," if parts else "{") + json.dumps(name, ensure_ascii=False) + ":", json_text(column)]
    return pc.binary_join_element_wise(*parts, "}", "")


def _list(array: pa.Array) -> pa.Array:
    is_map = pa.types.is_map(array.type)
    lengths = pc.fill_null(pc.list_value_length(_as_list(array) if is_map else array), 0)
    if is_map:
        entries = _as_list(array).flatten()
        keys, values = entries.flatten()
        items = pc.binary_join_element_wise(json_text(keys), json_text(values), ":")
    else:
        items = json_text(array.flatten())
    offsets = np.concatenate([[0], np.cumsum(lengths.to_numpy(zero_copy_only=False))]).astype(np.int32)
    joined = pc.binary_join(pa.ListArray.from_arrays(pa.array(offsets), items), ",")
    opening, closing = "{}" if is_map else "[]"
    return pc.binary_join_element_wise(opening, joined, closing, "")


def _as_list(array: pa.Array) -> pa.Array:
    kind = array.type
    return array.cast(pa.list_(pa.struct([("key", kind.key_type), ("value", kind.item_type)])))


def _float(array: pa.Array) -> pa.Array:
    if not pc.all(pc.is_finite(array)).as_py():
        raise NotJsonError("JSON has no NaN and no infinity; write null where a number is missing")
    text = array.cast(pa.string())
    whole = pc.invert(pc.match_substring_regex(text, "[.e]"))
    return pc.if_else(whole, pc.binary_join_element_wise(text, ".0", ""), text)


def _escaped(text: pa.Array) -> pa.Array:
    data = np.frombuffer(text_bytes(text), dtype=np.uint8)
    special = np.flatnonzero((data < ord(" ")) | (data == ord('"')) | (data == ord("\\")))
    if not special.size:
        return text
    mask = pc.fill_null(pc.match_substring_regex(text, r'[\x00-\x1f"\\]'), fill_value=False)
    affected = text.filter(mask)
    found = {chr(byte) for byte in np.unique(data[special])}
    # The backslash goes first, or it would double those that the others bring.
    for mark in sorted(found, key=lambda mark: (mark != "\\", mark)):
        affected = pc.replace_substring(affected, mark, _escape(mark))
    return pc.replace_with_mask(text, mask, affected)


@functools.cache
def _escape(mark: str) -> str:
    return json.dumps(mark)[1:-1]
