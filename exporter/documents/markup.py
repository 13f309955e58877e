"""Take the text out of a piece of HTML that holds nothing but an article."""

from __future__ import annotations

import html
import re

# What is not a tag stays; a tag ends at the next angle bracket of either kind, so that any text is read once.
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]*)[^<>]*>")
_COMMENT = re.compile(r"<!--|<!\[CDATA\[|<!|<\?")
_COMMENT_ENDS = {"<!--": "-->", "<![CDATA[": "]]>", "<!": ">", "<?": ">"}
_SILENT = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "button", "form"})
_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
        ),
        *("tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    }
)
_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_BREAKS = re.compile(r" ?\n[\n ]*")


def is_block(name: str) -> bool:
    """Return whether an element of that name stands on lines of its own."""
    return name.casefold() in _BLOCKS


def tidy(text: str) -> str:
    r"""Return text with single spaces and one empty line between paragraphs.

    >>> tidy(" a \n\n\n b  c")
    'a\n\nb c'
    """
    return _BREAKS.sub("\n\n", _SPACES.sub(" ", text)).strip()


def text_of(markup: str) -> str:
    """Return the text of a piece of HTML, paragraphs apart, scripts and styles left out.

    >>> text_of("<p>Police <b>detained</b> 12&nbsp;people.</p><script>x()</script>")
    'Police detained 12 people.'
    """
    pieces: list[str] = []
    place = 0
    while (start := markup.find("<", place)) >= 0:
        pieces.append(markup[place:start])
        if comment := _COMMENT.match(markup, start):
            close = markup.find(_COMMENT_ENDS[comment[0]], start)
            place = len(markup) if close < 0 else close + len(_COMMENT_ENDS[comment[0]])
            continue
        tag = _TAG.match(markup, start)
        if tag is None:
            pieces.append("<")
            place = start + 1
            continue
        name, place = tag["name"].casefold(), tag.end()
        if name in _SILENT and not tag["close"]:
            end = re.compile(f"</{name}", re.IGNORECASE).search(markup, place)
            place = end.start() if end else len(markup)
        elif name in _BLOCKS:
            pieces.append("\n")
    pieces.append(markup[place:])
    # Newlines of the source are spaces; only blocks make new lines.
    return tidy("".join(piece if piece == "\n" else html.unescape(piece).replace("\n", " ") for piece in pieces))
