"""The unit of work: every part, in one transaction."""

from baton.storage.writers.collaboration import CollaborationWriter
from baton.storage.writers.definitions import DefinitionWriter
from baton.storage.writers.incidents import IncidentWriter
from baton.storage.writers.instances import InstanceWriter
from baton.storage.writers.jobs import JobWriter
from baton.storage.writers.messages import MessageWriter
from baton.storage.writers.modelling import ModellingWriter
from baton.storage.writers.people import PeopleWriter
from baton.storage.writers.tasks import TaskWriter
from baton.storage.writers.waits import WaitWriter


class SqlUnitOfWork(
    DefinitionWriter,
    InstanceWriter,
    TaskWriter,
    WaitWriter,
    JobWriter,
    IncidentWriter,
    MessageWriter,
    PeopleWriter,
    ModellingWriter,
    CollaborationWriter,
):
    """One transaction over all tables. After ``Conflict`` or ``SeqTaken`` it has to be left."""
