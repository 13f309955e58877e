"""Code the examples of a lexicon: each must be coded by its own entry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.coding.coder import EmbeddedCoder
from exporter.coding.codes import cameo_classification
from exporter.coding.explanation import explain_document
from exporter.coding.forms import alternatives
from exporter.documents import Document
from exporter.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from exporter.coding.explanation import TriggerExplanation
    from exporter.coding.lexicon import Entry


@dataclass(frozen=True, slots=True)
class LexiconReport:
    """What a check of a lexicon found.

    Attributes:
        entries: how many entries there are.
        words: how many words and phrases they have.
        examples: how many of them carry an example.
        findings: what is wrong, in the order of the entries.

    """

    entries: int
    words: int
    examples: int
    findings: tuple[Finding, ...]

    @property
    def valid(self) -> bool:
        """Whether every example is coded as its entry says."""
        return not any(finding.severity == "error" for finding in self.findings)


def check_lexicon(*paths: str | Path) -> LexiconReport:
    """Check the embedded lexicon, or the user's files together with it.

    Raises:
        LexiconError: a file holds something that is not an entry.

    """
    coder = EmbeddedCoder(lexicon=paths)
    entries = list(coder.lexicon.entries.values())
    return LexiconReport(
        len(entries),
        sum(1 for entry in entries for phrase in entry.words for _ in alternatives(phrase)),
        sum(entry.example is not None for entry in entries),
        tuple(finding for entry in entries for finding in _check(entry, coder)),
    )


def _check(entry: Entry, coder: EmbeddedCoder) -> Iterable[Finding]:
    if entry.cameo and cameo_classification(entry.cameo) is None:
        yield Finding(code="unknown-code", message=f"entry {entry.id} has a code that CAMEO lacks", value=entry.cameo)
    if entry.example is None:
        return
    document = Document(id=entry.id, text=entry.example)
    found = [one for sentence in explain_document(document, coder=coder) for one in sentence.triggers]
    own = [one for one in found if any(rule.startswith(f"{entry.id}:") for rule in one.rules)]
    if any(one.coded and _as_said(entry, one) for one in own):
        return
    other = next((one for one in found if one.coded and one.cameo == entry.cameo), None)
    if other is not None:
        yield Finding(
            code="example-coded-by-other",
            message=f"the example of entry {entry.id} is coded by {other.rules[0]}",
            severity="warning",
            column="example",
            value=entry.example,
        )
        return
    reasons = ", ".join(dict.fromkeys(one.reason or f"coded as {one.cameo}" for one in own or found)) or "no trigger"
    yield Finding(
        code="example-not-coded",
        message=f"the example of entry {entry.id} is not coded by it: {reasons}",
        column="example",
        value=entry.example,
        expected=f"CAMEO {entry.cameo}",
    )


def _as_said(entry: Entry, found: TriggerExplanation) -> bool:
    """Tell whether the code is the entry's own; an operator's comes from its complement."""
    return entry.combine is not None or entry.cameo is None or found.cameo == entry.cameo
