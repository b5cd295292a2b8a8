"""Where sentences begin and end, as offsets, and the blocks of text that none of them crosses."""

from index.language.sentences.blocks import block_spans
from index.language.sentences.splitting import sentence_spans

__all__ = ["block_spans", "sentence_spans"]
