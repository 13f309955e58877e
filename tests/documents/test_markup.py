import pytest

from exporter.documents.markup import text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Police &amp; army", "Police & army"),
        ("a<br>b<br/>c", "a\n\nb\n\nc"),
        ("<p>a\nb</p> <p>c</p>", "a b\n\nc"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a<!-- <p>no</p> -->b", "ab"),
        ("a<style>p{}</style>b", "ab"),
        ("a<SCRIPT>if (1</2) x()</SCRIPT>b", "ab"),
        ("a<script>never closed", "a"),
        ("a<!-- never closed", "a"),
    ],
)
def test_text_of_markup(markup, text):
    assert text_of(markup) == text


@pytest.mark.parametrize(
    "hostile", ["<" * 200_000, "<!--" * 100_000, "<a " * 100_000, "<script>" * 50_000, "&" * 200_000]
)
def test_hostile_markup_is_read_once(hostile):
    assert len(text_of(hostile)) <= len(hostile)
