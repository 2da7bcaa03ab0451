"""A time-stamp server (RFC 3161) on this machine, with a certificate of its own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from baton.exports.signing.certificates import Authority
from baton.identity.keys import DerivedKeys

AT = datetime(2031, 5, 6, 7, 8, 9, tzinfo=UTC)
STAMPED = "application/timestamp-reply"


class StampServer(ThreadingHTTPServer):
    """``broken``: what it answers instead, a status with a body; ``asked``: how often it was."""

    asked = 0
    broken: tuple[int, bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/"


class _Stamps(BaseHTTPRequestHandler):
    server: StampServer

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        status, body = self.server.broken or (200, _stamp(content))
        self.send_response(status)
        self.send_header("Content-Type", STAMPED)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def _stamp(content: bytes) -> bytes:
    from asn1crypto.tsp import TimeStampReq
    from pyhanko.sign.timestamps import DummyTimeStamper

    clock = Authority(DerivedKeys(lambda: "time-stamp server").token).clock()
    stamper = DummyTimeStamper(tsa_cert=clock.certificate, tsa_key=clock.key, fixed_dt=AT)
    made: bytes = stamper.request_tsa_response(TimeStampReq.load(content)).dump()
    return made


@contextmanager
def stamp_server() -> Iterator[StampServer]:
    server = StampServer(("127.0.0.1", 0), _Stamps)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
