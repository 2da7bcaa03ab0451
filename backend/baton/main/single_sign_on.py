"""Single sign-on from the settings, if an issuer is configured."""

from baton.identity.oidc import OidcProvider
from baton.main.settings import Settings


def from_settings(settings: Settings) -> OidcProvider | None:
    """The provider, or None for local accounts only."""
    if not settings.oidc_issuer:
        return None
    return OidcProvider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)
