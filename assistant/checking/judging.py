"""All checks on one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.checking.attribution import attribution_flaws
from assistant.checking.directions import comparison_flaws
from assistant.checking.hedges import hedge_flaws
from assistant.checking.instructions import instruction_flaws
from assistant.checking.polarity import negation_flaws
from assistant.checking.quotations import quotation_flaws
from assistant.checking.reading import Read, Texts
from assistant.checking.stating import statement_flaws
from assistant.checking.values import value_flaws
from assistant.types import Flaw, Piece


def flaws_of(
    sentence: str,
    cited: Sequence[Piece],
    *,
    given: Sequence[Piece] = (),
    texts: Texts | None = None,
) -> list[Flaw]:
    """Give all that is wrong with `sentence`, which rests on `cited`.

    Args:
        sentence: a sentence of an answer, its markers taken out.
        cited: the pieces it cites: their text, and their articles' title, outlet, authors and day.
        given: all pieces that its writer was shown.
        texts: what has been read of the pieces for another sentence of the same answer.

    Returns:
        What does not hold, each naming the words; empty where nothing was found.
    """
    claim, sources = Read(sentence), (texts or Texts()).sources_of(cited)
    return [
        *statement_flaws(
            sentence,
            "\n".join(piece.text for piece in cited),
            [piece.article.title for piece in cited],
        ),
        *quotation_flaws(sentence, cited, given),
        *value_flaws(claim, sources, cited, given),
        *negation_flaws(claim, sources),
        *comparison_flaws(claim, sources),
        *hedge_flaws(claim, sources),
        *attribution_flaws(claim, sources),
        *instruction_flaws(claim, sources),
    ]
