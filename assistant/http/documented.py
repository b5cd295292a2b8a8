"""The page that tells of every route, written from the OpenAPI document; it loads nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from markupsafe import Markup

Given: TypeAlias = Mapping[str, Any]

_STYLE: Final = Markup(
    "<style>:root{color-scheme:light dark}"
    "body{max-width:56rem;margin:0 auto;padding:1.5rem;font:1rem/1.55 system-ui,sans-serif;"
    "color:CanvasText;background:Canvas}"
    "code{overflow-wrap:anywhere}"
    "h2{margin:2.5rem 0 .3rem;padding-top:1rem;border-top:1px solid GrayText}"
    "h3{margin:1.8rem 0 .2rem;font:600 1.05rem/1.4 ui-monospace,monospace;overflow-wrap:anywhere}"
    "p{margin:.3rem 0}pre{padding:.7rem .9rem;border:1px solid GrayText;border-radius:6px;"
    "white-space:pre-wrap;overflow-wrap:anywhere;font:.88rem/1.5 ui-monospace,monospace}"
    "table{width:100%;border-collapse:collapse;font-size:.92rem}"
    "th,td{padding:.3rem .6rem .3rem 0;border-bottom:1px solid GrayText;text-align:left;"
    "vertical-align:top;overflow-wrap:anywhere}</style>"
)
_PAGE: Final = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    "<title>Byline's HTTP API</title>{style}</head><body><main><h1>Byline's HTTP API</h1>"
    '<p>{about}</p><p>For programs: <a href="openapi.json">openapi.json</a> (OpenAPI {version}).'
    "</p>{routes}</main></body></html>\n"
)
_ROUTE: Final = Markup(
    '<section id="{id}"><h3>{method} {path}</h3>{told}{fields}<pre>{tried}</pre></section>'
)
_FIELDS: Final = Markup(
    "<table><thead><tr><th>field</th><th>in</th><th>is</th><th>if left out</th></tr></thead>"
    "<tbody>{}</tbody></table>"
)
_FIELD: Final = Markup("<tr><td><code>{}</code></td><td>{}</td><td>{}</td><td>{}</td></tr>")
_NEEDED: Final = "needed"


def documented_html(openapi: Given) -> str:
    """Write the page for an OpenAPI document: each route, its fields, and a line to try it."""
    groups: dict[str, list[Markup]] = {}
    for path, methods in openapi["paths"].items():
        for method, route in methods.items():
            tag = next(iter(route.get("tags", ())), "other")
            groups.setdefault(tag, []).append(_route(openapi, method.upper(), path, route))
    routes = (
        Markup("<h2>{}</h2>{}").format(tag.capitalize(), Markup().join(group))
        for tag, group in groups.items()
    )
    return str(
        _PAGE.format(
            style=_STYLE,
            about=_code(openapi["info"].get("description", "")),
            version=openapi["openapi"],
            routes=Markup().join(routes),
        )
    )


def _route(openapi: Given, method: str, path: str, route: Given) -> Markup:
    body = _body(openapi, route)
    fields = [*_parameters(openapi, route), *_properties(openapi, body)]
    told = f"{route.get('description', '')}\n\n{body.get('description', '')}".split("\n\n")
    return _ROUTE.format(
        id=route["operationId"],
        method=method,
        path=path,
        told=Markup().join(Markup("<p>{}</p>").format(_code(each)) for each in told if each),
        fields=_FIELDS.format(Markup().join(fields)) if fields else Markup(),
        tried=_tried(method, path, body),
    )


def _code(text: str) -> Markup:
    """Write a text in which names of the program stand in backticks."""
    plain, *parts = text.split("`")
    written = Markup("{}").format(plain)
    for number, part in enumerate(parts):
        written += part if number % 2 else Markup("<code>{}</code>").format(part)
    return written


def _body(openapi: Given, route: Given) -> Given:
    """Give the schema of the JSON that a route takes, {} where it takes none."""
    content = route.get("requestBody", {}).get("content", {})
    return _resolved(openapi, content.get("application/json", {}).get("schema", {}))


def _parameters(openapi: Given, route: Given) -> Iterator[Markup]:
    for each in route.get("parameters", ()):
        yield _field(openapi, each["name"], each["in"], each["schema"], each.get("required", False))


def _properties(openapi: Given, body: Given) -> Iterator[Markup]:
    for name, schema in body.get("properties", {}).items():
        yield _field(openapi, name, "body", schema, name in body.get("required", ()))


def _field(openapi: Given, name: str, place: str, schema: Given, needed: bool) -> Markup:
    default = schema.get("default")
    without = _NEEDED if needed else json.dumps(default, ensure_ascii=False)
    return _FIELD.format(name, place, _type(openapi, schema), without)


def _type(openapi: Given, schema: Given) -> str:
    """Say in a few words what values a schema takes."""
    schema = _resolved(openapi, schema)
    if choices := schema.get("anyOf"):
        return " or ".join(_type(openapi, each) for each in choices)
    if "items" in schema:
        return f"list of {_type(openapi, schema['items'])}"
    if "enum" in schema:
        return _listed(map(json.dumps, schema["enum"]))
    if "properties" in schema:
        return f"{{{', '.join(schema['properties'])}}}"
    kind = schema.get("format") or schema.get("type", "anything")
    bounds = {"minimum": "from", "maximum": "to", "maxLength": "at most", "pattern": "like"}
    return " ".join([str(kind), *(f"{bounds[b]} {schema[b]}" for b in bounds if b in schema)])


def _listed(parts: Iterable[str]) -> str:
    return " or ".join(parts)


def _resolved(openapi: Given, schema: Given) -> Given:
    reference = schema.get("$ref", "")
    return openapi["components"]["schemas"][reference.rpartition("/")[2]] if reference else schema


def _tried(method: str, path: str, body: Given) -> str:
    """Give a line for a terminal that tries a route on this machine."""
    how = "" if method == "GET" else f" -X {method}"
    address = f"http://127.0.0.1:7860{path}"
    examples = body.get("examples") or [dict.fromkeys(body.get("required", ()), "...")]
    if not body:
        return f"curl{how} '{address}'"
    sent = json.dumps(examples[0], ensure_ascii=False)
    return f"curl{how} '{address}' -H 'Content-Type: application/json' -d '{sent}'"
