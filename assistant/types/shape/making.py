"""How an answer came about as JSON, and back: its parts, what it drew on, who wrote it."""

from __future__ import annotations

from typing import Any

from assistant.types.answer import Coverage, Part, Timings
from assistant.types.shape.parts import Given, day, read_day, read_short, short_to_dict
from assistant.types.writing import Dropped, Flaw, Usage, Writing


def coverage_to_dict(coverage: Coverage) -> dict[str, Any]:
    """Give what the answer could draw on as JSON values."""
    return {
        "articles_in_index": coverage.articles_in_index,
        "articles_matched": coverage.articles_matched,
        "articles_cited": coverage.articles_cited,
        "independent_origins": coverage.independent_origins,
        "articles_undated": coverage.articles_undated,
        "from": day(coverage.first),
        "to": day(coverage.last),
    }


def read_coverage(given: Given) -> Coverage:
    """Read what the answer could draw on."""
    return Coverage(
        articles_in_index=given["articles_in_index"],
        articles_matched=given["articles_matched"],
        articles_cited=given["articles_cited"],
        independent_origins=given["independent_origins"],
        articles_undated=given.get("articles_undated", 0),
        first=read_day(given["from"]),
        last=read_day(given["to"]),
    )


def writing_to_dict(writing: Writing) -> dict[str, Any]:
    """Give how a model wrote it as JSON values."""
    usage = writing.usage
    return {
        "model": writing.model,
        "finish": writing.finish,
        "calls": writing.calls,
        "pieces": writing.pieces,
        "left_out": writing.left_out,
        "budget": writing.budget,
        "counted_by": writing.counted_by,
        "quoted": writing.quoted,
        "repaired": writing.repaired,
        "usage": usage and {"read": usage.read, "written": usage.written},
    }


def read_writing(given: Given) -> Writing:
    """Read how a model wrote an answer, which is `given` whole: what it dropped stands there."""
    writing = given["writing"]
    usage = writing["usage"]
    dropped = (
        Dropped(each["text"], tuple(Flaw(flaw["lack"], flaw["detail"]) for flaw in each["flaws"]))
        for each in given["dropped"]
    )
    plain = {name: value for name, value in writing.items() if name != "usage"}
    return Writing(**plain, dropped=tuple(dropped), usage=usage and Usage(**usage))


def part_to_dict(part: Part) -> dict[str, Any]:
    """Give one of several questions in one as JSON values."""
    return {
        "question": part.question,
        "answered": part.answered,
        "reason": part.reason or None,
        "short_answer": part.short and short_to_dict(part.short),
    }


def read_part(given: Given) -> Part:
    """Read one of several questions in one."""
    short = given["short_answer"] and read_short(given["short_answer"])
    return Part(given["question"], given["answered"], given["reason"] or "", short)


def dropped_to_dict(dropped: Dropped) -> dict[str, Any]:
    """Give a sentence that was left out, with what is wrong, as JSON values."""
    flaws = [{"lack": flaw.lack, "detail": flaw.detail} for flaw in dropped.flaws]
    return {"text": dropped.text, "flaws": flaws}


def timings_to_dict(timings: Timings) -> dict[str, float]:
    """Give milliseconds, to one decimal."""
    parts = {name: round(getattr(timings, name), 1) for name in ("retrieve", "answer", "check")}
    return parts | {"total": round(sum(parts.values()), 1)}
