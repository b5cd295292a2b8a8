"""What an archive holds, at a glance, for who comes to the page; and questions that fit it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from assistant.page.markers import address_of, title_of
from assistant.page.markup import counted, day_html, joined, list_html, one_line

if TYPE_CHECKING:
    from index import Article, Index

_MOST_BARS: Final = 60
_HEIGHT: Final = 72
_NEWEST: Final = 3
_SPEAKERS: Final = 2
_EMPTY: Final = Markup(
    "<p>This archive is empty. <code>byline add FOLDER</code> adds articles, and they can be asked "
    "here at once.</p>"
)


def glance_html(index: Index) -> str:
    """Write what `index` holds: counts, the articles a month or a year, and the newest ones."""
    dated = index.dated()
    if not dated:
        return one_line(_glance(_EMPTY))
    outlets = {outlet for _, outlet, _ in dated if outlet}
    first, last = index.days
    days = (
        Markup(", {} to {}").format(day_html(first), day_html(last)) if first and last else Markup()
    )
    held = Markup("<p>{} from {}{}.</p>").format(
        counted(len(dated), "article"), counted(len(outlets), "outlet"), days
    )
    newest = list_html(
        "ul", "namings", (_newest(index.article(each[0])) for each in dated[:_NEWEST])
    )
    title = Markup('<h2 class="unread">The newest</h2>')
    return one_line(_glance(held, _plot([day for *_, day in dated if day]), title, newest))


def examples_from(index: Index) -> tuple[str, ...]:
    """Make questions that an archive can answer; none for an empty one."""
    if not len(index):
        return ()
    _, last = index.days
    speakers = index.speakers(limit=_SPEAKERS)
    return (
        *(f"What did {speaker.name} say?" for speaker in speakers),
        *([f"What happened in {last:%B %Y}?"] if last else []),
        "What is the newest article?",
    )


def _glance(*parts: Markup) -> Markup:
    return Markup(
        '<section class="glance" aria-label="What the archive holds">{}</section>'
    ).format(joined(parts))


def _newest(article: Article) -> Markup:
    day = Markup(" · {}").format(day_html(article.published)) if article.published else Markup()
    return Markup('<li><a href="{}">{}</a> <span class="origin">{}{}</span></li>').format(
        address_of(article), title_of(article), article.outlet or "outlet not known", day
    )


def _plot(days: list[date]) -> Markup:
    """Draw how many articles are of each month, or of each year where those are too many."""
    if not days:
        return Markup()
    first, last = min(days), max(days)
    months = 12 * (last.year - first.year) + last.month - first.month + 1
    if months > _MOST_BARS:
        years = Counter(day.year for day in days)
        each = {str(year): years[year] for year in range(first.year, last.year + 1)}
        return _bars("Articles a year", each)
    counts = Counter(12 * day.year + day.month - 1 for day in days)
    start = 12 * first.year + first.month - 1
    return _bars(
        "Articles a month",
        {
            f"{date(at // 12, at % 12 + 1, 1):%B %Y}": counts[at]
            for at in range(start, start + months)
        },
    )


def _bars(what: str, counts: Mapping[str, int]) -> Markup:
    """Draw a bar for each name, so high as it counts; the figures stand in the label."""
    most, names = max(counts.values()), list(counts)
    bars = joined(
        Markup(
            '<rect x="{}" y="{:.1f}" width=".8" height="{:.1f}"><title>{}</title></rect>'
        ).format(at, _HEIGHT - _HEIGHT * count / most, _HEIGHT * count / most, f"{name}: {count:,}")
        for at, (name, count) in enumerate(counts.items())
    )
    label = f"{what}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items())
    return Markup(
        '<figure><figcaption class="origin">{}, at most {}</figcaption>'
        '<svg viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        '<p class="origin"><span>{}</span><span>{}</span></p></figure>'
    ).format(
        what,
        f"{most:,}",
        len(names),
        _HEIGHT,
        label,
        bars,
        names[0],
        names[-1] if names[1:] else "",
    )
