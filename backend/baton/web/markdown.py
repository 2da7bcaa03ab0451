"""Designers' Markdown as safe HTML, with ``{{ variable }}`` places filled in and nothing executed."""

import inspect
import re
from collections.abc import Mapping
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

from baton.web.words import value_text

_PLACE = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}")
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:/@])")
_TAGS = {
    "a", "blockquote", "br", "code", "del", "em", "h3", "h4", "h5", "hr", "li", "ol", "p", "pre", "strong",
    "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


def markdown(text: str, variables: Mapping[str, Any] | None = None) -> Markup:
    """Safe HTML: a fixed set of tags, links only to http, https and mail, no attributes besides."""
    filled = _PLACE.sub(lambda place: _escaped(_found(place[1], variables or {})), inspect.cleandoc(text))
    html = _parser.render(filled)
    clean = nh3.clean(
        html, tags=_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"}, link_rel="noopener nofollow"
    )
    return Markup(clean.replace("<pre>", '<pre tabindex="0">'))  # noqa: S704 - cleaned by an allowlist on the line above


def filled(text: str, variables: Mapping[str, Any]) -> str:
    """Plain text with its places filled in."""
    return _PLACE.sub(lambda place: value_text(_found(place[1], variables)), text)


def _found(path: str, variables: Mapping[str, Any]) -> Any:
    value: Any = variables
    for key in path.split("."):
        value = value.get(key) if isinstance(value, Mapping) else None
    return value


def _escaped(value: Any) -> str:
    """A value as Markdown that shows exactly the value."""
    return _SPECIAL.sub(r"\\\1", " ".join(value_text(value).split()))
