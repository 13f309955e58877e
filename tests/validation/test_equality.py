"""The validator says what jsonschema says: made-up schemas and tables, the project's own schemas on damaged rows."""

import copy
import random

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from exporter.events import event_schema
from exporter.schemas import load_schema
from exporter.validation import Validator
from exporter.validation.json_form import values_of

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
KEYS = ["a", "b", "c", "d"]
SCALARS = [
    None,
    True,
    False,
    0,
    1,
    -1,
    3,
    2**53 + 1,
    2**62,
    1.0,
    1.5,
    -0.0,
    0.0,
    1e300,
    "",
    "a",
    "ab",
    "é",
    "🙂",
    "a\n",
]
SCALARS += ["2022-01-05", "2021-02-30", "x; y", "x;y", "A1"]
PATTERNS = ["^a", "a$", "^[^;]+(; [^;]+)*$", "[\\x00-\\x1f]", "^\\d+$", "^(a|ab)$", "^.{2}$", "é", "^[A-Z]{1,3}[0-9]$"]
TYPES = ["string", "integer", "number", "boolean", "null", "object", "array", ["string", "null"], ["integer", "null"]]

scalars = st.sampled_from(SCALARS)
names = st.sampled_from([*KEYS, "z"])


def keyword(name, values):
    return st.fixed_dictionaries({name: values})


def merged(*parts):
    return st.lists(st.one_of(*parts), min_size=1, max_size=3).map(
        lambda found: {key: value for part in found for key, value in part.items()}
    )


scalar_schemas = merged(
    keyword("type", st.sampled_from(TYPES)),
    keyword("enum", st.lists(scalars, min_size=1, max_size=4)),
    keyword("const", scalars),
    keyword("minimum", st.sampled_from([0, 1, -1, 2.5, 2**53])),
    keyword("exclusiveMaximum", st.sampled_from([0, 1, 2.5, 1e300])),
    keyword("multipleOf", st.sampled_from([1, 2, 0.5, 0.1])),
    keyword("minLength", st.sampled_from([0, 1, 2, 1.0])),
    keyword("maxLength", st.sampled_from([0, 1, 2])),
    keyword("pattern", st.sampled_from(PATTERNS)),
    keyword("format", st.sampled_from(["date", "ipv4", "email", "unheard-of"])),
)


def wider(inner):
    several = st.lists(inner, min_size=1, max_size=3)
    objects = st.dictionaries(names, inner, min_size=1, max_size=3)
    return merged(
        keyword("properties", objects),
        keyword("patternProperties", st.dictionaries(st.sampled_from(["^a", "[bc]", "z"]), inner, max_size=2)),
        keyword("additionalProperties", st.one_of(st.booleans(), inner)),
        keyword("unevaluatedProperties", st.one_of(st.booleans(), inner)),
        keyword("required", st.lists(names, max_size=2, unique=True)),
        keyword("dependentRequired", st.dictionaries(names, st.lists(names, max_size=2, unique=True), max_size=2)),
        keyword("dependentSchemas", objects),
        keyword("propertyNames", inner),
        keyword("minProperties", st.integers(0, 4)),
        keyword("allOf", several),
        keyword("anyOf", several),
        keyword("oneOf", several),
        keyword("not", inner),
        st.fixed_dictionaries({"if": inner, "then": inner}, optional={"else": inner}),
        keyword("items", st.one_of(st.booleans(), inner)),
        keyword("prefixItems", several),
        keyword("minItems", st.integers(0, 2)),
        st.fixed_dictionaries({"contains": inner}, optional={"minContains": st.integers(0, 2)}),
        keyword("uniqueItems", st.booleans()),
        keyword("unevaluatedItems", st.one_of(st.booleans(), inner)),
    )


schemas = st.recursive(scalar_schemas, wider, max_leaves=12)
cells = st.one_of(
    scalars,
    st.lists(st.sampled_from([1, 2, None]), max_size=3),
    st.fixed_dictionaries({"a": scalars, "b": st.sampled_from(["x", None])}),
)


@st.composite
def tables(draw):
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=4, unique=True))
    count = draw(st.sampled_from([1, 3, 40]))
    pools = {key: draw(st.lists(cells, min_size=1, max_size=6)) for key in keys}
    seed = random.Random(draw(st.integers(0, 2**16)))  # noqa: S311 - not for secrets
    return [{key: seed.choice(pools[key]) for key in keys} for _ in range(count)]


def raises(assert_equal, schema, rows):
    try:
        assert_equal.expected(schema, rows)
    except Exception:  # noqa: BLE001 - jsonschema fails on some schemas, such as multiples of 0.1 of huge numbers
        return True
    return False


@QUICK
@given(schema=wider(schemas), rows=tables())
def test_made_up_schemas_and_tables(assert_equal, schema, rows):
    if not raises(assert_equal, schema, rows):
        assert_equal(schema, rows)


