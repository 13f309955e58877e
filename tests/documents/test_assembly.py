"""Documents made of fields."""

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from exporter.documents.assembly import is_plain
from exporter.schemas import load_schema

_SCHEMA = load_schema("document")
_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.text(max_size=3),
    st.sampled_from(["2022-01-05", "2022-01-05T10:00:00Z", "5 January 2022"]),
    st.lists(st.fixed_dictionaries({"start": st.integers()}, optional={"role": st.text(max_size=3)}), max_size=2),
)


@given(st.dictionaries(st.sampled_from([*_SCHEMA["properties"], "other"]), _VALUES))
def test_what_a_glance_passes_the_schema_allows(fields):
    if is_plain(fields):
        jsonschema.validate(fields, _SCHEMA)


def test_a_usual_document_needs_no_more_than_a_glance():
    assert is_plain({"id": "a", "text": "Police met.", "published": "2022-01-05", "title": None})
