"""Single sign-on from the settings, if an issuer is configured."""

from typing import TYPE_CHECKING

from baton.main.settings import Settings

if TYPE_CHECKING:
    from baton.identity.oidc import OidcProvider


def from_settings(settings: Settings) -> "OidcProvider | None":
    """The provider, or None for local accounts only."""
    if not settings.oidc_issuer:
        return None
    from baton.identity.oidc import OidcProvider  # takes long to load, and most installations have local accounts

    return OidcProvider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
