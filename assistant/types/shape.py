"""An answer and its parts as JSON, and back: which key holds which attribute (docs/answer.md).

In a line of `_KEYS`, `key=place` is the attribute at `place`, by which dots lead through others;
`key` alone is both. A dot in a key makes an object of it, `:4` rounds to so many digits, and `?`
marks what answers kept by an earlier version lack. A text that is "" by default is null where it
is empty. What is no field, but made of others, is written and not read back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from functools import cache
from operator import attrgetter
from types import NoneType
from typing import Any, Final, Self, get_args, get_origin, get_type_hints

from assistant.types.accounts import Account, Naming, Version
from assistant.types.answer import Answer, Coverage, Fingerprint, Part, Timings
from assistant.types.stories import Story, StoryTold, Voice
from assistant.types.words import Attribution, Citation, Claim, Copy, Evidence, ShortAnswer
from assistant.types.writing import Dropped, Flaw, Usage, Writing
from index import Article, Hit, NamedOutlet, Speaker

_KEYS: Final[Mapping[type, str]] = {
    Answer: """question=question.text asked_on=question.asked_on standalone_question=standalone kind
        answer=text short_answer=short abstained confidence:4 reason notice claims citations nearest
        dropped accounts named_outlets=named parts? articles?=listed coverage
        filters.outlets=question.outlets filters.since=question.since filters.until=question.until
        filters.as_of=question.as_of filters.speaker=question.speaker filters.inferred=inferred
        filters.read_as?=read_as writing fingerprint timings_ms=timings""",
    Claim: "text start end citations support support_score=score:4 speaker",
    Citation: """label answer_start answer_end article_id=evidence.article.id
        passage_id=evidence.passage_id quote=evidence.quote start=evidence.start end=evidence.end
        article=evidence.article statement=evidence.attribution verdict verbatim also_at?""",
    Copy: "article_id=article.id article",
    Evidence: "article_id=article.id passage_id quote start end article statement=attribution",
    Attribution: "speaker cue relayed_by called manner",
    Article: """title outlet url published published_at?=moment updated? section? story? language?
        file? authors named_outlets""",
    NamedOutlet: "outlet headline",
    ShortAnswer: "text citation=label answer_start answer_end start end",
    Account: "about independent_origins=origins versions",
    Version: """value number status speaker relayed_by outlet=article.outlet
        published=article.published day independent_origins=origins citations=labels evidence""",
    Naming: "outlet headline article_id=article.id article",
    Part: "question answered reason short_answer=short",
    Coverage: """articles_in_index articles_matched articles_cited independent_origins
        articles_undated? from=first to=last""",
    Writing: "model finish? calls? pieces? left_out? budget? counted_by? quoted? repaired? usage",
    Usage: "read? written?",
    Dropped: "text flaws",
    Flaw: "lack detail",
    Fingerprint: "corpus embedder model prompts version",
    Timings: "retrieve:1 answer:1 check:1 total:1",
    Hit: """rank score:4 article_id=passage.article_id passage_id=passage.id start=passage.start
        end=passage.end text=passage.text""",
    Speaker: "name statements articles from=first to=last",
    Story: "id title from=first to=last outlets articles",
    Voice: "name statements evidence",
    StoryTold: """id=story.id title=story.title from=story.first to=story.last
        outlets=story.outlets articles=story.articles timeline figures speakers=voices""",
}
_KEY: Final = re.compile(r"([\w.]+)(\?)?(?:=([\w.]+))?(?::(\d))?")


@dataclass(frozen=True, slots=True)
class _Key:
    """A key of a JSON object, and the attribute at `place` that it is of.

    `hint` is the type of that, `shape` what it is or holds that has keys of its own.
    """

    name: str
    place: str
    hint: Any
    shape: Any
    digits: int | None
    is_late: bool
    is_read: bool
    is_list: bool
    has_null: bool

    @classmethod
    def of(cls, kind: Any, name: str, late: str, place: str, digits: str) -> Self:
        """Find the attribute of `kind`; what is no field on the way there is a property."""
        hint, default, is_read = kind, None, True
        for step in (place or name).split("."):
            defaults = {each.name: each.default for each in fields(hint)}
            if step in defaults:
                hint, default = _hints(hint)[step], defaults[step]
            else:
                hint, default, is_read = _hints(getattr(hint, step).fget)["return"], "", False
        return cls(
            name,
            place or name,
            hint,
            next((each for each in _kinds(hint) if each in _KEYS), None),
            int(digits) if digits else None,
            is_late=bool(late),
            is_read=is_read,
            is_list=get_origin(hint) is tuple,
            has_null=default == "",
        )

    def found_in(self, given: Mapping[str, Any]) -> Any:
        """Give its value in a JSON object.

        Raises:
            KeyError: it is not there, and not late.
            TypeError: it is of another type.
        """
        *groups, last = self.name.split(".")
        for group in groups:
            given = given[group]
        value = given.get(last) if self.is_late else given[last]
        if value is None and (self.has_null or self.is_late or NoneType in _kinds(self.hint)):
            return None
        is_object = self.shape is not None and not self.is_list
        is_kind = (isinstance(value, list), isinstance(value, dict)) == (self.is_list, is_object)
        if value is None or not is_kind:
            raise TypeError(f"{self.name} is {value!r}")
        return value


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


@cache
def _kinds(hint: Any) -> tuple[Any, ...]:
    """Give a type, and those that it is put together from."""
    return hint, *get_args(hint)


@cache
def _keys(kind: Any) -> tuple[_Key, ...]:
    return tuple(_Key.of(kind, *found) for found in _KEY.findall(_KEYS[kind]))


def to_json(value: Any) -> Any:
    """Give what has keys, such as an article, a citation or a speaker, as JSON values."""
    if isinstance(value, tuple | list):
        return [to_json(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if type(value) not in _KEYS:
        return value
    written: dict[str, Any] = {}
    for key in _keys(value.__class__):
        found = attrgetter(key.place)(value)
        found = found if key.digits is None else round(found, key.digits)
        _put(written, key.name, None if key.has_null and found == "" else to_json(found))
    return written


def answer_to_dict(answer: Answer) -> dict[str, Any]:
    """Give `answer` as JSON values."""
    given: dict[str, Any] = to_json(answer)
    given["standalone_question"] = answer.standalone or answer.question.text
    given["articles"] = [{"article_id": x.id, "article": to_json(x)} for x in answer.listed]
    given["filters"]["read_as"] = [{"asked": asked, "read": read} for asked, read in answer.read_as]
    # Only where a server counted: nothing is worth more than a number nobody counted.
    usage = answer.writing and answer.writing.usage
    return given | ({"tokens": usage.total} if usage else {})


def answer_from_dict(given: Mapping[str, Any]) -> Answer:
    """Read an answer back.

    Raises:
        ValueError: it is not of the shape `answer_to_dict` gives.
    """
    try:
        listed = [{"id": x["article_id"], **x["article"]} for x in given.get("articles", ())]
        read = _read(Answer, {**given, "articles": listed})
        read["read_as"] = tuple((x["asked"], x["read"]) for x in read.get("read_as", ()))
        if "writing" in read:
            read["writing"]["dropped"] = _all(Dropped, given["dropped"])
        answer: Answer = _made(Answer, read)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"This is no answer of Byline's: {error!r}") from error
    return answer


def answer_schema() -> dict[str, Any]:
    """Give the JSON schema of what `answer_to_dict` gives."""
    schema, text = _schema(Answer), {"type": "string"}
    known = schema["properties"]
    known["filters"] = _object(known["filters"])
    known["articles"]["items"] = _object({"article_id": text, "article": _schema(Article)})
    known["filters"]["properties"]["read_as"]["items"] = _object({"asked": text, "read": text})
    known["tokens"] = {"type": "integer"}
    return schema


def _put(into: dict[str, Any], place: str, value: Any) -> None:
    *steps, last = place.split(".")
    for step in steps:
        into = into.setdefault(step, {})
    into[last] = value | into.get(last, {}) if isinstance(value, dict) else value


def _read(kind: type, given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the attributes of a `kind`, those of what stands in it in dictionaries of their own."""
    read = {"id": given.get("id"), "text": "", "path": given.get("file")} if kind is Article else {}
    for key in _keys(kind):
        if key.is_read and (value := key.found_in(given)) is not None:
            _put(read, key.place, _value(key, value))
    return {name: value for name, value in read.items() if value is not None}


