"""Single sign-on by OpenID Connect: authorization code flow with PKCE, everything about it by Authlib."""

from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from requests import RequestException

from baton.domain.errors import Unauthenticated

SCOPES = "openid email profile groups"


class OidcProvider:
    """One identity provider. State, nonce and PKCE verifier of a log-in that is under way live in the signed state cookie."""

    def __init__(self, issuer: str, client_id: str, client_secret: str, scopes: str = SCOPES) -> None:
        self._oauth = OAuth()
        self._oauth.register(
            "provider", client_id=client_id, client_secret=client_secret,
            server_metadata_url=f"{issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={"scope": scopes, "code_challenge_method": "S256"},
        )  # fmt: skip

    def init_app(self, app: Any) -> None:
        """Bind to the web application."""
        self._oauth.init_app(app)

    def begin(self, redirect_uri: str) -> Any:
        """The response that sends the person to the provider."""
        try:
            return self._oauth.provider.authorize_redirect(redirect_uri)
        except (RequestException, OAuthError) as error:
            raise Unauthenticated("The identity provider cannot be reached. Try again, or use a local account.") from error

    def claims(self) -> dict[str, Any]:
        """Who came back: the claims of the ID token, its signature, issuer, audience, expiry and nonce verified, joined with
        those of the user-info endpoint (groups often stand only there). Raises ``Unauthenticated``."""
        try:
            token = self._oauth.provider.authorize_access_token()
            identity = dict(token["userinfo"])
            told = dict(self._oauth.provider.userinfo(token=token))
        except (OAuthError, RequestException, KeyError, ValueError) as error:
            raise Unauthenticated("Signing in did not work. Start again from the login page.") from error
        if told.get("sub") != identity["sub"]:
            raise Unauthenticated("The identity provider contradicts itself about who you are. Start again from the login page.")
        return {**told, **identity}
