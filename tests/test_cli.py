"""The command: what it prints where, and the exit codes that scripts go by."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

import app as page
import assistant
import index
from assistant.cli import app
from assistant.cli import progress as progress_room
from assistant.cli.program import prepare_environment
from assistant.cli.progress import Pace, embedding_line, hearing_line, live, reading_line
from assistant.cli.watching import followed
from assistant.conversations import Conversations
from assistant.errors import ConversationError, QuestionError
from assistant.types import (
    Answer,
    Citation,
    Claim,
    Coverage,
    Dropped,
    Event,
    Evidence,
    Exchange,
    Fingerprint,
    Finished,
    Flaw,
    Found,
    Question,
    Writing,
)
from index import (
    Added,
    ArchiveMissing,
    Article,
    Embedded,
    Finding,
    Heard,
    Passage,
    Quarantined,
    Report,
    Span,
    Status,
)

ROOT = Path(__file__).parent.parent
HEAVY = "chromadb gradio langchain langchain_core numpy sentence_transformers tantivy torch"
SENTENCE = "The bridge will reopen in May."


def held(*, embedded: int, heard: int = 3, tagged: int = 3) -> Status:
    return Status(
        path="archive",
        articles=3,
        heard=heard,
        tagged=tagged,
        passages=12,
        embedded=embedded,
        outlets=2,
        first=date(2031, 3, 1),
        last=date(2031, 3, 4),
        embedder="tiny",
    )


def scripted(batches):
    for batch in batches:
        if isinstance(batch, BaseException):
            raise batch
        yield batch


class ScriptedIndex:
    """An index that does as it is told, and keeps what it was asked to do."""

    def __init__(self) -> None:
        self.added = Added(added=3, passages=12)
        self.held = held(embedded=12)
        self.report = Report((Finding("articles", 3, 3),))
        self.batches: list[Embedded | BaseException] = []
        self.heard: list[Heard | BaseException] = []
        self.tagged: list[Heard | BaseException] = []
        self.refusal: BaseException | None = None
        self.opened_at: Path | None = None
        self.servers = ""
        self.removed: list[str] = []

    def open(self, path, *, embedder=None, create=False, catalog="", chroma=""):
        self.opened_at, self.servers = path, chroma
        if self.refusal:
            raise self.refusal
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    def add(self, sources, *, fields=None, on_progress=None) -> Added:
        self.fields = fields
        on_progress(self.added)
        return self.added

    def hear(self, *, tagger: object = None) -> Iterator[Heard]:
        return scripted(self.tagged if tagger else self.heard)

    def embed(self, *, engine=None) -> Iterator[Embedded]:
        return scripted(self.batches)

    def remove(self, article_ids) -> int:
        self.removed += article_ids
        return len(article_ids)

    def check(self) -> Report:
        return self.report

    repair = check

    @property
    def days(self):
        return self.held.first, self.held.last

    def status(self) -> Status:
        return self.held


class ScriptedAssistant:
    """An assistant that gives one answer, whatever it is asked, and keeps the options."""

    def __init__(self) -> None:
        self.answer = an_answer()
        self.refusal: BaseException | None = None
        self.asked: dict[str, object] = {}

    def __call__(self, _index, *, reader=None):
        self.reader = reader
        return self

    def stream(self, question: str, **options) -> Iterator[Event]:
        self.asked = {"question": question, **options}
        if self.refusal:
            raise self.refusal
        yield Finished(self.answer)


def an_answer(*, answered: bool = True) -> Answer:
    article = Article(id="a1", text=SENTENCE, outlet="Harbour Post", title="Bridge")
    evidence = Evidence.cut(article, Passage.cut(article, Span(0, len(SENTENCE))), 0, len(SENTENCE))
    return Answer(
        question=Question(text="When?"),
        text=SENTENCE if answered else "The articles do not answer this.",
        coverage=Coverage(articles_in_index=3),
        fingerprint=Fingerprint(corpus="c", embedder="e", version="1"),
        claims=(Claim(SENTENCE, 0, len(SENTENCE), ("1",), "supported"),) if answered else (),
        citations=(Citation("1", evidence, 0, len(SENTENCE), "exact"),) if answered else (),
    )


@pytest.fixture
def archive(monkeypatch) -> ScriptedIndex:
    scripted = ScriptedIndex()
    monkeypatch.setitem(vars(index), "Index", scripted)
    monkeypatch.setitem(vars(index), "load_embedder", lambda model="": model)
    monkeypatch.setitem(vars(index), "load_tagger", object)
    return scripted


@pytest.fixture
def answerer(archive, monkeypatch) -> ScriptedAssistant:
    scripted = ScriptedAssistant()
    monkeypatch.setitem(vars(assistant), "Assistant", scripted)
    return scripted


@pytest.fixture
def byline(tmp_path, monkeypatch):
    """Runs the command in an empty folder without any BYLINE_ variable."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("BYLINE_")]:
        monkeypatch.delenv(name)
    (tmp_path / "news.txt").write_text("It rained.", encoding="utf-8")
    return lambda *arguments: CliRunner().invoke(app, arguments)


