"""The page: ask, read the answer as it comes, open each source where it says so.

The only file that knows Gradio. The HTML itself is written in `assistant.page`, the HTTP API in
`assistant.http.api`; here they become one app that keeps everything on this machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import ConversationError
from assistant.http.api import Bounds, create_api, visitor_of
from assistant.http.serving import listen, run
from assistant.page import (
    MASTHEAD,
    Shelf,
    Turn,
    exports_html,
    failure_html,
    favicon,
    head_html,
    take_turn,
    turn_html,
)
from assistant.types import MOST_CHARACTERS, Exchange

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant import Assistant
    from assistant.conversations import Conversations

KEPT: Final = 50
"""Earlier questions that stay on a visitor's page."""

__all__ = ["Bounds", "build_page", "create_app", "serve"]

_BOUNDS: Final = Bounds()

_CLOSED: Final = tuple(
    f"/gradio_api/{door}"
    for door in (
        "component_server deep_link dev process_recording proxy stream undo-vibe-edit upload vibe-"
    ).split()
)
"""Doors of Gradio's that the page has no use for: they take files, fetch, or are for developers."""

_LIMITS: Final = ("outlets", "since", "until", "as_of", "speaker", "infer")

_UNSEEN: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}

_QUIET: Final = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
}


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier turn of a visitor: what it looks like, and what later questions may lean on."""

    html: str
    exchange: Exchange | None

    @classmethod
    def of(cls, turn: Turn) -> Past:
        """Remember `turn`."""
        return cls(turn_html(turn), turn.exchange)


def create_app(
    assistant: Assistant,
    *,
    conversations: Conversations | None = None,
    examples: Sequence[str] = (),
    bounds: Bounds = _BOUNDS,
) -> FastAPI:
    """Give the whole app: the page at `/`, with `examples` to click on, beside the HTTP API.

    Visitors' conversations are kept in `conversations`; without it none is.
    """
    gradio = _gradio()
    page = build_page(assistant, conversations=conversations, examples=examples)
    page.queue(default_concurrency_limit=bounds.at_once, max_size=bounds.waiting)
    mounted: FastAPI = gradio.mount_gradio_app(
        create_api(assistant, conversations, bounds=bounds, closed=_CLOSED),
        page,
        path="/",
        head=head_html(),
        theme=gradio.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        favicon_path=str(favicon()),
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
        mcp_server=False,
        pwa=False,
        show_error=False,
        max_file_size="1kb",  # the page takes no files
    )
    return mounted


def build_page(
    assistant: Assistant,
    *,
    conversations: Conversations | None = None,
    examples: Sequence[str] = (),
) -> gr.Blocks:
    """Lay out the page; each visitor's earlier questions are kept apart from all others'."""
    gr = _gradio()
    with gr.Blocks(title="Byline", analytics_enabled=False) as page:
        _shown(gr, "masthead", MASTHEAD)
        parts = _Parts.laid_out(gr, examples)
        _wire_asking(gr, parts, assistant, conversations)
        _wire_keeping(gr, parts, conversations, page)
        page.load(
            lambda: gr.Dropdown(choices=assistant.index.outlets()),
            outputs=parts.filters[0],
            **_UNSEEN,
        )
    return page


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the page is made of; `conversation` is the id of the one that is open, or ""."""

    box: Any
    button: Any
    chips: Sequence[Any]
    filters: Sequence[Any]
    kept: Any
    listed: Any
    mending: Any
    title: Any
    renaming: Any
    deleting: Any
    anew: Any
    links: Any
    current: Any
    earlier: Any
    turns: Any
    conversation: Any

    @classmethod
    def laid_out(cls, gr: Any, examples: Sequence[str]) -> _Parts:
        with gr.Row(elem_id="ask"):
            box = _question_box(gr)
            button = gr.Button("Ask", variant="primary", scale=0, min_width=88)
        with gr.Row(elem_id="examples"):
            chips = [gr.Button(example, size="sm") for example in examples]
        filters = _filters(gr)
        with gr.Accordion("Your conversations", open=False, elem_id="kept", visible=False) as kept:
            listed = gr.Dropdown(label="Open one", choices=[], interactive=True)
            with gr.Row(visible=False) as mending:
                title = gr.Textbox(label="New title", max_lines=1, max_length=200, scale=1)
                renaming = gr.Button("Rename", size="sm", scale=0, min_width=0)
                deleting = gr.Button("Delete", size="sm", scale=0, min_width=0)
        with gr.Row(elem_id="talk"):
            anew = gr.Button("New conversation", size="sm", elem_id="anew", scale=0)
            links = _shown(gr, "exports")
        current, earlier = _shown(gr, "current"), _shown(gr, "earlier")
        return cls(
            box, button, chips, filters, kept, listed, mending, title, renaming, deleting, anew,
            links, current, earlier, gr.State(()), gr.State(""),
        )  # fmt: skip

    @property
    def changing(self) -> list[Any]:
        """What a question or a click may change."""
        talk = [self.box, self.current, self.earlier, self.turns]
        shelf = [self.kept, self.listed, self.mending, self.title]
        return [*talk, *shelf, self.links, self.conversation]

    def showing(self, past: Sequence[Past]) -> dict[Any, Any]:
        """Show these turns, the latest first."""
        return {
            self.turns: tuple(past[:KEPT]),
            self.current: past[0].html if past else "",
            self.earlier: "\n\n".join(each.html for each in past[1:KEPT]),
        }

    def list(self, gr: Any, shelf: Shelf, **chosen: Any) -> dict[Any, Any]:
        """Show what conversations there are; where there is none, nothing."""
        listed = shelf.listed()
        return {
            self.kept: gr.Accordion(visible=bool(listed)),
            self.listed: gr.Dropdown(choices=listed, **chosen),
        }

    def open(self, gr: Any, shelf: Shelf, conversation: str) -> dict[Any, Any]:
        """Show which conversation is open, among those there are."""
        return {
            **self.list(gr, shelf, value=conversation or None),
            self.mending: gr.Row(visible=bool(conversation)),
            self.title: "",
            self.links: exports_html(conversation),
            self.conversation: conversation,
        }