def _value(key: _Key, value: Any) -> Any:
    if key.is_list:
        return _all(key.shape, value) if key.shape else tuple(value)
    if key.shape:
        return _read(key.shape, value)
    day = next((kind for kind in (datetime, date) if kind in _kinds(key.hint)), None)
    return day.fromisoformat(value) if day else value


def _all(kind: type, given: Sequence[Mapping[str, Any]]) -> tuple[Any, ...]:
    return tuple(_made(kind, _read(kind, each)) for each in given)


def _made(kind: Any, read: dict[str, Any]) -> Any:
    """Make a `kind` of its attributes, and what stands in it of the dictionaries among them."""
    inner = {
        name: _made(next(filter(is_dataclass, _kinds(hint)), None), read[name])
        for name, hint in _hints(kind).items()
        if isinstance(read.get(name), dict)
    }
    return kind(**read | inner)


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _schema(kind: type) -> dict[str, Any]:
    from pydantic import TypeAdapter

    properties: dict[str, Any] = {}
    for key in _keys(kind):
        if key.shape:
            schema = _schema(key.shape)
        else:
            schema = TypeAdapter(key.hint | None if key.has_null else key.hint).json_schema()
        if key.shape and key.is_list:
            schema = {"type": "array", "items": schema}
        elif key.shape and NoneType in _kinds(key.hint):
            schema = {"anyOf": [schema, {"type": "null"}]}
        _put(properties, key.name, schema)
    return _object(properties)
