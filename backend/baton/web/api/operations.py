"""Health, readiness, metrics, and the clock of test mode."""

from datetime import datetime
from typing import Any

from flask import Blueprint, Response
from flask_smorest import Blueprint as ApiBlueprint
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest

from baton.domain.durations import parse_duration
from baton.domain.errors import InvalidInput, NotFound, Rejection
from baton.domain.problems import Problem
from baton.usecases import testclock
from baton.web.api.answers import reply
from baton.web.api.schemas.others import ClockBody, ClockSchema
from baton.web.security.access import public, rule
from baton.web.wired import platform, settings

probes = Blueprint("probes", __name__)
clock = ApiBlueprint("api-clock", __name__, url_prefix="/api/v1/test", description="Test mode only")


@probes.get("/healthz")
@public("load balancers ask whether the process answers; it tells nothing about data")
def healthz() -> Response:
    return reply({"status": "ok", "test_mode": settings().test_mode})


@probes.get("/readyz")
@public("load balancers ask whether requests can be served; it tells nothing about data")
def readyz() -> Response:
    try:
        warnings = list(platform().store.check().get("warnings", []))
    except Rejection as unavailable:
        return reply({"status": "not ready", "reason": str(unavailable)}, 503)
    if trouble := platform().seals.trouble(platform().clock.now()):
        warnings.append(trouble)
    return reply({"status": "ready", "warnings": warnings})


@probes.get("/metrics")
@public("Prometheus scrapes without a log-in; figures only, no names")
def metrics() -> Response:
    registry = CollectorRegistry()
    for name, value in platform().queries.gauges(platform().clock.now()).items():
        Gauge(f"baton_{name}", name.replace("_", " "), registry=registry).set(value)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


@clock.post("/clock")
@clock.arguments(ClockBody())
@clock.response(200, ClockSchema)
@rule("clock.set")
def move_clock(body: dict[str, Any]) -> Response:
    """Move the clock forward; everything that comes due on the way is done before the answer. Only in test mode."""
    if not settings().test_mode:
        raise NotFound("There is no test clock here; it exists in test mode only.")
    moved: Any = platform().clock
    done = testclock.move_to(platform(), moved, _target(body, moved.now()))
    return reply({"now": moved.now().isoformat(), "done": done})


def _target(body: dict[str, Any], now: datetime) -> datetime:
    if ("advance" in body) == ("set" in body):
        raise InvalidInput('Send either {"advance": "PT48H"} or {"set": "2026-12-01T09:00:00Z"}.')
    if "set" in body:
        target: datetime = body["set"]
        return target
    try:
        return now + parse_duration(body["advance"])
    except ValueError as error:
        raise InvalidInput(str(error), problems=[Problem("request.field", str(error), field="advance")]) from None
