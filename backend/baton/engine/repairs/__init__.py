"""Repairs of SpiffWorkflow 3.2.0, one per file, each saying what is wrong without it. Importing this package puts them in place.

They reach into private methods: the version is pinned, and a test refuses to pass when the patched source ever changes."""

from baton.engine.repairs.events import boundary, catching, conditions, throwing, timers
from baton.engine.repairs.flows import paths
from baton.engine.repairs.joins import tokens, writes
from baton.engine.repairs.loops import multi_instance, standard_loop
from baton.engine.repairs.scopes import ending, starting, subprocess
from baton.engine.repairs.tasks import cancel, data, entering, failing, index, prediction, removal

_REPAIRS = (
    index,
    removal,
    cancel,
    prediction,
    failing,
    entering,
    data,
    writes,
    tokens,
    timers,
    catching,
    throwing,
    boundary,
    conditions,
    subprocess,
    ending,
    starting,
    multi_instance,
    standard_loop,
    paths,
)

for _repair in _REPAIRS:
    _repair.install()
