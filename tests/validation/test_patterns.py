import re

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exporter.validation.bytewise import bytewise
from exporter.validation.masks import array_of
from exporter.validation.patterns import for_re2
from exporter.validation.view import View

TRANSLATED = [
    "^[A-Z]{3}$",
    "a|b$",
    "^(a|bc)*x?$",
    "^[^a-c]+$",
    ".",
    "^.$",
    "é+",
    "a{2,3}?",
    "\\.\\$",
    "^[\\-\\]]$",
    "(?:ab){2}",
    "^$",
    "\\n",
    "a\\Z",
    "^^a",
    "[$^.]",
]
REFUSED = [
    "\\d",
    "\\w+",
    "\\bword\\b",
    "(?=a)",
    "(a)\\1",
    "(?i)a",
    "a$b",
    "(a$)",
    "a{1000}",
    "a++",
    "x{",
    "[[a]]",
    "[a--b]",
    "(",
    "a**",
    "\\p{L}",
    "(?P<n>a)",
    "{,2}",
]
BYTEWISE = [
    "[\\x00-\\x1f]",
    "[\x00-\x1f\x7f]",
    "[ab-d]",
    "^[^;]+(; [^;]+)*$",
    "^[^,]+(,[^,]+)*$",
    "^[^|]+(a[^|]+)*$",
    "^[A-Z]{3}[0-9]{1,3}$",
    "^[A-Z]{3}$",
    "^[a-c]+$",
    "^[A-Z][0-9]{2,}$",
    "^[0-9]{4}[a-z]{2}$",
]
texts = st.text(alphabet="abcdABCZ019;, |\n\t\x00\x7fé🙂٣-]$.", max_size=8)


@pytest.mark.parametrize("pattern", TRANSLATED)
def test_patterns_that_both_engines_understand_are_translated(pattern):
    assert for_re2(pattern) is not None


@pytest.mark.parametrize("pattern", REFUSED)
def test_patterns_that_may_differ_are_not_translated(pattern):
    assert for_re2(pattern) is None


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(texts, min_size=1, max_size=20))
def test_a_translation_matches_what_python_matches(values):
    array = pa.array(values)
    for pattern in TRANSLATED:
        found = pc.match_substring_regex(array, for_re2(pattern)).to_pylist()
        assert found == [re.search(pattern, value) is not None for value in values], pattern


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(texts, min_size=1, max_size=20), st.integers(0, 5))
def test_bytes_tell_what_python_tells(values, start):
    start = min(start, len(values) - 1)
    array = pa.array(values)[start:]
    for pattern in BYTEWISE:
        kernel = bytewise(pattern)
        if kernel is None:
            continue
        found = array_of(kernel(View(array)), len(array)).tolist()
        assert found == [re.search(pattern, value) is not None for value in values[start:]], pattern


def test_which_patterns_are_decided_from_bytes():
    assert [bytewise(pattern) is not None for pattern in BYTEWISE] == [True] * 5 + [False] + [True] * 3 + [False, True]


@pytest.mark.parametrize("pattern", ["^[a-z]+[0-9]+$", "[^a]", "^[^;]+(;;[^;]+)*$", "[z-a]", "^[\\n]{2}$", "abc"])
def test_other_shapes_are_left_to_the_engine(pattern):
    assert bytewise(pattern) is None
