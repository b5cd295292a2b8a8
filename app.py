"""The page: ask, read the answer as it comes, open each source where it says so.

The only file that knows Gradio. The HTML itself is written in `assistant.page`, the HTTP API in
`assistant.http`; here they become one app that keeps everything on this machine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from assistant import page as html
from assistant.errors import ConversationError
from assistant.http.api import Bounds, create_api
from assistant.http.serving import listen, run

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant import Assistant, Conversations

__all__ = ["Bounds", "build_page", "create_app", "serve"]

_BOUNDS: Final = Bounds()

_DOORS = "component_server deep_link dev process_recording proxy stream undo-vibe-edit upload vibe-"
_CLOSED: Final = tuple(f"/gradio_api/{door}" for door in _DOORS.split())
"""Doors of Gradio's that the page has no use for: they take files, fetch, or are for developers."""

_LIMITS: Final = ("outlets", "since", "until", "as_of", "speaker", "asked_on", "infer")

_UNSEEN: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}


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
        head=html.head_html(),
        theme=gradio.themes.Base(font=["system-ui", "sans-serif"], font_mono=["monospace"]),
        favicon_path=str(html.favicon()),
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
    index = assistant.index
    with gr.Blocks(title="Byline", analytics_enabled=False) as page:
        _shown(gr, "masthead", html.MASTHEAD)
        parts = _Parts(gr, examples or html.examples_from(index), html.glance_html(index))
        _wire_asking(gr, parts, assistant, conversations)
        _wire_keeping(gr, parts, conversations)

        def arrive(request: Any) -> dict[Any, Any]:
            # Nothing else is touched: who comes may have typed or asked before this is through.
            seen = {
                parts.filters[0]: gr.Dropdown(choices=index.outlets()),
                parts.glance: html.glance_html(index),
            }
            return seen | parts.list(html.Shelf.of(conversations, request.cookies))

        changed = [parts.filters[0], parts.glance, parts.kept, parts.listed]
        page.load(_requested(gr, arrive), outputs=changed, **_UNSEEN)
    return page


class _Parts:
    """What the page is made of; `conversation` is the id of the one that is open, or ""."""

    def __init__(self, gr: Any, examples: Sequence[str], glance: str) -> None:
        self._gr = gr
        with gr.Row(elem_id="ask"):
            # No most characters: a browser would cut what is pasted without a word.
            bare = {"show_label": False, "container": False, "autofocus": True, "scale": 1}
            hint = "Ask the archive a question"
            self.box = gr.Textbox(label="Your question", placeholder=hint, max_lines=6, **bare)
            self.button = gr.Button("Ask", variant="primary", scale=0, min_width=88)
        with gr.Row(elem_id="examples"):
            self.chips = [gr.Button(example, size="sm") for example in examples]
        self.filters = _filters(gr)
        with gr.Accordion(
            "Your conversations", open=False, elem_id="kept", visible=False
        ) as self.kept:
            self.listed = gr.Dropdown(label="Open one", choices=[], interactive=True)
            with gr.Row(visible=False) as self.mending:
                self.title = gr.Textbox(label="New title", max_lines=1, max_length=200, scale=1)
                small: dict[str, Any] = {"size": "sm", "scale": 0, "min_width": 0}
                self.renaming = gr.Button("Rename", **small)
                self.deleting = gr.Button("Delete", elem_id="delete", **small)
        with gr.Row(elem_id="talk"):
            self.anew = gr.Button("New conversation", size="sm", elem_id="anew", scale=0)
            self.links = _shown(gr, "exports")
        self.glance = _shown(gr, "glance", glance)
        self.current, self.earlier = _shown(gr, "current"), _shown(gr, "earlier")
        self.turns, self.conversation = gr.State(()), gr.State("")

    @property
    def changing(self) -> list[Any]:
        """What a question or a click may change."""
        talk = [self.box, self.current, self.earlier, self.turns]
        shelf = [self.kept, self.listed, self.mending, self.title]
        return [*talk, *shelf, self.links, self.conversation]

    def showing(self, past: Sequence[html.Past]) -> dict[Any, Any]:
        """Show these turns, the latest first."""
        return {
            self.turns: tuple(past[: html.KEPT]),
            self.current: past[0].html if past else "",
            self.earlier: html.earlier_html(past[1:]),
        }

    def list(self, shelf: html.Shelf, **chosen: Any) -> dict[Any, Any]:
        """Show what conversations there are; where there is none, nothing."""
        listed = shelf.listed()
        return {
            self.kept: self._gr.Accordion(visible=bool(listed)),
            self.listed: self._gr.Dropdown(choices=listed, **chosen),
        }

    def open(self, shelf: html.Shelf, conversation: str) -> dict[Any, Any]:
        """Show which conversation is open, among those there are."""
        return {
            **self.list(shelf, value=conversation or None),
            self.mending: self._gr.Row(visible=bool(conversation)),
            self.title: "",
            self.links: html.exports_html(conversation, shelf.count(conversation)),
            self.conversation: conversation,
        }


