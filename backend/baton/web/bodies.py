"""Reading what a request carries: JSON within limits, uploaded files within limits."""

from typing import Any

import orjson
from flask import request
from werkzeug.exceptions import UnsupportedMediaType

from baton.domain.errors import InvalidInput, TooLarge

LARGEST_REQUEST = 30 * 1024 * 1024
# A checked pack travels along in its review page as a form field, a third longer than the archive.
LARGEST_FORM = 14 * 1024 * 1024
LARGEST_JSON = 2 * 1024 * 1024
DEEPEST_JSON = 64
MOST_FILES = 500


def json_body() -> dict[str, Any]:
    """The JSON object of the request: at most 2 MB, at most 64 levels deep, no other content type."""
    if request.mimetype != "application/json" and not request.mimetype.endswith("+json"):
        raise UnsupportedMediaType("Send JSON with Content-Type: application/json.")
    content = request.get_data(cache=True)
    if len(content) > LARGEST_JSON:
        raise TooLarge(f"The JSON has {len(content) // 1024} KB; at most {LARGEST_JSON // 1024} KB are accepted.")
    found = parse_json(content)
    if not isinstance(found, dict):
        raise InvalidInput("Send one JSON object.")
    return found


def parse_json(content: bytes | str) -> Any:
    """JSON as values, refused when it is not JSON, nested too deep, or holds the one character that databases cannot keep."""
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise InvalidInput(f"This is not JSON: {error}.") from None
    level = [found]
    for _ in range(DEEPEST_JSON):
        if any(isinstance(value, str) and "\0" in value for value in level):
            raise InvalidInput("A text holds the character U+0000, which cannot be kept. Leave it out and send again.")
        level = [child for value in level for child in _children(value)]
        if not level:
            return found
    raise InvalidInput(f"The JSON is nested deeper than {DEEPEST_JSON} levels.")


def uploaded(field: str) -> dict[str, bytes]:
    """The files of one multipart field by their bare names. Only the multipart parser makes files."""
    given = [file for file in request.files.getlist(field) if file.filename]
    if len(given) > MOST_FILES:
        raise TooLarge(f"{len(given)} files; at most {MOST_FILES} are accepted at once.")
    return {bare_name(file.filename or ""): file.read() for file in given}


def bare_name(name: str) -> str:
    """A file name without folders and control characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable()).strip()


def _children(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value, *value.values()]
    return value if isinstance(value, list) else []
