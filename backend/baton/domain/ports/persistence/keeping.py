"""What is kept of models, instances, work and accounts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from baton.domain.definitions import ProcessDefinition, StartEvent
from baton.domain.engine import Ending
from baton.domain.incidents import Incident
from baton.domain.instances import ProcessInstance, Snapshot
from baton.domain.jobs import Job
from baton.domain.journal import Entry
from baton.domain.messages import Message
from baton.domain.modelling import Comment, Draft, DraftVersion, Review, ShareLink, Snippet
from baton.domain.packs import InstalledPack
from baton.domain.people import Notice, Person, Session, Token
from baton.domain.tasks import UserTask
from baton.domain.waits import Wait


class Definitions(Protocol):
    """Deployed versions and what starts them."""

    def definition(self, id: str) -> ProcessDefinition:
        """Raises ``NotFound``. Cheap: definitions never change and are kept in memory."""

    def latest_definition(self, key: str) -> ProcessDefinition | None: ...
    def add_definition(self, definition: ProcessDefinition) -> None:
        """Store it as the newest version of its key; its message and signal starts replace those of the version before."""

    def starters(self, kind: str, name: str) -> Sequence[ProcessDefinition]:
        """The newest versions that begin with that message or signal, in order of their keys."""

    def arm_start(self, definition: ProcessDefinition, start: StartEvent, due_at: datetime | None) -> None:
        """When the timer start is due next; None disarms. A new version of a key disarms the timers of the version before."""


class Instances(Protocol):
    """Headlines, journal and snapshots."""

    def instance(self, id: str) -> ProcessInstance:
        """The headline, its row locked until the transaction ends. Raises ``NotFound``."""

    def add_instance(self, instance: ProcessInstance) -> None: ...
    def save_instance(self, instance: ProcessInstance) -> None: ...
    def append(self, entry: Entry) -> None:
        """Add a journal entry. Raises ``SeqTaken`` when that seq of the instance exists."""

    def entries(self, instance_id: str, after: int = 0, upto: int | None = None) -> list[Entry]:
        """Entries with ``after < seq <= upto``, oldest first."""

    def snapshot(self, instance_id: str) -> Snapshot | None: ...
    def save_snapshot(self, snapshot: Snapshot) -> None:
        """Keep the newest snapshot of an instance (replaces the one before)."""


class Work(Protocol):
    """What an instance waits for: people, jobs, timers, messages; and what hinders it."""

    def task(self, id: str) -> UserTask:
        """Raises ``NotFound``."""

    def locked_task(self, id: str) -> tuple[UserTask, ProcessInstance]:
        """The task as it is once the row of its instance is locked, and that instance. Raises ``NotFound``."""

    def open_tasks(self, instance_id: str) -> list[UserTask]: ...
    def add_tasks(self, tasks: Iterable[UserTask]) -> None: ...
    def save_task(self, task: UserTask) -> None: ...
    def completers(self, instance_id: str, element_ids: Iterable[str]) -> frozenset[str]:
        """The people who completed tasks of these elements in the instance, and those for whom they did."""

    def add_waits(self, instance: ProcessInstance, waits: Iterable[Wait]) -> None: ...
    def waits(self, instance_id: str) -> list[Wait]: ...
    def has_due_wait(self, instance_id: str, now: datetime) -> bool:
        """Whether a timer of the instance is due."""

    def drop_waits(self, instance_id: str, keys: Iterable[str]) -> None: ...
    def waiting_for(self, kind: str, name: str, correlation: Mapping[str, Any] | None = None) -> list[tuple[str, Wait]]:
        """(instance id, wait) of those who wait for that message or signal, oldest first; suspended instances left out.
        With a correlation: only waits of the same correlation, and waits that accept any."""

    def close(self, instance_id: str, ending: Ending, at: datetime) -> None:
        """Activities wait no longer: their open tasks are cancelled, waits dropped, jobs cancelled, incidents resolved."""

    def close_all(self, instance_id: str, at: datetime) -> None:
        """As ``close`` for everything the instance still waits for, whatever it is."""

    def hold(self, instance_id: str, held: bool) -> None:
        """Keep the timers and jobs of an instance from coming due, or let them again."""

    def incident(self, id: str) -> Incident: ...
    def add_incidents(self, incidents: Iterable[Incident]) -> None: ...
    def save_incident(self, incident: Incident) -> None: ...
    def rename_activities(self, instance_id: str, renamed: Mapping[str, str]) -> None:
        """Raised incidents of activities that go on under another name are about that one from now on."""


class Due(Protocol):
    """The due table: what has to be done when. Found by index, never by looking at instances."""

    def add_jobs(self, jobs: Iterable[Job]) -> None: ...
    def job(self, id: str) -> Job: ...
    def jobs_at_hand(self, ids: Iterable[str]) -> list[Job]:
        """Those of these jobs that wait for their time or that a worker has in hand."""

    def claim_job(self, id: str, now: datetime) -> Job | None:
        """Take the job if it is waiting and due, or if its lease ran out: attempt and fence rise. None when somebody else has it."""

    def jobs_under_way(self, instance_id: str) -> list[Job]:
        """The jobs of an instance that wait for their time or that a worker has in hand."""

    def save_job(self, job: Job) -> bool:
        """Store the job if its fence is still the stored one; False when the lease was taken over."""

    def due_jobs(self, now: datetime, limit: int) -> list[str]:
        """Ids of jobs that are due, or running with a lease that ran out; oldest first."""

    def due_instances(self, now: datetime, limit: int) -> list[str]:
        """Ids of instances with a due timer, oldest due first, each once."""

    def start_due_at(self, definition_id: str, element_id: str, now: datetime) -> datetime | None:
        """Since when a timer start is due, or None when it is not; nobody else gets it until the transaction ends."""

    def due_starts(self, now: datetime, limit: int) -> list[tuple[str, str, datetime]]:
        """(definition id, start element id, due_at) of due timer starts."""

    def next_due(self) -> datetime | None:
        """The earliest moment at which any job, timer or timer start is due, or a lease runs out."""


class Messages(Protocol):
    """Messages that wait for a receiver, and keys of requests already answered."""

    def message(self, id: str) -> Message | None: ...
    def keep_message(self, message: Message) -> None: ...
    def kept_messages(self, name: str, now: datetime) -> list[Message]:
        """Messages of that name that reached nobody and have not expired, oldest first."""

    def save_message(self, message: Message) -> None: ...
    def answer(self, actor_id: str, key: str) -> tuple[str, dict[str, Any]] | None:
        """(fingerprint, answer) of a request already answered under that key."""

    def store_answer(self, actor_id: str, key: str, answered: tuple[str, dict[str, Any]], at: datetime) -> None:
        """Remember fingerprint and answer. Raises ``Conflict`` when the key was taken meanwhile."""


class People(Protocol):
    """Accounts, sessions, tokens, notices."""

    def person(self, id: str) -> Person: ...
    def locked_person(self, id: str) -> Person:
        """As it stands now; nobody else changes it before the transaction ends. For whoever saves it afterwards."""

    def person_by_subject(self, subject: str) -> Person | None: ...
    def people(self) -> list[Person]: ...
    def save_person(self, person: Person) -> None: ...
    def members(self, group: str) -> list[Person]: ...
    def session(self, id: str) -> Session | None: ...
    def save_session(self, session: Session) -> None: ...
    def drop_session(self, id: str) -> None: ...
    def drop_sessions_of(self, person_id: str) -> None: ...
    def token(self, id: str) -> Token | None: ...
    def add_token(self, token: Token) -> None: ...
    def add_notices(self, notices: Iterable[Notice]) -> None:
        """Add those whose id is not there yet: telling twice is telling once."""


class Modelling(Protocol):
    """Drafts and installed packs."""

    def draft(self, id: str) -> Draft:
        """The draft with its files, also when it lies in the bin. Raises ``NotFound``."""

    def drafts(self) -> list[Draft]:
        """All drafts by name, without their files; those in the bin among them."""

    def save_draft(self, draft: Draft, expected: int | None) -> None:
        """Store the draft if the stored revision is ``expected`` (None: it must be new). Raises ``Conflict``."""

    def drop_draft(self, id: str) -> None:
        """The draft and everything that hangs on it: versions, comments, links, reviews."""

    def installed_pack(self, id: str) -> InstalledPack | None: ...
    def installed_packs(self) -> list[InstalledPack]: ...
    def save_installed_pack(self, pack: InstalledPack) -> None: ...


class Versions(Protocol):
    """Drafts as they once were, and who has one open now."""

    def draft_version(self, draft_id: str, number: int) -> DraftVersion:
        """With its files. Raises ``NotFound``."""

    def draft_versions(self, draft_id: str) -> list[DraftVersion]:
        """Newest first, without the contents of their files."""

    def save_draft_version(self, version: DraftVersion) -> None:
        """Keep a new version with its files, or change name, note and definitions of one that is there. A content that is
        stored already, by another version or a definition, is not stored again."""

    def drop_draft_versions(self, draft_id: str, numbers: Iterable[int]) -> None:
        """Forget versions, and contents that nothing else holds."""

    def seen_editing(self, draft_id: str, person_id: str, at: datetime) -> None: ...
    def editing(self, draft_id: str, since: datetime) -> list[str]:
        """The people seen with the draft open since then."""


class Collaboration(Protocol):
    """What people say about drafts, whom they show them to, and pieces they share."""

    def comment(self, id: str) -> Comment:
        """Raises ``NotFound``."""

    def comments(self, draft_id: str) -> list[Comment]:
        """Oldest first, resolved ones and replies among them."""

    def save_comment(self, comment: Comment) -> None:
        """Add it, or replace the one of that id."""

    def share_link(self, digest: str) -> ShareLink | None:
        """The link whose secret has that SHA-256, open or not."""

    def share_links(self, draft_id: str) -> list[ShareLink]:
        """Newest first."""

    def save_share_link(self, link: ShareLink) -> None: ...
    def reviews(self, draft_id: str) -> list[Review]:
        """Newest first."""

    def open_reviews(self) -> list[Review]:
        """Those nobody has decided, of all drafts, oldest first."""

    def save_review(self, review: Review) -> None: ...
    def snippet(self, id: str) -> Snippet:
        """Raises ``NotFound``."""

    def snippets(self) -> list[Snippet]:
        """All of them by name."""

    def save_snippet(self, snippet: Snippet) -> None:
        """Add it, or replace the one of that id."""

    def drop_snippet(self, id: str) -> None: ...