@QUICK
@given(schema=wider(schemas), rows=tables())
def test_json_values_are_judged_like_rows(assert_equal, schema, rows):
    if not raises(assert_equal, schema, rows):
        found = Validator(schema).validate_rows(rows * 2)
        assert sorted(found.faults(), key=repr) == sorted(assert_equal.expected(schema, rows * 2), key=repr)


@QUICK
@given(schema=scalar_schemas, values=st.lists(scalars, min_size=1, max_size=5), seed=st.integers(0, 99))
def test_columns_where_every_value_differs(assert_equal, schema, values, seed):
    texts = [f"{value}{number + seed}" for number, value in enumerate(values * 30)]
    rows = [{"a": text, "b": number * 1_000_003} for number, text in enumerate(texts)]
    schema = {"properties": {"a": schema, "b": schema}}
    if not raises(assert_equal, schema, rows):
        assert_equal(schema, rows)


CASES = {
    "a schema that is false": ({"properties": {"a": False}}, [{"a": 1}]),
    "false below an object": ({"properties": {"a": {"properties": {"b": False}}}}, [{"a": {"b": 1}}]),
    "one that is written 1.0": ({"properties": {"a": {"type": "integer"}}}, [{"a": 1.0}, {"a": 1.5}]),
    "booleans are no numbers": ({"properties": {"a": {"enum": [1, 0]}}}, [{"a": True}, {"a": False}]),
    "integers beyond doubles": ({"properties": {"a": {"maximum": 2**53}}}, [{"a": 2**53}, {"a": 2**53 + 1}]),
    "the sign of zero": ({"properties": {"a": {"minimum": 1}}}, [{"a": 0.0}, {"a": -0.0}] * 20),
    "code points, not bytes": ({"properties": {"a": {"maxLength": 2}}}, [{"a": "🙂🙂"}, {"a": "🙂🙂🙂"}, {"a": "ééé"}]),
    "a newline at the end": ({"properties": {"a": {"pattern": "^[0-9]+$"}}}, [{"a": "1\n"}, {"a": "1\n\n"}]),
    "digits of other scripts": ({"properties": {"a": {"pattern": "^\\d+$"}}}, [{"a": "٣"}, {"a": "x"}]),
    "a null is not an absent key": ({"required": ["a", "b"], "properties": {"a": {"type": "null"}}}, [{"a": None}]),
    "keys that only some branch knows": (
        {"anyOf": [{"properties": {"a": {"const": 1}}}, True], "unevaluatedProperties": False},
        [{"a": 1}, {"a": 2}],
    ),
    "a dynamic reference": (
        {"$dynamicAnchor": "node", "properties": {"a": {"$dynamicRef": "#node"}}, "minProperties": 1},
        [{"a": {"a": 1}}, {"a": {}}, {"a": None}],
    ),
    "an object compared as a whole": ({"enum": [{"a": 1}, {"a": 2}]}, [{"a": 1}, {"a": 3}]),
    "a reference to itself": ({"properties": {"a": {"$ref": "#"}}, "maxProperties": 1}, [{"a": {"a": {"a": 1}}}]),
    "many bad values of one kind": (
        {"properties": {"a": {"type": "string", "pattern": "^[A-Z]+$", "maxLength": 3}}},
        [{"a": f"x{number}"} for number in range(50)] + [{"a": None}],
    ),
    "items after the first": (
        {"properties": {"a": {"prefixItems": [{"type": "string"}], "items": {"type": "integer"}}}},
        [{"a": ["x", 1, None]}, {"a": []}, {"a": ["x"]}, {"a": None}, {"a": [1]}],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_traps_of_meaning(assert_equal, case):
    assert_equal(*CASES[case])


def forms_of(array):
    """Yield the same values as other Arrow arrays: sliced, coded, chunk of a longer one, 64-bit offsets."""
    yield array
    yield pa.concat_arrays([array, array])[len(array) :]
    if pa.types.is_string(array.type):
        yield array.dictionary_encode()
        yield pa.concat_arrays([pa.array(["unused", None]), array]).dictionary_encode()[2:]
        yield array.cast(pa.large_string())


@pytest.mark.parametrize("form", range(5))
def test_the_form_of_an_array_changes_nothing(form):
    texts = pa.array(["a", "b", None, "", "é;", "a"])
    schema = {
        "properties": {"a": {"type": "string", "minLength": 1, "pattern": "^[^;]+(; [^;]+)*$", "enum": ["a", ""]}}
    }
    array = list(forms_of(texts))[form]
    found = Validator(schema).validate_batch(pa.RecordBatch.from_arrays([array], ["a"]))
    expected = Validator(schema).validate_rows([{"a": text} for text in texts.to_pylist()])
    assert sorted(found.faults(), key=repr) == sorted(expected.faults(), key=repr)


def test_an_empty_batch_is_valid():
    batch = pa.RecordBatch.from_pydict({"a": pa.array([], pa.string())})
    assert Validator({"required": ["b"]}).validate_batch(batch).valid


def test_dates_are_their_text():
    days = pa.array([0, None, 19_000], pa.date32())
    schema = {"properties": {"a": {"type": "string", "format": "date", "enum": ["1970-01-01"]}}}
    found = Validator(schema).validate_batch(pa.RecordBatch.from_arrays([days], ["a"]))
    assert sorted(found.faults(), key=repr) == [
        (1, ("a",), "enum", "None is not one of ['1970-01-01']"),
        (1, ("a",), "type", "None is not of type 'string'"),
        (2, ("a",), "enum", "'2022-01-08' is not one of ['1970-01-01']"),
    ]


def damaged_events(count, seed):
    """Return Event batches' rows of which each has a few wrong values."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    fatalities = {"low": 1, "best": 2, "high": 3}
    event = {
        **dict.fromkeys(load_schema("event")["required"]),
        "event_id": "e1",
        "incident_id": "i1",
        "status": "active",
        "direction": "directed",
        "classifications": [{"scheme": "cameo", "code": "190", "contexts": [], "goldstein": -10.0, "quad_class": 4}],
        "participants": [{"slot": "actor1", "name": "X", "codes": [{"scheme": "cameo", "code": "KAZ", "label": None}]}],
        "effects": {"fatalities": fatalities, "injured": 1, "arrested": None, "crowd": None},
        "sources": [],
        "evidence": [{"start": 0, "end": 3, "text": "abc"}],
        "tags": ["a"],
        "extra": [("k", "v")],
    }
    damages = [
        lambda row: row.update(status="gone"),
        lambda row: row.update(classifications=[]),
        lambda row: row["participants"][0].update(slot="third"),
        lambda row: row["participants"][0]["codes"][0].update(code=""),
        lambda row: row["effects"]["fatalities"].update(low=-1),
        lambda row: row["evidence"][0].update(start=-5),
        lambda row: row.update(location={"latitude": 95.0, "iso3": "KA", "precision": "somewhere"}),
        lambda row: row.update(event_id=None),
        lambda row: row["classifications"].append({"scheme": "other", "contexts": [None], "quad_class": 9}),
        lambda row: row.update(extra=[("k", None), ("l", "v")]),
    ]
    for _ in range(count):
        row = copy.deepcopy(event)
        for damage in chance.sample(damages, 2):
            damage(row)
        yield row


def test_damaged_events(assert_equal):
    fields = [field.with_nullable(nullable=True) for field in event_schema()]
    batch = pa.RecordBatch.from_pylist(list(damaged_events(120, 7)), schema=pa.schema(fields))
    found = Validator(load_schema("event")).validate_batch(batch)
    rows = [dict(zip(batch.schema.names, row, strict=True)) for row in zip(*map(values_of, batch.columns), strict=True)]
    expected = assert_equal.expected(load_schema("event"), rows)
    assert len(expected) > 100
    assert sorted(found.faults(), key=repr) == sorted(expected, key=repr)


def test_damaged_rows_of_a_layout(shared, assert_equal):
    import pyarrow.csv as pacsv  # noqa: PLC0415 - needed here alone

    table = pacsv.read_csv(shared("samples/acled/acled_current_text_inter_somalia_part.csv")).slice(0, 150)
    chance = random.Random(3)  # noqa: S311 - not for secrets
    rows = table.to_pylist()
    for row in rows:
        row["event_date"] = row["event_date"].isoformat()
        for name in row:
            row[name] = None if row[name] == "" else row[name]
        if chance.random() < 0.5:
            name = chance.choice(list(row))
            other = chance.choice(rows)[name]
            row[name] = chance.choice([None, other, f"{row[name]}!", -1 if isinstance(row[name], int) else "x;y"])
    assert_equal(load_schema("acled"), rows)


def test_verdicts_are_the_same_on_one_thread_and_on_several():
    rows = [{"id": f"x{number % 700}", "n": number % 13} for number in range(5_000)]
    schema = {"properties": {"id": {"pattern": "^x[0-9]{1,2}$"}, "n": {"maximum": 10}}}
    batches = [(batch, 2) for batch in pa.Table.from_pylist(rows).to_batches(max_chunksize=500)]
    one = [sorted(result.faults()) for _, result in Validator(schema).validate_batches(batches, jobs=1)]
    three = [sorted(result.faults()) for _, result in Validator(schema).validate_batches(batches, jobs=3)]
    assert one == three
    assert any(one)


def test_a_users_own_format_is_asked_about_every_value():
    checker = copy.deepcopy(Draft202012Validator.FORMAT_CHECKER)
    checker.checks("even")(lambda value: not isinstance(value, int) or value % 2 == 0)
    batch = pa.RecordBatch.from_pydict({"n": list(range(300))})
    found = Validator({"properties": {"n": {"format": "even"}}}, format_checker=checker).validate_batch(batch)
    assert found.valid_mask.to_pylist() == [number % 2 == 0 for number in range(300)]
