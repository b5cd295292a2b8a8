"""The page: ask, read the answer as it comes, open each source where it says so.

The only file that knows Gradio. The HTML itself is written in `assistant.page`, the HTTP API in
`assistant.api`; here they become one app that keeps everything on this machine.
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from assistant.api import create_api
from assistant.page import MASTHEAD, failure_html, favicon, head_html, take_turn, turn_html
from assistant.types import MOST_CHARACTERS, Exchange
from index import InputError

if TYPE_CHECKING:
    import gradio as gr
    from fastapi import FastAPI

    from assistant import Assistant

AT_ONCE: Final = 16
"""Answers that are worked on at the same time; Gradio's own default is one."""

KEPT: Final = 50
"""Earlier questions that stay on a visitor's page."""

_LIMITS: Final = ("outlets", "since", "until", "as_of", "infer")

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


def create_app(assistant: Assistant, *, examples: Sequence[str] = ()) -> FastAPI:
    """Give the whole app: the page at `/`, with `examples` to click on, beside the HTTP API."""
    gradio = _gradio()
    page = build_page(assistant, examples=examples)
    mounted: FastAPI = gradio.mount_gradio_app(
        create_api(assistant),
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


def build_page(assistant: Assistant, *, examples: Sequence[str] = ()) -> gr.Blocks:
    """Lay out the page; each visitor's earlier questions are kept apart from all others'."""
    gr = _gradio()
    with gr.Blocks(title="Byline", analytics_enabled=False) as page:
        _shown(gr, "masthead", MASTHEAD)
        with gr.Row(elem_id="ask"):
            box = _question_box(gr)
            button = gr.Button("Ask", variant="primary", scale=0, min_width=88)
        with gr.Row(elem_id="examples"):
            chips = [gr.Button(example, size="sm") for example in examples]
        filters = _filters(gr)
        anew = gr.Button("New conversation", size="sm", elem_id="anew")
        current, earlier, turns = _shown(gr, "current"), _shown(gr, "earlier"), gr.State(())

        def ask(question: str | None, *rest: Any) -> Iterator[dict[Any, Any]]:
            *limits, before = rest
            # What nobody has touched comes as None.
            named = zip(_LIMITS, limits, strict=True)
            within = {name: given for name, given in named if given is not None}
            yield {box: "", earlier: "\n\n".join(past.html for past in before)}
            for turn in take_turn(assistant, question or "", history=_told(before), **within):
                written = turn_html(turn)
                yield {current: written}
            after = (Past(written, turn.exchange), *before)[:KEPT]
            yield {turns: after} | ({box: question} if turn.error else {})

        shown = [box, current, earlier, turns]
        for asked, triggers in [
            (box, [box.submit, button.click]),
            *((chip, [chip.click]) for chip in chips),
        ]:
            asking = gr.on(triggers, ask, [asked, *filters, turns], shown, **_UNSEEN)
            asking.failure(_broken, outputs=[current], **_UNSEEN)
        anew.click(lambda: ("", "", "", ()), outputs=shown, **_UNSEEN)
        page.load(
            lambda: gr.Dropdown(choices=assistant.index.outlets()), outputs=filters[0], **_UNSEEN
        )
    page.queue(default_concurrency_limit=AT_ONCE)
    return page


def serve(
    assistant: Assistant,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    examples: Sequence[str] = (),
    on_ready: Callable[[str], None] = lambda _url: None,
) -> None:
    """Serve the page and the HTTP API until interrupted.

    Args:
        assistant: Who answers.
        host: The address to listen at; other machines can reach any but this machine's own.
        port: The port to listen at; 0 takes any that is free.
        examples: Questions a visitor can click on.
        on_ready: Called once with the page's URL, when it can be visited.

    Raises:
        InputError: Nothing can listen at that host and port.
    """
    import uvicorn

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                on_ready(_url(listening))

        async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
            _let_go(app)
            await super().shutdown(sockets)

    with _listen(host, port) as listening, contextlib.suppress(KeyboardInterrupt):
        app = create_app(assistant, examples=examples)
        # An answer that is still being written is given these seconds.
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=5)
        Server(config).run(sockets=[listening])


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
            ]
        return [*typed, gr.Checkbox(True, label="Read limits from the question", container=False)]


def _broken() -> str:
    return failure_html(
        "Something broke inside Byline, and its log says what. Your other answers are safe; "
        "please ask again."
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(
                f"Port {port} of {host} is already in use; stop what listens there, or choose "
                f"another port, for example --port {port + 1}."
            ) from error
        raise InputError(
            f"Byline cannot listen at {host}, port {port} ({error.strerror}); choose an address "
            "of this machine with --host, and a port above 1023 with --port."
        ) from error


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"