def run_process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


COMMANDS = [
    *("add", "embed", "ask", "serve", "eval", "status", "check", "repair", "remove", "config"),
    *("backup", "conversations", "feedback", "follow", "mcp", "restore", "sample", "sync"),
    "versions",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_each_command_ends_with_an_example(byline, command):
    result = byline(command, "--help")
    assert result.exit_code == 0
    assert f"byline {command}" in result.stdout.split("Example: ")[1]
    assert command in byline("--help").stdout


def test_the_help_tells_every_exit_code(byline):
    codes = byline("--help").stdout.split("Exit codes:")[1]
    assert [code for code in ("0", "1", "2", "3", "130") if f" {code}  " in codes] == [
        *("0", "1", "2", "3", "130")
    ]


def test_help_imports_nothing_heavy():
    code = (
        "import sys; from assistant.cli import app\n"
        "try: app(['ask', '--help'])\n"
        f"except SystemExit: print('loaded', sorted(set('{HEAVY}'.split()) & set(sys.modules)))"
    )
    assert run_process("-c", code).stdout.splitlines()[-1] == "loaded []"


def test_a_failure_is_one_sentence_on_stderr_and_no_traceback(tmp_path):
    result = run_process("-m", "assistant.cli", "config", BYLINE_PORT="abc")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("byline: The setting port is 'abc' (from BYLINE_PORT)")
    assert result.stderr.count("\n") == 1


def test_add_is_told_where_a_field_stands(byline, archive):
    byline("add", "news.txt", "--field", "text=content.body", "--field", "outlet=paper")
    assert archive.fields == {"text": "content.body", "outlet": "paper"}


@pytest.mark.parametrize(
    ("field", "reason"),
    [("text", "is not NAME=PLACE"), ("words=body", "No field is named 'words'")],
)
def test_a_field_that_is_none_is_refused(byline, archive, field, reason):
    result = byline("add", "news.txt", "--field", field)
    assert (result.exit_code > 0, reason in result.output) == (True, True)


def test_add_says_what_became_of_everything(byline, archive):
    archive.added = Added(2, 1, 4, (Quarantined("x.pdf", 0, "is empty"),), 12, 7)
    result = byline("add", "news.txt")
    assert "Seen 8 = 2 added + 1 replaced + 4 unchanged + 1 quarantined; 12 passages are" in (
        result.stdout
    )
    assert "Removed 7 invisible characters." in result.stdout
    assert "Quarantined: x.pdf: is empty" in result.stderr


def test_add_ends_with_0_or_3_or_1_by_what_was_quarantined(byline, archive):
    assert byline("add", "news.txt").exit_code == 0
    lost = (Quarantined("x.pdf", 0, "is empty"),)
    archive.added = Added(added=1, quarantined=lost)
    assert byline("add", "news.txt").exit_code == 3
    archive.added = Added(quarantined=lost)
    assert byline("add", "news.txt").exit_code == 1


def test_add_shows_the_first_20_of_the_quarantined_and_writes_all(byline, archive, tmp_path):
    lost = tuple(Quarantined("x.jsonl", line, "is \x1b[2J") for line in range(1, 26))
    archive.added = Added(added=1, quarantined=lost)
    result = byline("add", "news.txt", "--quarantine", "lost.jsonl")
    assert result.stderr.count("Quarantined:") == 20
    assert "and 5 more" in result.stderr
    assert "\x1b" not in result.stderr
    written = [json.loads(line) for line in (tmp_path / "lost.jsonl").read_text().splitlines()]
    assert written == [{"path": "x.jsonl", "line": n, "reason": "is \x1b[2J"} for n in range(1, 26)]


def test_add_refuses_a_path_that_does_not_exist_before_it_makes_an_archive(byline, archive):
    assert byline("add", "nowhere").exit_code == 2
    assert archive.opened_at is None


def test_add_embeds_after_it_said_that_questions_can_be_asked(byline, archive, monkeypatch):
    archive.held = held(embedded=0)
    archive.batches = [Embedded(6, 12), Embedded(12, 12)]
    stdout = byline("add", "news.txt").stdout
    assert stdout.index("Questions can be asked already") < stdout.index("12 passages are embedded")
    assert "Questions" not in byline("add", "news.txt", "--no-embed").stdout


def test_add_reads_who_says_what_before_it_embeds_and_shows_how_far(byline, archive, monkeypatch):
    monkeypatch.setattr(progress_room, "SECONDS_BETWEEN_LINES", 0.0)
    archive.heard, archive.batches = [Heard(1, 3), Heard(3, 3)], [Embedded(12, 12)]
    archive.tagged = [Heard(3, 3)]
    result = byline("add", "news.txt")
    assert "Who says what: 1 of 3\nWho says what: 3 of 3, " in result.stderr
    told = ("who says what (", "All 12 passages are embedded", "closely for who says what")
    assert 0 < result.stdout.index(told[0]) < result.stdout.index(told[1])
    assert result.stdout.index(told[1]) < result.stdout.index(told[2])
    assert "who says what" not in byline("add", "news.txt", "--no-embed").stdout


@pytest.mark.parametrize("command", [("add", "news.txt"), ("embed",)])
def test_an_interrupted_hearing_says_how_far_it_came_and_ends_with_130(byline, archive, command):
    archive.held = held(embedded=0, heard=1)
    archive.heard = [Heard(1, 3), KeyboardInterrupt()]
    result = byline(*command)
    assert result.exit_code == 130
    assert "Stopped. 1 of 3 articles are read for who says what, 0 of 12" in result.stderr


@pytest.mark.parametrize("command", [("add", "news.txt"), ("embed",)])
def test_an_interrupted_embedding_says_how_far_it_came_and_ends_with_130(byline, archive, command):
    archive.held = held(embedded=6)
    archive.batches = [Embedded(6, 12), KeyboardInterrupt()]
    result = byline(*command)
    assert result.exit_code == 130
    assert "6 of 12 passages are embedded" in result.stderr
    assert "`byline embed` again to go on" in result.stderr


def test_an_interrupted_reading_says_what_is_safe(byline, archive, monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(archive, "add", interrupted)
    result = byline("add", "news.txt")
    assert result.exit_code == 130
    assert "Stopped. 3 articles are in the archive" in result.stderr


def test_an_interrupted_question_says_so_and_ends_with_130(byline, answerer):
    answerer.refusal = KeyboardInterrupt()
    result = byline("ask", "When?")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr == "byline: Stopped before it was done.\n"


def test_ask_prints_the_sentences_and_their_sources(byline, answerer):
    result = byline("ask", "When?")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{SENTENCE} [1]\n\n[1] Harbour Post: Bridge\n")
    assert "\x1b" not in result.stdout


def test_ask_hands_every_option_on(byline, answerer):
    days = ("--asked-on", "2031-03-05", "--as-of", "2031-03-04", "--until", "2031-03-03")
    byline(
        "ask",
        "When?",
        *days,
        "--since",
        "2031-03-01",
        "--outlet",
        "A",
        "--outlet",
        "B",
        "--speaker",
        "Ada",
        "--no-infer",
    )
    assert answerer.asked == {
        "question": "When?",
        "asked_on": date(2031, 3, 5),
        "as_of": date(2031, 3, 4),
        "outlets": ("A", "B"),
        "since": date(2031, 3, 1),
        "until": date(2031, 3, 3),
        "speaker": "Ada",
        "infer": False,
        "history": (),
    }


def test_ask_takes_today_for_the_day_of_asking_while_the_archive_is_of_these_days(
    byline, answerer, archive
):
    byline("ask", "When?")
    assert answerer.asked["asked_on"] is None
    today = datetime.now().astimezone().date()
    archive.held = replace(archive.held, first=today, last=today)
    byline("ask", "When?")
    assert answerer.asked["asked_on"] == today


def test_ask_json_prints_the_answer_and_nothing_else(byline, answerer):
    result = byline("ask", "When?", "--json")
    assert json.loads(result.stdout) == answerer.answer.to_dict()
    assert result.stderr == ""


def test_ask_markdown_prints_footnotes(byline, answerer):
    assert "\n[^1]: Harbour Post: Bridge." in byline("ask", "When?", "--markdown").stdout


@pytest.mark.parametrize("form", [(), ("--json",), ("--markdown",)])
def test_ask_says_so_where_the_articles_do_not_answer(byline, answerer, form):
    answerer.answer = an_answer(answered=False)
    result = byline("ask", "When?", *form)
    assert result.exit_code == 0
    assert "The articles do not answer this." in result.stdout


@pytest.mark.parametrize(
    ("form", "holds"),
    [
        ("html", "<!DOCTYPE html>"),
        ("bibtex", "journal"),
        ("csl-json", '"article-newspaper"'),
        ("openai", '"annotations"'),
        ("cohere", '"sources"'),
    ],
)
def test_ask_gives_the_answer_in_the_format_that_is_named(byline, answerer, form, holds):
    result = byline("ask", "When?", "--format", form)
    assert result.exit_code == 0
    assert holds in result.stdout


def test_a_format_that_is_none_is_refused_with_those_there_are(byline, answerer):
    result = byline("ask", "When?", "--format", "docx")
    assert result.exit_code == 2
    assert "csl-json" in result.stderr
    assert answerer.asked == {}


def test_what_was_left_out_is_shown_on_request_alone(byline, answerer):
    left_out = Dropped("It snowed.", (Flaw("uncited", "It names no passage."),))
    answerer.answer = replace(an_answer(), writing=Writing(model="m", dropped=(left_out,)))
    assert "It snowed." not in byline("ask", "When?").stdout
    assert "It names no passage." in byline("ask", "When?", "--dropped").stdout


def test_a_conversation_is_begun_kept_and_gone_on_with(byline, answerer, tmp_path):
    (tmp_path / "archive").mkdir()
    begun = byline("ask", "When?", "--conversation", "new", "--user", "ada")
    number = begun.stderr.split("--conversation ")[1].split()[0]
    assert answerer.asked["history"] == ()
    byline("ask", "Why?", "--conversation", number, "--user", "ada")
    assert answerer.asked["history"] == (Exchange("When?", SENTENCE),)
    assert number in byline("conversations", "--user", "ada").stdout


def test_json_has_the_conversation_that_it_is_kept_in(byline, answerer, tmp_path):
    (tmp_path / "archive").mkdir()
    begun = json.loads(byline("ask", "When?", "--json", "--conversation", "new").stdout)
    assert begun["answer"] == SENTENCE
    assert begun["conversation"] in byline("conversations").stdout
    assert "conversation" not in json.loads(byline("ask", "When?", "--json").stdout)


def test_an_answer_that_cannot_be_kept_is_printed_and_the_error_told(
    byline, answerer, tmp_path, monkeypatch
):
    def unusable(*_, **__):
        raise ConversationError("The disk is full.")

    (tmp_path / "archive").mkdir()
    monkeypatch.setattr(Conversations, "add", unusable)
    done = byline("ask", "When?", "--json", "--conversation", "new")
    assert (done.exit_code, json.loads(done.stdout)["conversation"]) == (1, None)
    assert "The disk is full." in done.stderr


def test_status_and_check_come_as_json(byline, archive):
    held = json.loads(byline("status", "--json").stdout)
    assert (held["articles"], held["first"], held["last"]) == (3, "2031-03-01", "2031-03-04")
    archive.report = Report((Finding("articles", 2, 3),))
    checked = byline("check", "--json")
    assert checked.exit_code == 1
    assert json.loads(checked.stdout) == {
        "ok": False,
        "findings": [{"what": "articles", "found": 2, "expected": 3, "ok": False}],
        "unreached": "",
    }


def test_check_sends_nobody_to_repair_what_is_only_not_reached(byline, archive):
    archive.report = Report((Finding("articles", 3, 3),), "The server does not answer; start it.")
    checked = byline("check")
    assert checked.exit_code == 1
    assert "The server does not answer; start it." in checked.stderr
    assert "repair" not in checked.stderr


def test_the_conversation_of_somebody_else_is_not_gone_on_with(byline, answerer, tmp_path):
    (tmp_path / "archive").mkdir()
    begun = byline("ask", "When?", "--conversation", "new", "--user", "ada")
    number = begun.stderr.split("--conversation ")[1].split()[0]
    result = byline("ask", "Why?", "--conversation", number, "--user", "bob")
    assert result.exit_code == 1
    assert "no conversation" in result.stderr


def test_a_question_that_makes_no_sense_is_wrong_usage(byline, answerer):
    answerer.refusal = QuestionError("The question is empty; ask something.")
    result = byline("ask", "")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "byline: The question is empty; ask something.\n"


@pytest.mark.parametrize(
    "options", [("--since", "May"), ("--json", "--markdown"), ("--as-of", "2031-02-30")]
)
def test_options_that_make_no_sense_are_wrong_usage(byline, answerer, options):
    result = byline("ask", "When?", *options)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert answerer.asked == {}


@pytest.mark.parametrize(
    ("refusal", "sentence"),
    [
        (ArchiveMissing("There is no archive at x."), "There is no archive at x."),
        (OSError(28, "No space left on device", "x.db"), "The disk is full"),
        (PermissionError(13, "Permission denied", "x.db"), "The system does not allow it"),
        (OSError(5, "Input/output error"), "The system refuses: Input/output error."),
    ],
)
def test_what_goes_wrong_with_the_archive_is_said_in_a_sentence(byline, archive, refusal, sentence):
    archive.refusal = refusal
    result = byline("status")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith(f"byline: {sentence}")


def test_a_mistake_of_ours_is_not_hidden(byline, archive):
    archive.refusal = ZeroDivisionError()
    assert isinstance(byline("status").exception, ZeroDivisionError)


def test_the_archive_is_the_one_of_the_flag_before_that_of_the_variable(
    byline, archive, monkeypatch
):
    monkeypatch.setenv("BYLINE_ARCHIVE", "of-variable")
    byline("status")
    assert archive.opened_at == Path("of-variable")
    byline("status", "--archive", "of-flag")
    assert archive.opened_at == Path("of-flag")


def test_check_fails_where_something_is_missing(byline, archive):
    assert byline("check").exit_code == 0
    archive.report = Report((Finding("articles", 3, 3), Finding("passages", 11, 12)))
    result = byline("check")
    assert result.exit_code == 1
    assert [line.split() for line in result.stdout.splitlines()] == [
        ["ok", "3", "of", "3", "articles"],
        ["NOT", "OK", "11", "of", "12", "passages"],
    ]
    assert "byline repair" in result.stderr


@pytest.mark.parametrize("unfinished", [held(embedded=6), held(embedded=12, heard=2)])
def test_check_names_embed_as_the_way_out_while_something_waits(byline, archive, unfinished):
    archive.held = unfinished
    archive.report = Report((Finding("passages with a vector", 6, 12),))
    assert "`byline embed`" in byline("check").stderr


def test_repair_fails_where_it_could_not_help(byline, archive):
    assert byline("repair").exit_code == 0
    archive.report = Report((Finding("passages", 11, 12),))
    assert byline("repair").exit_code == 1


def test_remove_hands_on_every_id(byline, archive):
    assert byline("remove", "a1", "b2").stdout == "Removed 2 articles.\n"
    assert archive.removed == ["a1", "b2"]
    assert byline("remove", "c3").stdout == "Removed 1 article.\n"


def test_status_tells_what_the_archive_holds(byline, archive):
    stdout = byline("status").stdout
    assert "Articles  3, 2031-03-01 to 2031-03-04\nOutlets   2\n" in stdout
    assert "12, 12 of them embedded" in stdout
    assert "Speakers  read in 3 of the articles" in stdout


def test_a_reader_that_is_not_on_this_machine_is_refused_by_name(byline, answerer):
    done = byline("ask", "When?", "--reader", "no/such-reader")
    assert done.exit_code == 1
    assert "no/such-reader" in done.stderr


def test_chroma_servers_are_named_one_after_the_other(byline, archive):
    byline("status", "--chroma", "http://a.example", "--chroma", "http://b.example")
    assert archive.servers == "http://a.example,http://b.example"


def test_config_tells_each_value_and_why(byline, monkeypatch, tmp_path):
    monkeypatch.setenv("BYLINE_ARCHIVE", "news")
    (tmp_path / "byline.toml").write_text("port = 8080", encoding="utf-8")
    assert byline("config").stdout.splitlines() == [
        "archive           news (from BYLINE_ARCHIVE)",
        "embedder          the model that comes with Byline (by default)",
        "catalog           none, so articles and conversations lie in the archive's folder "
        "(by default)",
        "chroma            none, so the vector index lies in the archive's folder (by default)",
        "reader            the one that comes with Byline (by default)",
        "model             none, so answers are quoted (by default)",
        "base_url          the provider's own address (by default)",
        "nli               none, so support is scored by Byline itself (by default)",
        "seconds           60, or 600 for a model on this machine or in its network (by default)",
        "patience          30, or 300 for a model on this machine or in its network (by default)",
        "brief             yes for a model on this machine, in its network or of a small context, "
        "else no (by default)",
        "context           8192 (by default)",
        "host              127.0.0.1 (by default)",
        "port              8080 (from byline.toml)",
        "allow_host        none beside this machine's own (by default)",
        "requests_a_minute 600 (by default)",
        "waiting           100 (by default)",
        "people            none, so nobody signs in (by default)",
        "allow_adding      yes where only this machine can reach the page (by default)",
        "adding_files      1000 (by default)",
        "adding_megabytes  200 (by default)",
    ]


def test_serve_hands_on_address_and_examples(byline, answerer, monkeypatch, tmp_path):
    served = {}

    def serve(_assistant, *, on_ready, on_late, **options):
        served.update(options)
        on_ready("http://127.0.0.1:8080")

    monkeypatch.setattr(page, "serve", serve)
    (tmp_path / "examples.txt").write_text("When?\n\n Who? \n", encoding="utf-8")
    (tmp_path / "archive").mkdir()
    named = ["--allow-host", "News.example", "--allow-host", "10.0.0.7", "--waiting", "7"]
    result = byline("serve", "--port", "8080", "--examples", "examples.txt", *named)
    assert isinstance(served.pop("conversations"), Conversations)
    names = frozenset({"news.example", "10.0.0.7"})
    assert served.pop("bounds") == page.Bounds(hosts=names, waiting=7)
    assert served == {"host": "127.0.0.1", "port": 8080, "examples": ("When?", "Who?")}
    assert "http://127.0.0.1:8080" in result.stdout


def test_serve_writes_a_line_for_each_request_where_that_is_asked_for(
    byline, answerer, monkeypatch, tmp_path
):
    (tmp_path / "archive").mkdir()
    log = logging.getLogger("byline")
    monkeypatch.setattr(log, "level", logging.NOTSET)
    monkeypatch.setattr(page, "serve", lambda *_, **__: log.info("one line"))
    assert "one line" not in byline("serve").stderr
    assert log.level == logging.NOTSET
    byline("serve", "--log")
    assert log.level == logging.INFO


def test_the_environment_is_prepared_but_the_user_has_the_last_word(monkeypatch):
    monkeypatch.setattr(os, "environ", {"HF_HUB_OFFLINE": "0"})
    prepare_environment()
    assert os.environ["HF_HUB_OFFLINE"] == "0"
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_progress_lines_tell_count_speed_and_time_left():
    pace = Pace(done=1000, started=50.0)
    assert embedding_line(Embedded(1000, 20_000), pace, 50.0) == "1,000 of 20,000 embedded"
    assert embedding_line(Embedded(3000, 20_000), pace, 60.0) == (
        "3,000 of 20,000 embedded, 200 passages/s, 1:25 left"
    )
    assert hearing_line(Heard(3000, 5000), pace, 60.0) == (
        "Who says what: 3,000 of 5,000, 200 articles/s, 0:10 left"
    )
    assert reading_line(Added(added=1500, passages=9000), Pace(0, 0.0), 3.0) == (
        "1,500 articles, 9,000 passages, 500 articles/s"
    )


def test_without_a_terminal_progress_is_a_plain_line_every_ten_seconds():
    stream, now = io.StringIO(), [0.0]
    with live(stream, terminal=False, clock=lambda: now[0]) as show:
        for now[0] in (4, 9, 11, 15, 20, 21, 40):
            show(f"at {now[0]}", None)
    assert stream.getvalue() == "at 11\nat 21\nat 40\n"


def test_on_a_terminal_progress_redraws_its_line():
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    with live(stream, terminal=True, clock=lambda: 0.0) as show:
        show("6 of 12 passages", 0.5)
    assert "6 of 12 passages" in stream.getvalue()


def test_who_does_not_wait_for_a_model_has_the_quotes(capsys):
    def waiting():
        yield Found((), 3)
        raise KeyboardInterrupt

    answer = followed(waiting(), writer="slow", quoting=lambda: iter([Finished(an_answer())]))
    assert answer.text == an_answer().text
    assert "slow was not waited for" in answer.notice
