"""Every view declares its rule; a view without one keeps the application from starting."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request

from baton.domain.actors import ANONYMOUS
from baton.domain.errors import Forbidden, Unauthenticated
from baton.domain.policy import SCOPES, require
from baton.web.security.actor import current_actor

View = TypeVar("View", bound=Callable[..., Any])
DECLARED = "access_rule"
OPEN = "baton.open_endpoints"
# Whether these are allowed depends on the one task or instance; the use case decides when it has it in hand.
ABOUT_ONE_THING = frozenset({"task.see", "task.claim", "task.complete", "task.assign", "instance.see", "history.verify"})


@dataclass(frozen=True)
class Rule:
    """What a view demands: an action of the policy, or (``action`` None) nothing, for a stated reason."""

    action: str | None
    reason: str = ""


def rule(action: str) -> Callable[[View], View]:
    """The view needs a signed-in actor who may do ``action``."""
    if action not in SCOPES:
        raise ValueError(f"the policy knows no action {action!r}")
    return _declare(Rule(action))


def public(reason: str) -> Callable[[View], View]:
    """Anybody may call the view, for this reason."""
    return _declare(Rule(None, reason))


def open_endpoints(app: Flask, reasons: Mapping[str, str]) -> None:
    """Declare views public that a library registered: endpoint to reason."""
    app.extensions.setdefault(OPEN, {}).update({name: Rule(None, reason) for name, reason in reasons.items()})


def enforce() -> None:
    """Before every request: refuse whoever the view's rule does not let in."""
    if request.endpoint is None:
        return
    wanted = _rule_of(current_app._get_current_object(), request.endpoint, request.method)  # type: ignore[attr-defined]
    if wanted is None:
        raise Forbidden("This address is not open to anybody.")
    if wanted.action is None:
        return
    actor = current_actor()
    if actor is ANONYMOUS:
        raise Unauthenticated
    if wanted.action not in ABOUT_ONE_THING:
        require(actor, wanted.action)
    elif actor.scopes is not None and wanted.action not in actor.scopes:
        raise Forbidden(f"This API token does not reach {wanted.action}.")


def require_declared(app: Flask) -> None:
    """Raise when any view has no rule."""
    missing = sorted(
        f"{method} {place.rule}"
        for place in app.url_map.iter_rules()
        for method in (place.methods or set()) - {"OPTIONS", "HEAD"}
        if _rule_of(app, place.endpoint, method) is None
    )
    if missing:
        raise RuntimeError(f"views without @rule or @public: {', '.join(missing)}")


def _declare(declared: Rule) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, DECLARED, declared)
        return view

    return mark


def _rule_of(app: Flask, endpoint: str, method: str) -> Rule | None:
    opened: dict[str, Rule] = app.extensions.get(OPEN, {})
    if endpoint in opened:
        return opened[endpoint]
    view: Any = app.view_functions[endpoint]
    view_class = getattr(view, "view_class", None)
    if view_class is not None:
        wanted = "get" if method in ("HEAD", "OPTIONS") else method.lower()
        view = getattr(view_class, wanted, view_class)
    found: Rule | None = getattr(view, DECLARED, None)
    return found
