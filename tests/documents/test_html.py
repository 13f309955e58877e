import io
import sys

import pytest

from exporter.documents import DocumentError, read_documents
from exporter.errors import MissingDependencyError

ARTICLE = """<article><h1>Arrests in Almaty</h1><p>Police detained twelve people in Almaty on Wednesday.</p>
<p>Protesters had gathered in the square since the morning, and the governor asked them to leave.</p></article>"""
TEXT = (
    "Police detained twelve people in Almaty on Wednesday.\n\n"
    "Protesters had gathered in the square since the morning, and the governor asked them to leave."
)


def page(body):
    return f"""<!doctype html><html lang="en-GB"><head><title>Arrests in Almaty | Steppe Courier</title>
<meta property="og:site_name" content="Steppe Courier"><meta property="og:url" content="https://n.example/a">
<meta property="article:published_time" content="2022-01-05T10:00:00Z"></head>
<body><nav><a href="/">Home</a></nav>{body}<footer>Subscribe to our newsletter</footer></body></html>"""


@pytest.fixture
def read(findings):
    def read_all(data):
        stream = io.BytesIO(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
        return list(read_documents([stream], on_finding=findings.append, format="html"))

    return read_all


@pytest.fixture(autouse=True)
def _extractor():
    pytest.importorskip("trafilatura")


def test_the_article_is_told_from_the_page(read, findings):
    (document,) = read(page(ARTICLE))
    assert document.text == TEXT
    assert (document.title, document.publisher) == ("Arrests in Almaty", "Steppe Courier")
    assert (document.published, document.language) == ("2022-01-05", "en-GB")
    assert document.url == "https://n.example/a"
    assert findings == []


def test_a_page_is_told_by_its_first_bytes(findings):
    (document,) = read_documents([io.BytesIO(page(ARTICLE).encode())], on_finding=findings.append)
    assert document.text == TEXT


def test_scripts_are_no_text(read):
    script = "<script>" + "var x = '<p>Police shot people.</p>';" * 20_000 + "</script>"
    assert read(page(script + ARTICLE))[0].text == TEXT


def test_deep_nesting_is_reported_and_does_not_hide_the_article(read, findings):
    (document,) = read(page("<div>" * 20_000 + ARTICLE + "</div>" * 20_000))
    assert TEXT in document.text
    assert [finding.code for finding in findings] == ["deep-nesting"]


def test_what_follows_a_nul_is_not_lost(read):
    assert "twelve people" in read(page(ARTICLE.replace("twelve", "\x00twelve")))[0].text


def test_a_page_says_its_encoding(read):
    data = page(ARTICLE.replace("Almaty", "Алматы")).replace("<head>", '<head><meta charset="windows-1251">')
    assert "Алматы" in read(data.encode("cp1251"))[0].text


@pytest.mark.parametrize("data", ["<html></html>", "<" * 100_000, "<!--" * 50_000])
def test_a_page_without_article_is_refused(data, read):
    with pytest.raises(DocumentError, match="no article"):
        read(data)


def test_without_the_package_the_error_says_what_to_install(read, monkeypatch):
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(MissingDependencyError, match=r"event-exporter\[html\]"):
        read(page(ARTICLE))
