"""A verb of saying with its subject, and where what is said stands around it."""

from __future__ import annotations

from index.language.english.calendar import DAYS
from index.language.english.grammar import (
    AND,
    DETERMINERS,
    HELPERS,
    MANY,
    NONE,
    OTHERS,
    PAUSES,
    PREPOSITIONS,
    PRONOUNS,
    WHO,
    is_pronoun,
)
from index.language.english.saying import NOUNLIKE, OF_BODIES, SURE, WEAK, Class, Verb, verbs
from index.language.english.stories import TELLING
from index.language.english.verbs import Form
from index.statements.extents import (
    after_pause,
    around_as,
    end_of_name,
    follows_content,
    goes_on,
    left_of,
    right_of,
)
from index.statements.found import NEAR, Found, Sentence
from index.statements.phrases import passive
from index.statements.subjects import (
    Subject,
    first_phrase,
    is_passive,
    phrase_after,
    subject_before,
)
from index.statements.unsaid import SPOKEN, is_unsaid

_DASHES = frozenset(", — –".split())
_MANY = MANY | {","}
_AFTER_SPEAKERS = PAUSES | PREPOSITIONS | WHO | {""}
_NOBODY = DAYS | frozenset("there this that which".split())
_SAYING = frozenset({"say", "tell", "show", "quote"})
_FEELING: frozenset[Class] = frozenset({"judge"})
_MARKS = frozenset("\"“”„«»‘’'")
_STOPS = frozenset(", . ! ? — – - …".split())
_SHORT, _TITLE = 3, 5


def around_verb(sentence: Sentence, at: int, verb: Verb) -> Found | None:
    """Find what the verb at `at` tells."""
    kinds, form = verb.kinds, verb.form
    before = sentence.word(at - 1)
    if sentence.word(at + 1) == "by" and form == "ed":
        return passive(sentence, at) if kinds & {"say", "judge"} else None
    owned = before.endswith("'s") and form != "ing" and before not in HELPERS
    owned = owned and not is_pronoun(before, short=True)
    determined = before in DETERMINERS and (before not in OTHERS or sentence.word(at) in NOUNLIKE)
    weak = form in {"base", "ing"} and sentence.word(at) in WEAK
    weak = weak or (before == "to" and sentence.word(at) == "show")
    if determined or owned or weak:
        return None
    if form != "ing" and kinds & {"say", "show", "quote"} and follows_content(sentence, at):
        inverted = _inverted(sentence, at)
        if inverted is not None:
            return inverted
    subject = _subject(sentence, at, form)
    if kinds & SPOKEN and is_unsaid(sentence, at, subject):
        return None
    speaker = _speaker(sentence, at, subject, form) if subject else None
    return _told(sentence, at, kinds, subject, speaker) if subject and speaker else None


def around_feeling(sentence: Sentence, at: int) -> Found | None:
    """Find "Ms Dray is certain that ...": the word at `at` says of its subject what it thinks."""
    subject = subject_before(sentence.tokens, at, sentence.low)
    if subject is None or subject.way != "noun" or not is_passive(subject):
        return None
    speaker = _speaker(sentence, at, subject, "base")
    return _told(sentence, at, _FEELING, subject, speaker) if speaker else None


def _inverted(sentence: Sentence, at: int) -> Found | None:
    """Read '"It is shut," said Ines Dray'."""
    end = phrase_after(sentence.tokens, at + 1, sentence.high)
    if end == at + 1 or not (sentence.is_quoted(at - 1) or _is_clause(sentence, at, end)):
        return None
    parts = [(left_of(sentence, at), at), *goes_on(sentence, end)]
    return Found((at + 1, end), (at, at + 1), parts, at, trails=True, kind="say")