def _wire_asking(
    gr: Any, parts: _Parts, assistant: Assistant, conversations: Conversations | None
) -> None:
    """Have a question answered and kept, whether it is typed or clicked on."""

    def ask(request: Any, question: str | None, *rest: Any) -> Iterator[dict[Any, Any]]:
        *limits, before, conversation = rest
        if not (question or "").strip():
            yield {parts.conversation: conversation}  # Gradio empties all where nothing is given
            return
        # What nobody has touched comes as None.
        named = zip(_LIMITS, limits, strict=True)
        within = {name: given for name, given in named if given is not None}
        yield {parts.box: "", parts.earlier: html.earlier_html(before)}
        for turn in html.take_turn(assistant, question or "", history=html.told(before), **within):
            yield {parts.current: html.turn_html(turn)}
        after = (html.Past.of(turn), *before)[: html.KEPT]
        yield {parts.turns: after} | ({parts.box: question} if turn.error else {})
        shelf = html.Shelf.of(conversations, request.cookies)
        try:
            yield parts.open(shelf, shelf.keep(conversation, turn))
        except ConversationError as error:
            yield {parts.links: html.failure_html(f"This conversation is not kept: {error}")}

    for asked, triggers in [
        (parts.box, [parts.box.submit, parts.button.click]),
        *((chip, [chip.click]) for chip in parts.chips),
    ]:
        inputs = [asked, *parts.filters, parts.turns, parts.conversation]
        asking = gr.on(triggers, _requested(gr, ask), inputs, parts.changing, **_UNSEEN)
        asking.failure(lambda: html.failure_html(html.BROKEN), outputs=[parts.current], **_UNSEEN)


def _wire_keeping(gr: Any, parts: _Parts, conversations: Conversations | None) -> None:
    """Let a visitor open, rename and delete conversations, and begin another."""

    def reopen(request: Any, conversation: str | None) -> dict[Any, Any]:
        shelf = html.Shelf.of(conversations, request.cookies)
        past = [html.Past.of(turn) for turn in reversed(shelf.turns(conversation or ""))]
        return parts.showing(past) | parts.open(shelf, conversation or "")

    def rename(request: Any, conversation: str, title: str | None) -> dict[Any, Any]:
        shelf = html.Shelf.of(conversations, request.cookies)
        shelf.rename(conversation, title or "")
        return parts.open(shelf, conversation)

    def delete(request: Any, conversation: str) -> dict[Any, Any]:
        html.Shelf.of(conversations, request.cookies).delete(conversation)
        return begin(request)

    def begin(request: Any) -> dict[Any, Any]:
        shelf = html.Shelf.of(conversations, request.cookies)
        return {parts.box: "", **parts.showing(()), **parts.open(shelf, "")}

    for event, act, needs in (
        (parts.anew.click, begin, []),
        (parts.listed.input, reopen, [parts.listed]),
        (parts.renaming.click, rename, [parts.conversation, parts.title]),
        (parts.deleting.click, delete, [parts.conversation]),
    ):
        acting = event(_requested(gr, act), needs, parts.changing, **_UNSEEN)
        acting.failure(lambda: html.failure_html(html.NOT_KEPT), outputs=[parts.links], **_UNSEEN)


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
    """Serve the page and the HTTP API until interrupted, as `create_app` makes them.

    Other machines can reach any `host` but this machine's own, and `port` 0 takes any that is free.
    `on_ready` is called with the page's URL, `on_late` as `assistant.http.serving.run` says.

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
    os.environ.update(
        GRADIO_ANALYTICS_ENABLED="False", HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_OFFLINE="1"
    )
    import gradio

    return gradio


def _shown(gr: Any, place: str, html: str = "") -> gr.Markdown:
    """Show HTML of our own, one line a block.

    Not with `gr.HTML`: it runs every value through `Function`, which our CSP refuses. Markdown
    hands a line that begins with a block's tag through as it is, and keeps what did not change.
    """
    return gr.Markdown(html, elem_id=place, sanitize_html=False, latex_delimiters=[])


def _filters(gr: Any) -> list[gr.components.Component]:
    """Give the fields for `_LIMITS`, in their order."""
    day = {"placeholder": "YYYY-MM-DD", "max_lines": 1, "max_length": 10, "min_width": 130}
    with gr.Accordion("Limit the search", open=False, elem_id="filters"):
        with gr.Row():
            typed = [
                gr.Dropdown(label="Outlets", multiselect=True, min_width=260, scale=2),
                gr.Textbox(label="Published from", **day),
                gr.Textbox(label="Published until", **day),
                gr.Textbox(label="As of (ignores later news)", **day),
                gr.Textbox(label="Speaker", max_lines=1, max_length=200, min_width=130),
                gr.Textbox(label="Asked on (news then counts more)", **day),
            ]
        return [*typed, gr.Checkbox(True, label="Read limits from the question", container=False)]


def _requested(gr: Any, function: Callable[..., Any]) -> Callable[..., Any]:
    """Have Gradio hand the browser's request to `function`, as its first argument.

    Gradio goes by the annotation, which must be the class itself; it is imported late here.
    """
    function.__annotations__ = {"request": gr.Request}
    return function
