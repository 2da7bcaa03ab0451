"""The unit of work: every part, in one transaction."""

from baton.storage.writers.collaboration import CollaborationWriter
from baton.storage.writers.definitions import DefinitionWriter
from baton.storage.writers.incidents import IncidentWriter
from baton.storage.writers.instances import InstanceWriter
from baton.storage.writers.messages import MessageWriter
from baton.storage.writers.modelling import ModellingWriter
from baton.storage.writers.people import PeopleWriter
from baton.storage.writers.tasks import TaskWriter
from baton.storage.writers.waits import WaitWriter
from baton.storage.writers.working.absences import AbsenceWriter
from baton.storage.writers.working.filling import FillingWriter
from baton.storage.writers.working.links import LinksWriter
from baton.storage.writers.working.lookups import LookupWriter
from baton.storage.writers.working.signatures import SignaturesWriter
from baton.storage.writers.working.submissions import SubmissionsWriter
from baton.storage.writers.working.telling import TellingWriter
from baton.storage.writers.working.worklists import WorklistsWriter


class SqlUnitOfWork(
    DefinitionWriter,
    InstanceWriter,
    TaskWriter,
    WaitWriter,
    IncidentWriter,
    MessageWriter,
    PeopleWriter,
    ModellingWriter,
    CollaborationWriter,
    WorklistsWriter,
    TellingWriter,
    AbsenceWriter,
    FillingWriter,
    SubmissionsWriter,
    LinksWriter,
    SignaturesWriter,
    LookupWriter,
):
    """One transaction over all tables. After ``Conflict`` or ``SeqTaken`` it has to be left."""