def _wire_asking(
    gr: Any, parts: _Parts, assistant: Assistant, conversations: Conversations | None
) -> None:
    """Have a question answered and kept, whether it is typed or clicked on."""

    def ask(request: Any, question: str | None, *rest: Any) -> Iterator[dict[Any, Any]]:
        *limits, before, conversation = rest
        # What nobody has touched comes as None.
        named = zip(_LIMITS, limits, strict=True)
        within = {name: given for name, given in named if given is not None}
        yield {parts.box: "", parts.earlier: "\n\n".join(past.html for past in before)}
        for turn in take_turn(assistant, question or "", history=_told(before), **within):
            yield {parts.current: turn_html(turn)}
        after = (Past.of(turn), *before)[:KEPT]
        yield {parts.turns: after} | ({parts.box: question} if turn.error else {})
        shelf = _shelf(request, conversations)
        try:
            yield parts.open(gr, shelf, shelf.keep(conversation, turn))
        except ConversationError as error:
            yield {parts.links: failure_html(f"This conversation is not kept: {error}")}

    for asked, triggers in [
        (parts.box, [parts.box.submit, parts.button.click]),
        *((chip, [chip.click]) for chip in parts.chips),
    ]:
        inputs = [asked, *parts.filters, parts.turns, parts.conversation]
        asking = gr.on(triggers, _requested(gr, ask), inputs, parts.changing, **_UNSEEN)
        asking.failure(_broken, outputs=[parts.current], **_UNSEEN)


def _wire_keeping(
    gr: Any, parts: _Parts, conversations: Conversations | None, page: gr.Blocks
) -> None:
    """Let a visitor open, rename and delete conversations, and begin another."""

    def reopen(request: Any, conversation: str | None) -> dict[Any, Any]:
        shelf = _shelf(request, conversations)
        past = [Past.of(turn) for turn in reversed(shelf.turns(conversation or ""))]
        return parts.showing(past) | parts.open(gr, shelf, conversation or "")

    def rename(request: Any, conversation: str, title: str | None) -> dict[Any, Any]:
        shelf = _shelf(request, conversations)
        shelf.rename(conversation, title or "")
        return parts.open(gr, shelf, conversation)

    def delete(request: Any, conversation: str) -> dict[Any, Any]:
        _shelf(request, conversations).delete(conversation)
        return begin(request)

    def begin(request: Any) -> dict[Any, Any]:
        shelf = _shelf(request, conversations)
        return {parts.box: "", **parts.showing(()), **parts.open(gr, shelf, "")}

    for event, act, needs in (
        (parts.anew.click, begin, []),
        (parts.listed.input, reopen, [parts.listed]),
        (parts.renaming.click, rename, [parts.conversation, parts.title]),
        (parts.deleting.click, delete, [parts.conversation]),
    ):
        acting = event(_requested(gr, act), needs, parts.changing, **_UNSEEN)
        acting.failure(_not_kept, outputs=[parts.links], **_UNSEEN)

    def arrive(request: Any) -> dict[Any, Any]:
        # Nothing else is touched: who comes may have typed or asked before this is through.
        return parts.list(gr, _shelf(request, conversations))

    page.load(_requested(gr, arrive), outputs=[parts.kept, parts.listed], **_UNSEEN)


