"""What somebody typed while their session had already ended: kept in the login page itself, signed, for half an hour."""

from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeTimedSerializer

from baton.web.wired import settings

MINUTES = 30
LARGEST = 256 * 1024


@dataclass(frozen=True)
class KeptForm:
    """A posted form: where it was going and its fields in their order."""

    path: str
    fields: tuple[tuple[str, str], ...]


def seal(form: KeptForm) -> str:
    """The form as text that only this installation can have written; empty when there is nothing to keep or too much."""
    if not form.fields:
        return ""
    sealed = _serializer().dumps([form.path, list(form.fields)])
    text = sealed if isinstance(sealed, str) else sealed.decode()
    return text if len(text) <= LARGEST else ""


def unseal(text: str) -> KeptForm | None:
    """The form, or None when it is not ours, too old or empty."""
    if not text or len(text) > LARGEST:
        return None
    try:
        path, fields = _serializer().loads(text, max_age=MINUTES * 60)
    except BadSignature:
        return None
    return KeptForm(path, tuple((str(name), str(value)) for name, value in fields))


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret_key, salt="kept-form")
