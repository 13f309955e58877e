"""What worker processes share: loaded once, by importing this module, in the process that they are forked from.

Nothing here starts threads, which would not survive the fork.
"""

from __future__ import annotations

import gc

from exporter.coding.acled.senses import cue_trie
from exporter.coding.actor_index import actor_index
from exporter.coding.batches import event_batches
from exporter.coding.coder import EmbeddedCoder
from exporter.coding.lexicon import load_lexicon
from exporter.documents import Document

_lexicon = load_lexicon()
SHARED = (EmbeddedCoder, Document, event_batches, _lexicon.trie, _lexicon.vocabulary, actor_index(), cue_trie())
gc.freeze()  # what is there for good need not be searched for rings, nor its pages be copied for that
