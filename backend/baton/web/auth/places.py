"""Where a person goes after signing in: only to a page of this installation."""

from urllib.parse import urlsplit

HOME = "/"


def local(address: str | None) -> str:
    """The address if it is a path of ours, else the home page. Browsers read ``//x`` and ``/\\x`` as other hosts."""
    if not address or not address.startswith("/") or address[1:2] in ("/", "\\"):
        return HOME
    if any(letter < " " or letter == "\x7f" for letter in address):
        return HOME
    parts = urlsplit(address)
    return HOME if parts.scheme or parts.netloc or parts.path.startswith("/login") else address
