"""Columns as codes: the same codes whatever was seen before, and the same array of values for batches alike."""

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.validation.vocabulary import OfValues, Vocabulary

cells = st.lists(st.none() | st.sampled_from(["", "a", "b", "é", "ab"]), max_size=12)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(cells, min_size=1, max_size=4), st.booleans())
def test_codes_stand_for_the_cells_of_every_batch(batches, dictionary):
    vocabulary = Vocabulary()
    for batch in batches:
        array = pa.array(batch, pa.string())
        encoded = vocabulary.encode(array.dictionary_encode() if dictionary else array)
        values = [*encoded.values.to_pylist(), None]
        assert [values[code] for code in encoded.codes.tolist()] == batch
        assert encoded.nulls == (None in batch)


def test_batches_of_other_types_do_not_mix():
    vocabulary = Vocabulary()
    for kind in (pa.string(), pa.large_string(), pa.int8(), pa.int64()):
        array = pa.array([1, 2, 1], pa.int8()).cast(kind)
        encoded = vocabulary.encode(array)
        assert encoded.values.type == kind
        assert encoded.values.take(pa.array(encoded.codes)).equals(array)


def test_a_few_new_values_stand_behind_the_known_ones():
    vocabulary = Vocabulary()
    vocabulary.encode(pa.array(["a", "b"]))
    encoded = vocabulary.encode(pa.array(["a", "b", "a", "b", "new"]))
    assert encoded.values.to_pylist() == ["a", "b", "new"]


def test_other_batches_start_anew():
    vocabulary = Vocabulary()
    vocabulary.encode(pa.array(["a", "b"]))
    assert vocabulary.encode(pa.array(["x", "y", "x"])).values.to_pylist() == ["x", "y"]


def test_what_is_known_of_values_is_asked_once_for_the_same_values():
    asked = []
    of_values = OfValues(lambda values: asked.append(len(values)) or len(values))
    values = pa.array(["a", "b"])
    parts = [pa.DictionaryArray.from_arrays(pa.array([0, 1, 0]), values).slice(start) for start in (0, 1)]
    assert [of_values(part.dictionary) for part in parts] == [2, 2]
    assert asked == [2]
    assert of_values(pa.array(["c"])) == 1
    assert asked == [2, 1]
