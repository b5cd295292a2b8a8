"""The door for assistants that speak the Model Context Protocol: the archive as their tools."""

from assistant.mcp.server import MissingExtra, create_server, speak
from assistant.mcp.serving import PATH, serve

__all__ = ["PATH", "MissingExtra", "create_server", "serve", "speak"]