def _shelf(request: Any, conversations: Conversations | None) -> Shelf:
    return Shelf(conversations, visitor_of(request.cookies))


def serve(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    conversations: Conversations | None = None,
    examples: Sequence[str] = (),
    bounds: Bounds = _BOUNDS,
    on_ready: Callable[[str], None] = lambda _url: None,
    on_late: Callable[[], None] = lambda: None,
) -> None:
    """Serve the page and the HTTP API until interrupted.

    Args:
        assistant: Who answers.
        host: The address to listen at; other machines can reach any but this machine's own.
        port: The port to listen at; 0 takes any that is free.
        conversations: Where visitors' conversations are kept; nowhere if left out.
        examples: Questions a visitor can click on.
        bounds: What the server takes on; it answers to the name `host` too.
        on_ready: Called once with the page's URL, when it can be visited.
        on_late: Called where an answer still waits for a model some seconds after the server was
            told to stop.

    Raises:
        InputError: Nothing can listen at that host and port.
    """
    bounds = replace(bounds, hosts=bounds.hosts | {host})
    with listen(host, port) as listening:
        app = create_app(assistant, conversations=conversations, examples=examples, bounds=bounds)
        run(app, listening, on_ready=on_ready, on_stop=lambda: _let_go(app), on_late=on_late)


def _let_go(app: FastAPI) -> None:
    """End the connection that each open page keeps, so that the server can stop."""
    for route in app.routes:
        if stop := getattr(getattr(route, "app", None), "stop_event", None):
            stop.set()


def _gradio() -> Any:
    """Import Gradio with everything off that would call home; it reads these as it loads."""
    os.environ.update(_QUIET)
    import gradio

    return gradio


def _shown(gr: Any, place: str, html: str = "") -> gr.Markdown:
    """Show HTML of our own, one line a block.

    Not with `gr.HTML`: it runs every value through `Function`, which our CSP refuses. Markdown
    hands a line that begins with a block's tag through as it is, and keeps what did not change.
    """
    return gr.Markdown(html, elem_id=place, sanitize_html=False, latex_delimiters=[])


def _question_box(gr: Any) -> gr.Textbox:
    return gr.Textbox(
        label="Your question",
        placeholder="Ask the archive a question",
        show_label=False,
        container=False,
        autofocus=True,
        max_lines=6,
        max_length=MOST_CHARACTERS,
        scale=1,
    )


def _told(before: Sequence[Past]) -> tuple[Exchange, ...]:
    """Give the conversation so far, oldest first."""
    return tuple(past.exchange for past in reversed(before) if past.exchange)


def _filters(gr: Any) -> list[gr.components.Component]:
    day = {"placeholder": "YYYY-MM-DD", "max_lines": 1, "max_length": 10, "min_width": 130}
    with gr.Accordion("Limit the search", open=False, elem_id="filters"):
        with gr.Row():
            typed = [
                gr.Dropdown(label="Outlets", multiselect=True, min_width=260, scale=2),
                gr.Textbox(label="Published from", **day),
                gr.Textbox(label="Published until", **day),
                gr.Textbox(label="As of (ignores later news)", **day),
                gr.Textbox(label="Speaker", max_lines=1, max_length=200, min_width=130),
            ]
        return [*typed, gr.Checkbox(True, label="Read limits from the question", container=False)]


def _requested(gr: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """Have Gradio hand the browser's request to `function`, as its first argument.

    Gradio goes by the annotation, which must be the class itself; it is imported late here.
    """
    function.__annotations__ = {"request": gr.Request}
    return function


def _not_kept() -> str:
    return failure_html(
        "That did not work: the title is too long, or the file of conversations cannot be written. "
        "Your answers are still here."
    )


def _broken() -> str:
    return failure_html(
        "Something broke inside Byline, and its log says what. Your other answers are safe; "
        "please ask again."
    )
