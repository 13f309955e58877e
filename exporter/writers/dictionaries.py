"""Dictionary columns in one form, however their rows were batched."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_MOST_NARROW = np.iinfo(np.int8).max


def canonical(column: pa.ChunkedArray, kind: pa.DataType) -> pa.DictionaryArray:
    """Return a column with a dictionary of what it holds, in the order of first appearance.

    Indices are as narrow as the dictionary allows: pyarrow finds out which of them are used far sooner in bytes.

    Args:
        column: text, as a dictionary or not.
        kind: the dictionary type whose values the column is to have.

    """
    values = kind.value_type
    if not pa.types.is_dictionary(column.type):
        return _of_values(column.combine_chunks().cast(values))
    whole = column.unify_dictionaries().combine_chunks()
    if isinstance(whole, pa.ChunkedArray):
        whole = whole.chunk(0) if whole.num_chunks else pa.array([], column.type)
    if len(pc.unique(whole.dictionary)) < len(whole.dictionary) or whole.dictionary.null_count:
        return _of_values(whole.cast(values))
    return _renumbered(whole.indices, whole.dictionary.cast(values))


def _of_values(whole: pa.Array) -> pa.DictionaryArray:
    encoded = pc.dictionary_encode(whole)
    indices = encoded.indices.cast(pa.int8()) if len(encoded.dictionary) <= _MOST_NARROW else encoded.indices
    return _assembled(indices, encoded.dictionary)


def _renumbered(indices: pa.Array, dictionary: pa.Array) -> pa.DictionaryArray:
    """Put ``dictionary`` into the order of its first use; looking numbers up takes less time than hashing them."""
    missing = len(dictionary)
    numbers = (indices.fill_null(missing) if indices.null_count else indices).to_numpy()
    never = len(numbers)
    first = np.full(missing + 1, never)
    # Of several places assigned to one number the last one stays, so that going backwards keeps the first.
    first[numbers[::-1]] = np.arange(never - 1, -1, -1)
    first[missing] = never
    used = np.argsort(first, kind="stable")[: np.count_nonzero(first < never)]
    ranks = np.zeros(missing + 1, np.int8 if len(used) <= _MOST_NARROW else np.int32)
    ranks[used] = np.arange(len(used))
    ranked = pa.array(ranks[numbers])
    if indices.null_count:
        ranked = pc.if_else(indices.is_valid(), ranked, None)
    return _assembled(ranked, dictionary.take(pa.array(used)))


def _assembled(indices: pa.Array, dictionary: pa.Array) -> pa.DictionaryArray:
    # Indices that have just been made need not be checked for numbers out of range.
    return pa.DictionaryArray.from_arrays(indices, dictionary, safe=False)
