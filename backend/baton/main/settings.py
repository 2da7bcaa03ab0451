"""Every setting of Baton: one typed class, read from the environment once."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "BATON_"
LONGEST_UNDO = 60


@dataclass(frozen=True)
class Settings:
    """Read from ``BATON_<NAME>``; each field's ``doc`` is printed by ``baton settings`` and stands in backend/README.md."""

    data_dir: str = field(default=".data", metadata={"doc": "Folder for the SQLite database, the secret key and uploads."})
    database_url: str = field(
        default="", metadata={"doc": "SQLAlchemy URL; empty: SQLite in the data folder. PostgreSQL: postgresql+psycopg://..."}
    )
    secret_key: str = field(
        default="", metadata={"doc": "Key that signs short-lived form data; empty: made once and kept in the data folder."}
    )
    base_url: str = field(default="", metadata={"doc": "Public address, used in links of mails and for single sign-on."})
    language: str = field(default="en", metadata={"doc": "Language of letters and pages where nobody chose one: en or de."})
    dispatcher: str = field(
        default="embedded",
        metadata={"doc": "embedded: the serving process does due work; procrastinate: `baton worker` does, on PostgreSQL."},
    )
    oidc_issuer: str = field(default="", metadata={"doc": "Issuer address of the OpenID provider; empty: local accounts only."})
    oidc_client_id: str = field(default="", metadata={"doc": "Client id at the OpenID provider."})
    oidc_client_secret: str = field(default="", metadata={"doc": "Client secret at the OpenID provider."})
    oidc_groups_claim: str = field(default="groups", metadata={"doc": "Claim that holds a person's groups."})
    demo: str = field(default="0", metadata={"doc": "1: demo people and the order-to-cash pack on a fresh database."})
    packs_dir: str = field(default="", metadata={"doc": "Folder of shipped packs; empty: process_models of this installation."})
    widgets_dir: str = field(default="", metadata={"doc": "Folder of form widgets; empty: forms/widgets of this installation."})
    assets_dir: str = field(
        default="", metadata={"doc": "Folder of built browser files; empty: frontend/dist of this installation."}
    )
    publish_approval: str = field(
        default="0",
        metadata={"doc": "1: a second person approves every draft before it is published; 0: only drafts marked so."},
    )
    signing_pkcs12: str = field(
        default="",
        metadata={
            "doc": "PKCS#12 file whose key seals signed documents; empty: a key of our own that follows from the secret key."
        },
    )
    signing_password: str = field(default="", metadata={"doc": "Password of that file."})
    signing_time_stamps: str = field(
        default="", metadata={"doc": "Address of a time-stamp server (RFC 3161) for seals; empty: Baton's own clock."}
    )
    undo_seconds: str = field(
        default="8",
        metadata={"doc": "How many seconds a completed task can be undone on its page, before anything else happens."},
    )
    smtp_url: str = field(
        default="",
        metadata={"doc": "Mail server: smtp://user:password@host:port, with ?starttls, or smtps://; empty: no mail is sent."},
    )
    mail_from: str = field(
        default="Baton <baton@localhost>", metadata={"doc": "Sender of mails, such as Baton <baton@example.com>."}
    )
    scan_command: str = field(
        default="",
        metadata={
            "doc": "Command that scans files: content on standard input, ends with 0 for clean, 1 for infected; empty: none."
        },
    )
    brand_name: str = field(
        default="", metadata={"doc": "The name in which pages and letters for outsiders speak; empty: Baton."}
    )
    brand_logo: str = field(
        default="",
        metadata={"doc": "Image file (SVG, PNG, JPEG, WebP) shown there, in letters PNG and JPEG; empty: the logo of Baton."},
    )
    test_mode: str = field(
        default="", metadata={"doc": "1: movable clock and fault points, for tests; refused unless bound to a loopback address."}
    )
    faults: str = field(
        default="", metadata={"doc": "Test mode only: point:k:kill or point:k:stop, at the k-th pass of the point."}
    )

    @property
    def testing(self) -> bool:
        return self.test_mode == "1"

    @property
    def approves_publishing(self) -> bool:
        """Whether a second person approves every draft. A value that is neither yes nor no is refused, not taken for no."""
        if self.publish_approval not in ("0", "1"):
            raise SystemExit(f"BATON_PUBLISH_APPROVAL={self.publish_approval} is unknown; choose 0 or 1.")
        return self.publish_approval == "1"

    @property
    def undo_window(self) -> int:
        """Whole seconds, at most a minute: the process stands still meanwhile."""
        if not self.undo_seconds.isdecimal() or int(self.undo_seconds) > LONGEST_UNDO:
            raise SystemExit(f"BATON_UNDO_SECONDS={self.undo_seconds} is unknown; choose a number from 0 to {LONGEST_UNDO}.")
        return int(self.undo_seconds)

    @property
    def data(self) -> Path:
        return Path(self.data_dir)

    def database(self) -> str:
        """The database address, SQLite in the data folder by default."""
        return self.database_url or f"sqlite:///{(self.data / 'baton.db').resolve()}"

    def place(self, configured: str, *parts: str) -> Path:
        """A folder of the installation, unless configured otherwise."""
        return Path(configured) if configured else Path(__file__).resolve().parents[3].joinpath(*parts)

    def key(self) -> str:
        """The secret key, made at the first start and readable by the owner only."""
        if self.secret_key:
            return self.secret_key
        self.data.mkdir(parents=True, exist_ok=True)
        file = self.data / "secret.key"
        if not file.exists():
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as out:
                out.write(secrets.token_urlsafe(48))
        return file.read_text()


def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Unknown ``BATON_`` names are refused, so that a typo is not silently ignored."""
    given = {name: value for name, value in (environ if environ is not None else os.environ).items() if name.startswith(PREFIX)}
    known = {PREFIX + name.upper(): name for name in Settings.__dataclass_fields__}
    foreign = sorted(name for name in given if name not in known and name not in FOR_SCRIPTS)
    if foreign:
        raise SystemExit(f"Unknown settings: {', '.join(foreign)}. Known are: {', '.join(sorted(known))}.")
    return Settings(**{known[name]: value for name, value in given.items() if name in known})


def of_command(given: Any) -> Settings:
    """The settings of the environment, with the data folder of the command line on top."""
    found = from_environment()
    data = getattr(given, "data", None)
    return replace(found, data_dir=data) if data else found


FOR_SCRIPTS = frozenset({"BATON_CONFORMANCE_DIR", "BATON_TEST_POSTGRES_URL", "BATON_CHROMIUM", "BATON_PYTHON"})


def require_loopback(settings: Settings, host: str) -> None:
    """Test mode is refused on an address that others can reach."""
    if not settings.testing:
        return
    name = urlsplit(f"//{host}").hostname or ""
    loopback = name == "localhost" or (name.replace(".", "").replace(":", "").isalnum() and _is_loopback(name))
    if not loopback:
        raise SystemExit("BATON_TEST_MODE is only for a loopback address such as 127.0.0.1; refusing to start.")


def _is_loopback(name: str) -> bool:
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False
