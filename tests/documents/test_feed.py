import io

import pytest

from exporter.documents import DocumentError, read_documents

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://m.example/">
<channel><title>Steppe Courier</title><link>https://n.example</link><language>en</language>
<image><title>Logo</title></image>
<item><title>Arrests &amp; protests</title><link>https://n.example/1</link><guid>n1</guid>
<pubDate>Wed, 05 Jan 2022 10:00:00 +0600</pubDate><media:title>Picture</media:title>
<description>Short.</description>
<content:encoded><![CDATA[<p>Police <b>detained</b> twelve&nbsp;people.</p>
<script>x("<p>")</script><p>Others left.</p>]]></content:encoded>
</item>
<item><title>Second</title><link>https://n.example/2</link>
<description>Troops &lt;i&gt;shelled&lt;/i&gt; a town.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Steppe Courier</title>
<entry><source><title>Elsewhere</title></source><title>Arrests</title><id>urn:a</id>
<link rel="self" href="https://n.example/self"/><link href="https://n.example/a"/>
<published>2022-01-05T10:00:00Z</published><summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Police met.</p><p>They left.</p></div></content>
</entry></feed>"""


@pytest.fixture
def read(findings):
    def read_all(data, **options):
        stream = io.BytesIO(data.encode() if isinstance(data, str) else data)
        return list(read_documents([stream], on_finding=findings.append, **options))

    return read_all


def test_entries_of_rss_are_documents(read, findings):
    first, second = read(RSS)
    assert (first.id, first.title, first.publisher) == ("n1", "Arrests & protests", "Steppe Courier")
    assert (first.published, first.language) == ("2022-01-05T10:00:00+06:00", "en")
    assert first.text == "Police detained twelve people.\n\nOthers left."
    assert (second.id, second.text) == ("https://n.example/2", "Troops shelled a town.")
    assert findings == []


def test_entries_of_atom_are_documents(read, findings):
    (document,) = read(ATOM)
    assert (document.id, document.title, document.url) == ("urn:a", "Arrests", "https://n.example/a")
    assert document.text == "Police met.\n\nThey left."
    assert (document.published, document.language) == ("2022-01-05T10:00:00Z", "en")
    assert findings == []


def test_entries_of_rss_1_are_documents(read):
    (document,) = read(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>C</title></channel>'
        "<item><title>T</title><link>u</link><dc:date>2022-01-05</dc:date><description>Police met.</description></item>"
        "</rdf:RDF>"
    )
    assert (document.publisher, document.published, document.text) == ("C", "2022-01-05", "Police met.")


def test_a_broken_feed_gives_the_entries_before_the_break(read, findings):
    assert [document.id for document in read(RSS[: RSS.index("<title>Second")])] == ["n1"]
    assert [finding.code for finding in findings] == ["broken-xml"]


def test_a_feed_that_declares_entities_is_refused(read):
    bomb = '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>' + RSS.partition("?>")[2].replace("Short", "&b;")
    with pytest.raises(DocumentError, match="entities of its own"):
        read(bomb, format="feed")


def test_a_feed_cannot_read_files(read):
    with pytest.raises(DocumentError, match="entities of its own"):
        read('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel/></rss>', format="feed")


def test_other_xml_is_refused(read):
    with pytest.raises(DocumentError, match="neither RSS nor Atom"):
        read("<a><b/></a>", format="feed")


def test_a_feed_says_its_encoding(read):
    data = RSS.replace("UTF-8", "windows-1251").replace("Arrests", "Аресты").encode("cp1251")
    assert read(data)[0].title == "Аресты & protests"


def test_a_feed_is_nested_as_deep_as_it_likes(read):
    deep = "<div>" * 50_000 + "Police met." + "</div>" * 50_000
    (document,) = read(f"<rss><channel><item><guid>a</guid><description>{deep}</description></item></channel></rss>")
    assert document.text == "Police met."
