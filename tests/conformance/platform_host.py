"""The exam's adapter over the HTTP API: deploys, starts, completes and looks as an integrator would. ``restart`` throws the
whole platform away and opens the same database file again."""

from collections import Counter
from pathlib import Path

from baton.dispatch.inline import InlineDispatcher
from baton.domain.actors import PLATFORM, Role
from baton.domain.durations import parse_duration
from baton.domain.people import Person
from baton.main.clocks import FrozenClock
from baton.main.settings import Settings
from baton.main.wiring import Parts, build
from baton.storage.schema import upgrade
from baton.storage.store import SqlStore
from baton.usecases import people
from baton.usecases.testclock import move_to
from baton.web.app import create_app
from baton.web.settings import WebSettings


class Rejected(Exception):
    """The deployment or the start was refused."""


class ActionFailed(Exception):
    """An action was refused, or reached nobody."""


class PlatformHost:
    """One exam case on a database of its own."""

    def __init__(self, database: Path, clock: FrozenClock) -> None:
        self._url = f"sqlite:///{database}"
        self._clock = clock
        upgrade(self._url)
        self._open()
        people.add_person(self._platform, PLATFORM, Person("examiner", "Examiner", roles=frozenset(Role)))
        self._token = people.create_token(self._platform, "examiner")

    def restart(self) -> None:
        self._platform.store.close()
        self._open()

    def close(self) -> None:
        self._platform.store.close()

    def deploy(self, files):
        given = {Path(file).name: Path(file).read_text() for file in files}
        answer = self._ask("POST", "/deployments", {"files": given})
        if answer.status_code != 201:
            raise Rejected("; ".join(problem["message"] for problem in answer.json.get("problems", [answer.json])[:3]))

    def start(self, process_id, data=None):
        answer = self._ask("POST", "/instances", {"definition": process_id, "variables": data or {}})
        if answer.status_code != 201:
            raise Rejected(answer.json["detail"])
        return self._ids().index(answer.json["id"])

    def complete(self, element, data=None, nth=0):
        found = [task for task in self._tasks() if element in (task["element_id"], task["name"])]
        if len(found) <= nth:
            raise ActionFailed(f"no open task {element}; open: {self.open_tasks()}")
        answer = self._ask("POST", f"/tasks/{found[nth]['id']}/complete", {"variables": data or {}})
        if answer.status_code != 200:
            raise ActionFailed(answer.json["detail"])

    def message(self, name, payload=None, correlation=None):
        body = {"name": name, "variables": payload or {}, "correlation": correlation or {}}
        if not self._ask("POST", "/messages", body).json["reached"]:
            raise ActionFailed(f"nobody waits for {name}")

    def signal(self, name, payload=None):
        self._ask("POST", "/signals", {"name": name, "variables": payload or {}})

    def advance(self, duration):
        move_to(self._platform, self._clock, self._clock.now() + parse_duration(duration))

    def cancel(self, index=0):
        self._ask("POST", f"/instances/{self._ids()[index]}/cancel", {"reason": "the exam says so"})

    def status(self, index=0):
        instance = self._ask("GET", f"/instances/{self._ids()[index]}").json
        if instance["incidents"]:
            return "error"
        return {"active": "waiting", "completed": "completed", "terminated": "cancelled"}[instance["state"]]

    def error(self, index=0):
        incidents = self._ask("GET", f"/incidents?instance={self._ids()[index]}").json["items"]
        return "; ".join(incident["message"] for incident in incidents)

    def data(self, index=0):
        return self._ask("GET", f"/instances/{self._ids()[index]}").json["variables"]

    def open_tasks(self):
        return sorted(task["element_id"] for task in self._tasks())

    def waiting_events(self):
        waits = [wait for id in self._ids() for wait in self._ask("GET", f"/instances/{id}/waits").json["items"]]
        return sorted({wait["element_id"] for wait in waits if wait["kind"] not in ("task", "job")})

    def visits(self):
        return Counter(row["element_id"] for row in self._completed())

    def order(self):
        return [row["element_id"] for row in sorted(self._completed(), key=lambda row: row["ended_at"])]

    def verified(self):
        """Whether chain and replay of every instance are ok."""
        found = [self._ask("GET", f"/instances/{id}/verification").json for id in self._ids()]
        return all((one["chain"], one["replay"]) == ("ok", "ok") for one in found)

    def _open(self) -> None:
        store = SqlStore(self._url, durability="normal")
        self._platform = build(Settings(), Parts(InlineDispatcher(), self._clock, store))
        self._client = create_app(self._platform, WebSettings(secret_key="k" * 32, test_mode=True)).test_client()

    def _ask(self, method, path, body=None):
        return self._client.open(f"/api/v1{path}", method=method, headers={"Authorization": f"Bearer {self._token}"}, json=body)

    def _ids(self):
        return [row["id"] for row in reversed(self._ask("GET", "/instances?limit=200").json["items"])]

    def _tasks(self):
        return self._ask("GET", "/tasks?limit=200&sort=created").json["items"]

    def _completed(self):
        rows = [row for id in self._ids() for row in self._ask("GET", f"/instances/{id}/activities").json["items"]]
        return [row for row in rows if row["state"] == "completed"]
