"""Which words of a text are somebody's own, in quotation marks: claims, not what the text reports."""

from __future__ import annotations

import re
from bisect import bisect_right

# A quotation ends with its mark or, where a paragraph opens one that the next goes on with, with the paragraph.
# A straight mark that closes is passed over with what it closes, so that it opens nothing.
# Both ways begin with a mark, so that nothing else of a text is looked at twice.
_QUOTATION = re.compile(r"“[^”\n]*|\"(?<![\w”]\")[^\"\n]*\"?")
_WORDS = 5  # a shorter quotation only puts distance to a word or two


class Quotations:
    """The longer quotations of a text.

    >>> text = 'He said: “We have killed all of them.” They “fled”.'
    >>> quotations = Quotations(text)
    >>> text.index("killed") in quotations, text.index("fled") in quotations
    (True, False)
    """

    def __init__(self, text: str) -> None:
        spans = [one.span() for one in _QUOTATION.finditer(text) if one.group().count(" ") >= _WORDS - 1]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def __contains__(self, offset: int) -> bool:
        """Tell whether an offset into the text lies in a quotation."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]
