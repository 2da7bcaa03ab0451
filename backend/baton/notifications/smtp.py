"""Sends mail to an SMTP server."""

import hashlib
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import parse_qs, unquote, urlsplit

from baton.domain.errors import ConnectorError
from baton.domain.ports.working.post import Enclosure, Mail

TIMEOUT = 20
LONGEST_SUBJECT = 250
# Folding a header between an encoded and a plain word would add a blank; the standard allows lines of this length.
_POLICY = SMTP.clone(max_line_length=900)
_PORTS = {"smtp": 25, "smtps": 465}
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127))
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_STATIC_HEADERS = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}


@dataclass(frozen=True)
class Server:
    """Where mail is handed in: ``smtp://user:password@host:port?starttls``, or ``smtps://`` for TLS from the first byte."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: bool = False
    starttls: bool = False

    @classmethod
    def read(cls, url: str) -> "Server":
        """The parts of the address. Raises ``ValueError`` with a sentence."""
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError("write it as smtp://user:password@host:port, smtp://host?starttls or smtps://host")
        options = set(parse_qs(parts.query, keep_blank_values=True))
        if options - {"starttls"}:
            raise ValueError("the only option is ?starttls")
        port = parts.port or (587 if options else _PORTS[parts.scheme])
        return cls(
            parts.hostname,
            port,
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            parts.scheme == "smtps",
            bool(options),
        )


class SmtpMailer:
    """One connection for each mail: workers send few at a time, and a connection kept open is one that may have died."""

    ready = True

    def __init__(self, server: Server, sender: str, timeout: float = TIMEOUT) -> None:
        self._server = server
        self._sender = sender
        self._timeout = timeout

    def send(self, mail: Mail) -> None:
        message = self._message(mail)
        try:
            connection = self._connected()
            try:
                connection.send_message(message, parseaddr(self._sender)[1], [_address(mail.to)])
                with suppress(smtplib.SMTPException):  # the mail is taken; how they part does not matter
                    connection.quit()
            finally:
                connection.close()
        except smtplib.SMTPException as error:
            raise ConnectorError(_said(error, mail.to), retryable=_may_help(error)) from error
        except OSError as error:
            raise ConnectorError(f"The mail server {self._server.host} cannot be reached: {error}") from error

    def _connected(self) -> smtplib.SMTP:
        server = self._server
        if server.tls:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._timeout, context=ssl.create_default_context()
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
        try:
            if server.starttls:
                connection.starttls(context=ssl.create_default_context())
            if server.user:
                connection.login(server.user, server.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage(policy=_POLICY)
        try:
            message["From"] = self._sender
            message["To"] = _address(mail.to)
            message["Subject"] = _line(mail.subject)[:LONGEST_SUBJECT]
            message["Date"] = format_datetime(datetime.now(UTC))
            message["Message-ID"] = f"<{_safe(mail.key)}@{self._domain}>"
            for name, value in _STATIC_HEADERS.items():
                message[name] = value
            if mail.unsubscribe:
                message["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
            message.set_content(_clean(mail.text))
            message.add_alternative(_clean(mail.html), subtype="html")
            if mail.logo:
                _show(message, mail.logo)
            for file in mail.enclosures:
                kind, _, subtype = file.media_type.partition("/")
                message.add_attachment(
                    file.content, maintype=kind or "application", subtype=subtype or "octet-stream", filename=_line(file.name)
                )
        except (ValueError, MessageError) as error:
            raise ConnectorError(f"The mail cannot be written: {error}", retryable=False) from error
        return message

    @property
    def _domain(self) -> str:
        return parseaddr(self._sender)[1].rpartition("@")[2] or "baton"


def _show(message: EmailMessage, logo: Enclosure) -> None:
    """Put the picture beside the HTML, so that it is shown without being fetched from anywhere."""
    html = message.get_body(("html",))
    kind, _, subtype = logo.media_type.partition("/")
    if isinstance(html, EmailMessage):
        html.add_related(logo.content, maintype=kind, subtype=subtype, cid="<logo>", filename=logo.name, disposition="inline")


def _address(to: str) -> str:
    """One plain address: a line break or a comma in it would be somebody else's header or a second receiver."""
    name, _, domain = to.rpartition("@")
    if not name or not domain or any(sign in to for sign in '\r\n,;<>"()') or to != to.strip() or " " in to:
        raise ConnectorError(f"“{_line(to)[:100]}” is not a mail address.", retryable=False)
    try:
        return f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError as error:
        raise ConnectorError(f"“{_line(to)[:100]}” is not a mail address.", retryable=False) from error


def _line(text: str) -> str:
    """One line without what turns the direction of writing around: a subject must not say another thing than it shows."""
    return " ".join(_clean(text).translate(_TURNING).split())


def _clean(text: str) -> str:
    """Without what no mail can carry: control signs, and halves of signs, which no encoding knows."""
    return text.translate(_CONTROLS).encode("utf-8", "replace").decode()


def _safe(key: str) -> str:
    plain = key.replace("-", "").replace(".", "")
    return key if plain.isascii() and plain.isalnum() else hashlib.sha256(key.encode()).hexdigest()


def _may_help(error: smtplib.SMTPException) -> bool:
    """Whether another try may help: the server said so (4xx), or said nothing clear. What it refuses for good stays refused."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code < 500 for code, _ in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return True  # nothing is wrong with the mail: it goes out once the password is put right
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code < 500
    return not isinstance(error, smtplib.SMTPNotSupportedError)


def _said(error: smtplib.SMTPException, to: str) -> str:
    """What the server said, as one line."""
    if isinstance(error, smtplib.SMTPNotSupportedError) and not to.isascii():
        return f"The mail server takes no address with such letters: {_line(to)[:100]}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        parts = [f"{code} {_text(words)}" for code, words in error.recipients.values()]
        return f"The mail server refused the receiver: {'; '.join(parts)}"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"The mail server answered {error.smtp_code} {_text(error.smtp_error)}"
    return f"The mail server did not take the mail: {error}"


def _text(words: object) -> str:
    return _line(words.decode(errors="replace") if isinstance(words, bytes) else str(words))[:300]
