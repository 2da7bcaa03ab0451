"""Completing a user task over HTTP: what it costs the serving process, from the socket to the commit."""

import http.client
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from tests.bench.measuring.dispute import DEFINITION, DISPUTES, PATH, Decision, variables
from tests.bench.measuring.rows import Row
from tests.bench.measuring.served import Server, serving

from baton.dispatch.inline import NullDispatcher
from baton.main import demo
from baton.main.clocks import FrozenClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage import schema
from baton.storage.store import SqlStore
from baton.usecases import people

MOST_MS = 6


@dataclass
class Client:
    """One kept-open connection to the API, as several people."""

    server: Server
    tokens: dict[str, str]
    spent: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        place = urlsplit(self.server.address)
        self._connection = http.client.HTTPConnection(str(place.hostname), place.port, timeout=60)

    def ask(self, person: str, method: str, path: str, body: Any = None) -> Any:
        headers = {"Authorization": f"Bearer {self.tokens[person]}", "Content-Type": "application/json"}
        self._connection.request(method, f"/api/v1{path}", json.dumps(body) if body is not None else None, headers)
        answer = self._connection.getresponse()
        content = answer.read()
        if answer.status >= 300:
            raise AssertionError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return json.loads(content)

    def timed(self, name: str, work: Callable[[], Any]) -> Any:
        """The result of ``work``; what it cost the server goes under ``name``."""
        begun = self.server.cpu()
        result = work()
        self.spent[name] = self.spent.get(name, 0.0) + self.server.cpu() - begun
        return result


def rows() -> Iterator[Row]:
    """The dispute over HTTP, warmed up once."""
    with tempfile.TemporaryDirectory(prefix="baton-bench-") as folder:
        tokens = _prepare(Path(folder))
        with serving(Path(folder)) as server:
            _disputes(Client(server, tokens), DISPUTES // 4)
            client = Client(server, tokens)
            _disputes(client, DISPUTES)
    per = {name: 1000 * spent / DISPUTES for name, spent in client.spent.items()}
    how = f"CPU of the serving process, full durability, {DISPUTES} disputes started and finished"
    yield Row("HTTP, completed user task", per.pop("complete") / len(PATH), "ms", MOST_MS, how)
    yield Row("HTTP, started instance", per["start"], "ms", how=how)
    yield Row("HTTP, task list of an instance", per["list"] / len(PATH), "ms", how=how)


def _prepare(folder: Path) -> dict[str, str]:
    url = replace(Settings(), data_dir=str(folder)).database()
    schema.upgrade(url)
    store = SqlStore(url)
    platform = build(Settings(), Parts(NullDispatcher(), FrozenClock(datetime.now(UTC)), store))
    demo.seed(platform)
    tokens = {person: people.create_token(platform, person) for person in ("clerk", "director", "auditor")}
    store.close()
    return tokens


def _disputes(client: Client, count: int) -> None:
    def start() -> list[str]:
        return [_started(client, number) for number in range(count)]

    ids = client.timed("start", start)
    for decision in PATH:
        tasks = client.timed("list", lambda decision=decision: [_task(client, id, decision) for id in ids])
        client.timed("complete", lambda decision=decision, tasks=tasks: [_complete(client, task, decision) for task in tasks])
    states = {client.ask("auditor", "GET", f"/instances/{id}")["state"] for id in ids}
    if states != {"completed"}:
        raise AssertionError(f"the disputes are {states}")


def _started(client: Client, number: int) -> str:
    body = {"definition": DEFINITION, "variables": variables(number)}
    return str(client.ask("clerk", "POST", "/instances", body)["id"])


def _task(client: Client, instance_id: str, decision: Decision) -> str:
    items = client.ask(decision.person, "GET", f"/tasks?instance={instance_id}")["items"]
    return str(next(item["id"] for item in items if item["element_id"] == decision.element_id))


def _complete(client: Client, task_id: str, decision: Decision) -> None:
    body = {"variables": decision.values, "outcome": decision.outcome}
    client.ask(decision.person, "POST", f"/tasks/{task_id}/complete", body)
