"""The command that serves the archive to assistants by the Model Context Protocol."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from assistant.cli.program import ASKING, app, assistant_of, opened, with_settings
from assistant.cli.serving import bounds_of, leave
from assistant.settings import Settings


@app.command(epilog="Example: byline mcp --archive archive")
@with_settings(*ASKING, "host", "port", "allow_host", "requests_a_minute", "people")
def mcp(
    *,
    settings: Settings,
    http: Annotated[
        bool,
        typer.Option("--http", help="Serve over HTTP at /mcp of HOST and PORT, until Ctrl-C."),
    ] = False,
) -> None:
    """Let an assistant ask, search and read the archive by the Model Context Protocol.

    Without --http it speaks over stdin and stdout, as a program that an assistant starts does, and
    ends when that closes them.
    """
    from assistant.mcp import create_server, serve, speak

    with opened(settings) as index, bounds_of(settings) as bounds:
        server = create_server(assistant_of(settings, index))
        if not http:
            asyncio.run(speak(server))
            return
        serve(
            server,
            host=settings.host,
            port=settings.port,
            bounds=bounds,
            on_ready=lambda url: typer.echo(f"Byline speaks MCP at {url} (Ctrl-C stops it)."),
            on_late=leave,
        )
