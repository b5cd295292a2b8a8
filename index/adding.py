"""Taking articles in: batch by batch into the catalog, then into the lexicon."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain, groupby, islice
from pathlib import Path
from typing import TypeAlias

from index.errors import ArchiveError
from index.language import LANGUAGES, language_of
from index.passages import cut_passages, model_reads
from index.stores.catalog import Catalog, Cut, Stored
from index.stores.lexicon import Draft, Lexicon
from index.stores.lock import writer_lock
from index.types import (
    Added,
    Article,
    Embedder,
    Noted,
    Quarantined,
    ReadArticle,
    content_hash,
)

OnProgress = Callable[[Added], None]

_BATCH = 256
# What the model ranks best by, measured; it also leaves room for the title.
_PASSAGE_TOKENS = 200


Source: TypeAlias = Article | Path | str | ReadArticle | Quarantined
"""An article, the path of a file or folder, or what was read, or could not be, elsewhere."""


def read(
    sources: Iterable[Source], *, fields: Mapping[str, str] | None = None
) -> Iterator[ReadArticle | Quarantined]:
    """Read files and folders, and pass the rest through; see `read_articles`."""
    # Who only asks needs no readers of files: importing them all takes a seventh of a second.
    from index.articles import read_articles

    for is_path, some in groupby(sources, key=lambda source: isinstance(source, Path | str)):
        if is_path:
            paths = [Path(each) for each in some if isinstance(each, Path | str)]
            yield from read_articles(paths, fields=fields)
        else:
            yield from (_passed(each) for each in some if not isinstance(each, Path | str))


def _passed(item: Article | ReadArticle | Quarantined) -> ReadArticle | Quarantined:
    return _checked(item) if isinstance(item, Article) else item


def _checked(article: Article) -> ReadArticle | Quarantined:
    """Refuse what a reader of files would have mended: it must be encodable and say something."""
    place = f"article {article.id!r}"
    if not article.id or not article.text.strip():
        return Quarantined(place, 0, "an article needs an id and a text")
    try:
        "".join(_words_of(article)).encode("utf-8")
    except UnicodeEncodeError as error:
        return Quarantined(place, 0, f"a character is no Unicode text: {error.reason}")
    return ReadArticle(article, place)


def _words_of(article: Article) -> Iterator[str]:
    yield from (article.id, article.title, article.text, article.outlet, article.url)
    yield from article.authors
    for named in article.named_outlets:
        yield from (named.outlet, named.headline)


def _cut(article: Article, embedder: Embedder) -> Cut:
    """Cut an article into passages that the model reads whole, its title above each."""
    most = embedder.max_tokens
    title = embedder.count_tokens([model_reads(article.title, "")])[0]
    room = max(most // 2, most - title)
    passages = cut_passages(
        article, count_tokens=embedder.count_tokens, max_tokens=min(_PASSAGE_TOKENS, room)
    )
    inputs = (content_hash(model_reads(article.title, passage.text)) for passage in passages)
    return Cut(article, tuple(passages), tuple(inputs))


class Adder:
    """One run of adding; needs the writer's lock to be held."""

    def __init__(self, catalog: Catalog, lexicon: Lexicon, embedder: Embedder) -> None:
        self._catalog = catalog
        self._lexicon = lexicon
        self._embedder = embedder
        self._seen: set[str] = set()
        self._before: tuple[str, dict[tuple[str, str], list[str]]] = ("", {})
        self._quarantined: list[Quarantined] = []
        self._noted: list[Noted] = []
        self.held: dict[str, set[str]] = {}
        """The articles that were met in each file."""
        self._total = Added()

    def add(self, items: Iterable[ReadArticle | Quarantined], *, on_progress: OnProgress) -> Added:
        """Add `items`; what `on_progress` reports is on disk and can be found."""
        items = iter(items)
        with self._lexicon.writing() as draft:
            while batch := list(islice(items, _BATCH)):
                with self._catalog.transaction():
                    for item in batch:
                        self._take(item, draft)
                _commit(draft, self._catalog, self._catalog.outbox.waiting())
                self._total = replace(
                    self._total, quarantined=tuple(self._quarantined), noted=tuple(self._noted)
                )
                on_progress(self._total)
        return self._total

    def _take(self, item: ReadArticle | Quarantined, draft: Draft) -> None:
        if isinstance(item, Quarantined):
            self._quarantined.append(item)
            return
        article, total = item.article, self._total
        stored = self._catalog.find(article) or self._former(item)
        kept_as = article.id
        if stored and stored.content == article.content:
            kept_as = stored.id
            self._keep(stored, path=article.path)
            self._total = replace(total, unchanged=total.unchanged + 1)
        elif stored and self._is_lesser(item, stored):
            self._total = replace(total, unchanged=total.unchanged + 1)
            return
        elif stored and (clash := self._clash(article, stored)):
            self._quarantined.append(Quarantined(item.path, item.line, clash))
            return
        else:
            self._store(article, draft, old_id=stored.id if stored else "")
        self._seen |= {name for name in (article.id, article.url) if name}
        if article.path:
            self.held.setdefault(article.path, set()).add(kept_as)
        self._noted += [Noted(item.path, item.line, note) for note in item.notes]
        self._total = replace(
            self._total, characters_removed=total.characters_removed + item.characters_removed
        )

    def _keep(self, stored: Stored, *, path: str) -> None:
        """Note that a file holds an article as it is stored, where that is news."""
        if path and path not in self._catalog.files.paths_of(stored.id):
            self._catalog.files.hold(path, stored.id)

    def _former(self, item: ReadArticle) -> Stored | None:
        """Find what an article without an id or url of its own was when its file was last read.

        That is what its file held, where it holds one article; among several, the one of the same
        title and time. What another file still holds, or was met before in this run, is not it.
        """
        article = item.article
        if item.named or not article.path:
            return None
        if self._before[0] != article.path:
            self._before = (article.path, self._catalog.files.titles_at(article.path))
        at: Iterable[str] = chain.from_iterable(self._before[1].values()) if item.alone else ()
        if len(alone := self._unmet(at, article.path)) != 1 and article.title:
            moment = article.moment.isoformat() if article.moment else ""
            alone = self._unmet(self._before[1].get((article.title, moment), ()), article.path)
        return self._catalog.stored(alone[0]) if len(alone) == 1 else None

    def _unmet(self, article_ids: Iterable[str], path: str) -> list[str]:
        """Leave those that were not met or replaced in this run, and that no other file holds."""
        paths_of = self._catalog.files.paths_of
        return [
            each
            for each in self._catalog.contents(list(article_ids))
            if each not in self._seen and paths_of(each) in ([], [path])
        ]

    def _is_lesser(self, item: ReadArticle, stored: Stored) -> bool:
        """Whether an article is only a summary of what is stored, and read elsewhere than that."""
        holders = self._catalog.files.paths_of(stored.id)
        return item.is_part and bool(holders) and item.article.path not in holders

    def _clash(self, article: Article, stored: Stored) -> str:
        """Say why an article cannot replace the one stored under its id or url, if it cannot."""
        if article.id == stored.id and article.url and stored.url and article.url != stored.url:
            return f"the id {article.id!r} belongs to another article, {stored.url}"
        for name, value in (("id", article.id), ("url", article.url)):
            if value in self._seen:
                return f"the {name} {value!r} was used before in this run, for another text"
        return ""

    def _store(self, article: Article, draft: Draft, *, old_id: str) -> None:
        article = with_language(article)
        total, cut = self._total, _cut(article, self._embedder)
        if old_id:
            self._catalog.replace(old_id, by=article.id)
            draft.forget(old_id)
        self._catalog.put(cut)
        draft.take(article, cut.passages)
        self._total = replace(
            total,
            added=total.added + (not old_id),
            replaced=total.replaced + bool(old_id),
            passages=total.passages + len(cut.passages),
        )