def _is_clause(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a clause stands before the verb at `at`, and a whole speaker between it and `end`."""
    if sentence.word(end) not in _AFTER_SPEAKERS or is_pronoun(sentence.word(at + 1), short=True):
        return False
    before = (sentence.word(n) for n in range(sentence.low, at))
    return any(word in HELPERS or word in verbs() or word.endswith("ed") for word in before)


def _subject(sentence: Sentence, at: int, form: Form) -> Subject | None:
    """Give the subject of the word at `at`, None where there is none or the word is no verb."""
    subject = subject_before(sentence.tokens, at, sentence.low)
    opens = _closes(sentence, at - 1) or sentence.word(at - 1) in PREPOSITIONS
    if subject is None and form == "ing" and opens:
        return Subject(-1, -1, at - 1, "shared")
    if subject is None or (form == "ed" and is_passive(subject)):
        return None
    if form == "base" and not _may_be_verb(sentence, subject, at):
        return None
    if form == "s" and sentence.word(at) in NOUNLIKE and not _is_no_noun(sentence, subject, at):
        return None
    before = sentence.word(at - 1)
    if form == "ing" and not subject.helper and (before == "," or before in PREPOSITIONS):
        return subject._replace(way="shared")
    return subject


def _may_be_verb(sentence: Sentence, subject: Subject, at: int) -> bool:
    """Whether a form that may be a noun is a verb here: plural before it, or a helper, or "to"."""
    if subject.helper or subject.way == "who" or sentence.tokens.words[subject.clause] == "to":
        return True
    last = sentence.word(at - 1)
    plural = _is_plural(last)
    if subject.way != "shared" and (last in _MANY or plural):
        return True
    phrase = sentence.tokens.words[subject.first : subject.end]
    sure = sentence.word(at) in SURE and subject.way == "noun"
    return sure and any(each.isdigit() or _is_plural(each) for each in phrase)


def _is_plural(word: str) -> bool:
    return word in _MANY or (word.endswith("s") and not word.endswith(("'s", "ss", "us")))


def _is_no_noun(sentence: Sentence, subject: Subject, at: int) -> bool:
    """Whether "claims" is no noun: a name or pronoun before it, its object or clause after it."""
    last, following = sentence.tokens.raw[max(subject.end - 1, 0)], sentence.word(at + 1)
    named = last[:1].isupper() or last.lower() in PRONOUNS | TELLING
    return (named or subject.way == "who") and (
        following == "that" or following not in PREPOSITIONS
    )


def _speaker(sentence: Sentence, at: int, subject: Subject, form: str) -> tuple[int, int] | None:
    words = sentence.tokens.words
    speaker = (subject.first, subject.end)
    if subject.way == "shared":
        joined = words[subject.clause] in AND or words[subject.clause] == "to"
        if form in {"s", "base"} and not joined:
            return None
        speaker = _shared(sentence, at)
    first, end = speaker
    if end - first == 1 and words[first] in PREPOSITIONS:
        return None
    nobody = end - first <= _SHORT and words[end - 1] in _NOBODY
    nobody = nobody or words[first] in NONE
    if words[end - 1] == "it" and sentence.word(at) not in OF_BODIES:
        return None
    return None if first >= end or nobody else speaker


def _shared(sentence: Sentence, at: int) -> tuple[int, int]:
    """Give who is spoken of so far: whoever the verb before belongs to, else the first phrase."""
    for one in reversed(sentence.found[-NEAR:]):
        if one.clause < at and one.kind != "according":
            return one.speaker
    return first_phrase(sentence.tokens, sentence.low, at)


def _closes(sentence: Sentence, at: int) -> bool:
    """Whether a quotation ends at `at` as what is said does: '..."' or '...",'."""
    if sentence.word(at) == ",":
        return sentence.is_quoted(at - 1)
    last = at
    while sentence.is_quoted(last) and sentence.word(last) in _MARKS:
        last -= 1
    if last == at or sentence.word(last) not in _STOPS:
        return False
    begin = last - _TITLE
    return begin <= sentence.low or sentence.tokens.quoted[begin] == sentence.tokens.quoted[at]


def _told(
    sentence: Sentence,
    at: int,
    kinds: frozenset[Class],
    subject: Subject,
    speaker: tuple[int, int],
) -> Found | None:
    """Put together what stands before the subject and what follows the verb."""
    first = subject.first
    says = bool(kinds & {"say", "tell", "think", "show", "quote"})
    has_left = (
        says
        and subject.way == "noun"
        and first > sentence.low
        and (sentence.word(first - 1) in _DASHES or sentence.is_quoted(first - 1))
    )
    if kinds == {"quote"}:
        has_left = has_left and _closes(sentence, first - 1)
    if sentence.word(first - 1) == "as" and subject.way == "noun" and kinds & _SAYING:
        parts = around_as(sentence, first - 1, at + 1)
        return Found(speaker, (at, at + 1), parts, first - 1, kind="according") if parts else None
    begin = right_of(sentence, at + 1, kinds, has_left=has_left)
    quotes = has_left and _closes(sentence, first - 1)
    pauses = sentence.word(at + 1) == ","
    leads = sentence.is_quoted(at + 2)
    trails = has_left and (begin is None or quotes or (pauses and not leads))
    left = left_of(sentence, first) if trails else first
    parts = [(left, first)] if left < first else []
    quotes_left = bool(parts) and sentence.is_quoted(first - 1)
    follows = begin is not None and begin < sentence.high
    if begin is not None and follows and (not quotes_left or sentence.is_quoted(begin)):
        end = end_of_name(sentence, begin) if kinds == {"judge"} else sentence.high
        parts.append((begin, end))
    elif parts and begin is None and not quotes_left:
        parts += after_pause(sentence, at + 1)
    if not parts:
        return None
    return Found(
        speaker,
        (at, at + 1),
        parts,
        subject.clause,
        trails=left < first and len(parts) == 1,
        shared=subject.way == "shared",
        kind=min(kinds),
    )
