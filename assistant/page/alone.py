"""The page of one article, at an address of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.page.view import view
from assistant.types import Story, titled
from index import Article, Statement, Version


def article_page(
    article: Article,
    *,
    said: Sequence[Statement] | None = None,
    versions: Sequence[Version] = (),
    story: Story | None = None,
    others: Sequence[Article] = (),
    may_remove: bool = False,
) -> str:
    """Write the page of `article`; `#s=START-END` behind its address marks a place in its text.

    Args:
        article: what it is about.
        said: who says what in it, to be marked; None marks nothing.
        versions: what it said before.
        story: the story it is of, if any.
        others: the articles of that.
        may_remove: whether visitors may remove it.
    """
    parts = list(marked(article.text, said or ()))
    return view(
        "alone.html",
        depth=1,
        script="alone.js",
        article=article,
        title=titled(article),
        question=f"Tell me about “{titled(article)}”",
        has_address=article.url.lower().startswith(("https://", "http://")),
        parts=parts,
        is_marked=said is not None,
        speakers=list(dict.fromkeys(speaker for _, speaker in parts if speaker)),
        versions=versions,
        story=story,
        others=[each for each in others if each.id != article.id],
        may_remove=may_remove,
    )


def marked(text: str, said: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """Part a text into stretches, each with who says it by name, "" where nobody does.

    Of two that overlap the one that begins first is taken, the longer one of those.
    """
    spans = [
        (span.start, -span.end, each.name.of(text))
        for each in said
        if not each.is_open(text)
        for span in each.content
    ]
    at = 0
    for start, end, speaker in sorted(spans):
        if start >= at and start < -end:
            yield text[at:start], ""
            yield text[start:-end], speaker
            at = -end
    yield text[at:], ""