def with_language(article: Article) -> Article:
    """Give an article with its language as a code that is known; told by its text where it is not.

    "de-AT" is German.
    """
    stated = article.language.casefold().replace("_", "-").partition("-")[0]
    language = stated if stated in LANGUAGES else language_of(article.text)
    return article if language == article.language else replace(article, language=language)


def settle(catalog: Catalog, lexicon: Lexicon) -> None:
    """Let the lexicon take in what waits in the catalog's outbox; doing it twice does no harm.

    One that is damaged is made anew from the catalog.
    """
    if lexicon.trouble:
        begin_anew(catalog, lexicon)
    if not (ids := catalog.outbox.waiting()):
        return
    with lexicon.writing() as draft:
        while ids:
            for article_id in ids:
                draft.forget(article_id)
            told: dict[str, str] = {}
            for stored in catalog.articles(ids).values():
                article = with_language(stored)
                draft.take(article, catalog.passages.of_article(article.id))
                if article is not stored:  # stored before languages were told
                    told[article.id] = article.language
            _commit(draft, catalog, ids, told=told)
            ids = catalog.outbox.waiting()


def _commit(
    draft: Draft, catalog: Catalog, ids: Sequence[str], *, told: Mapping[str, str] | None = None
) -> None:
    """Commit what the draft holds, the articles `ids` of the outbox, and take them out of it.

    `told` are the languages of articles that had none.
    """
    if ids:
        draft.commit()
        if told:
            with catalog.transaction():
                catalog.keep_languages(told)
        catalog.outbox.settled(ids)


def open_lexicon(archive: Path, catalog: Catalog) -> Lexicon:
    """Open the lexicon; all articles wait for one that is gone, or was made by an older Byline."""
    lexicon = Lexicon(archive / "lexicon")
    if lexicon.trouble and not lexicon.torn_files():
        with suppress(ArchiveError, OSError), writer_lock(archive):
            begin_anew(catalog, lexicon)
    if lexicon.is_empty and catalog.article_count():
        try:
            catalog.outbox.add_all()
        except ArchiveError:  # somebody else writes, or nobody may: nothing can be made anew now
            lexicon.give_up()
    return lexicon


def begin_anew(catalog: Catalog, lexicon: Lexicon) -> None:
    """Empty the lexicon, whatever state it is in; all articles wait for it then."""
    catalog.outbox.add_all()
    lexicon.begin_anew()
