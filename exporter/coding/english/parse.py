"""From a sentence to its groups and their relations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.coding.analysis import Analysis
from exporter.coding.english.given import Given
from exporter.coding.english.groups import noun_groups, verb_groups
from exporter.coding.english.relations import Relations
from exporter.coding.english.tagging import tag

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.coding.english.vocabulary import Vocabulary
    from exporter.coding.text import Sentence


def parse(sentence: Sentence, vocabulary: Vocabulary, passages: Sequence[tuple[int, int]] = ()) -> Analysis:
    """Return the analysis of a sentence, without mentions and triggers; ``passages`` are known to be noun phrases."""
    words = sentence.words
    tags = tag(sentence, vocabulary, Given(sentence.tokens, passages) if passages else None)
    groups = noun_groups(words, tags, vocabulary)
    verbs = verb_groups(words, tags, vocabulary)
    relations = Relations(words, tags, groups, verbs, vocabulary)
    relations.link()
    return Analysis(sentence, words, tags, groups, verbs, relations.group_at, relations.verb_at)
