"""Dotted paths into values (``lines.2.amount``), safe for keys that contain dots themselves."""

ROOT = ""


def escape(key: str | int) -> str:
    """One step of a path. Keys may hold anything, so the separator and the escape sign are spelled out."""
    return str(key).replace("~", "~0").replace(".", "~1") or "~2"


def unescape(step: str) -> str:
    return "" if step == "~2" else step.replace("~1", ".").replace("~0", "~")


def join(path: str, key: str | int) -> str:
    return f"{path}.{escape(key)}" if path else escape(key)


def split(path: str) -> list[str]:
    return [unescape(step) for step in path.split(".")] if path else []


def parent(path: str) -> tuple[str, str]:
    """The path of the container and the (unescaped) last key."""
    head, _, tail = path.rpartition(".")
    return head, unescape(tail)
