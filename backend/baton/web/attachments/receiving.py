"""How files come in: to disk while they are read, each cut off at its limit, so that no request fills the memory."""

from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Request, request

from baton.domain.errors import TooLarge, said
from baton.domain.problems import Problem
from baton.domain.working.attachments import LARGEST_FILE, LARGEST_TASK, file_name
from baton.web.bodies import LARGEST_FORM

IN_MEMORY = 512 * 1024
LARGEST_UPLOAD = LARGEST_TASK + LARGEST_FORM
_MEGA = 1024 * 1024


class Spool(SpooledTemporaryFile[bytes]):
    """One file on its way in. What goes beyond the limit is counted and thrown away; whoever reads it is told."""

    def __init__(self, name: str) -> None:
        super().__init__(max_size=IN_MEMORY, mode="w+b")
        self._called = name
        self._size = 0

    def write(self, piece: Any) -> int:
        self._size += len(piece)
        return super().write(piece) if self._size <= LARGEST_FILE else len(piece)

    def read(self, *most: int) -> bytes:
        if self._size > LARGEST_FILE:
            has, at_most = -(-self._size // _MEGA), LARGEST_FILE // _MEGA
            message = said("“{name}” has {has} MB; a file may have at most {most} MB.", name=self._called, has=has, most=at_most)
            raise TooLarge(message, problems=[Problem("file.too-large", message)])
        return super().read(*most)


class Receiving(Request):
    """A request whose files are kept on disk while they are read."""

    def _get_file_stream(
        self, total_content_length: int | None, content_type: str | None, filename: str | None = None,
        content_length: int | None = None,
    ) -> IO[bytes]:  # fmt: skip
        return Spool(file_name(filename or ""))


def make_room_for_files() -> None:
    """Forms of people bring files along; everything else stays small."""
    if request.mimetype == "multipart/form-data" and not request.path.startswith("/api/"):
        request.max_content_length = LARGEST_UPLOAD
