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
from assistant.http.api import Bounds, create_api
from assistant.http.serving import listen, run
from index import BylineError

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant import Assistant, Conversations

__all__ = ["Bounds", "build_page", "create_app", "serve"]

_BOUNDS: Final = Bounds()

_DOORS = "component_server deep_link dev process_recording proxy stream undo-vibe-edit upload vibe-"
_CLOSED: Final = tuple(f"/gradio_api/{door}" for door in _DOORS.split())
"""Doors of Gradio's that the page has no use for: they take files, fetch, or are for developers."""

_UNSEEN: Final[dict[str, Any]] = {"show_progress": "hidden", "api_visibility": "private"}
_ASKING: Final = _UNSEEN | {"trigger_mode": "always_last"}  # what is asked meanwhile comes next


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
        parts = _Parts(gr, examples or html.examples_from(index))
        _wire_asking(gr, parts, assistant, conversations)
        stop = _requested(gr, lambda request: parts.stops.stop(request.session_hash))
        parts.stop.click(stop, queue=False, **_UNSEEN)
        page.unload(stop)  # who has gone waits for nothing

        def arrive(request: Any) -> dict[Any, Any]:
            question = request.query_params.get("q")
            asked = {parts.box: question} if question else {}
            try:
                return asked | found(request)
            except BylineError as error:  # the catalog's server is gone
                return asked | {parts.glance: html.failure_html(str(error))}

        def found(request: Any) -> dict[Any, Any]:
            # Nothing else is touched: who comes may have typed or asked before this is through.
            shelf = html.Shelf.of(conversations, request.cookies)
            conversation = request.query_params.get("c", "")
            seen = {
                parts.filters[0]: gr.Dropdown(choices=index.outlets()),
                parts.glance: html.glance_html(assistant),
                parts.talk: shelf.html(conversation),
            }
            if past := shelf.past(conversation):
                seen |= {parts.conversation: conversation} | parts.showing(past)
            return seen

        changed = [parts.filters[0], parts.glance, *parts.changing]
        page.load(_requested(gr, arrive), outputs=changed, **_UNSEEN)
    return page


class _Parts:
    """What the page is made of; `conversation` is the id of the one that is open, or ""."""

    def __init__(self, gr: Any, examples: Sequence[str]) -> None:
        with gr.Row(elem_id="ask"):
            # No most characters: a browser would cut what is pasted without a word.
            bare = {"show_label": False, "container": False, "autofocus": True, "scale": 1}
            hint = "Ask the archive a question"
            self.box = gr.Textbox(label="Your question", placeholder=hint, max_lines=6, **bare)
            self.button = gr.Button("Ask", variant="primary", scale=0, min_width=88)
            self.stop = gr.Button("Stop", elem_id="stop", scale=0, min_width=88)
        with gr.Row(elem_id="examples"):
            self.chips = [gr.Button(example, size="sm") for example in examples]
        self.filters = _filters(gr)
        self.talk, self.glance = _shown(gr, "talk"), _shown(gr, "glance")
        self.current, self.earlier = _shown(gr, "current"), _shown(gr, "earlier")
        # What a button inside an answer asks; the page's script writes it here.
        self.again = gr.Textbox(elem_id="again")
        self.turns, self.conversation = gr.State(()), gr.State("")
        self.stops = html.Stops()

    @property
    def changing(self) -> list[Any]:
        """What a question may change."""
        shown = [self.box, self.current, self.earlier, self.talk]
        return [*shown, self.turns, self.conversation]

    def showing(self, past: Sequence[html.Past]) -> dict[Any, Any]:
        """Show these turns, the latest first."""
        return {
            self.turns: tuple(past[: html.KEPT]),
            self.current: past[0].html,
            self.earlier: html.earlier_html(past[1:]),
        }


def _wire_asking(
    gr: Any, parts: _Parts, assistant: Assistant, conversations: Conversations | None
) -> None:
    """Have a question answered and kept, whether it is typed or clicked on."""

    def answer(
        request: Any, asked: html.Asked, before: Sequence[html.Past], conversation: str
    ) -> Iterator[dict[Any, Any]]:
        if not asked.question.strip():
            yield {parts.conversation: conversation}  # Gradio empties all where nothing is given
            return
        yield {parts.box: "", parts.earlier: html.earlier_html(before)}
        history = html.told(before, asked.question)
        with parts.stops.during(request.session_hash) as stop:
            within = {**asked.within, "history": history, "stop": stop}
            for turn in html.take_turn(assistant, asked.question, **within):
                yield {parts.current: html.turn_html(turn)}
        shelf = html.Shelf.of(conversations, request.cookies)
        turn = shelf.keep(conversation, turn)
        conversation = turn.conversation or conversation
        yield {
            **parts.showing((html.Past.of(turn), *before)),
            parts.conversation: conversation,
        } | (
            {parts.box: asked.question}
            if turn.error
            else {parts.talk: shelf.html(conversation, turn.unkept)}
        )

    def ask(request: Any, question: str | None, *rest: Any) -> Iterator[dict[Any, Any]]:
        *limits, before, conversation = rest
        yield from answer(request, html.Asked.typed(question, limits), before, conversation)

    def ask_again(request: Any, asked: str, *rest: Any) -> Iterator[dict[Any, Any]]:
        yield from answer(request, html.Asked.read(asked), *rest)

    limits, before = parts.filters, [parts.turns, parts.conversation]
    for function, triggers, inputs in [
        (ask, [parts.box.submit, parts.button.click], [parts.box, *limits, *before]),
        *((ask, [chip.click], [chip, *limits, *before]) for chip in parts.chips),
        (ask_again, [parts.again.submit], [parts.again, *before]),
    ]:
        asking = gr.on(triggers, _requested(gr, function), inputs, parts.changing, **_ASKING)
        asking.failure(lambda: html.failure_html(html.BROKEN), outputs=[parts.current], **_UNSEEN)


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
        run(app, listening, on_ready=on_ready, on_late=on_late)


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
    """Give the fields for `html.LIMITS`, in their order."""
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
