"""The door of every script: the right Python, then the command, then one plain sentence if something is missing."""

import importlib
import os
import shutil
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def enter(command: str) -> None:
    """Run ``command`` (``module:function``, given the arguments) under a Python that is new enough, and end the process with its answer."""
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        _move_to_another_python()
    os.environ.pop("BATON_TRIED_PYTHONS", None)
    from setup.run import SetupProblem

    try:
        module, function = command.split(":")
        sys.exit(getattr(importlib.import_module(module), function)(sys.argv[1:]))
    except SetupProblem as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)


def _move_to_another_python() -> None:
    """Go on under the newest suitable Python on the PATH; an interpreter that does not start is passed over."""
    tried = os.environ.get("BATON_TRIED_PYTHONS", "").split(":")
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        name = "python3.%d" % minor  # noqa: UP031 - this file must also be readable for an old Python
        found = shutil.which(name)
        if found and name not in tried:
            os.environ["BATON_TRIED_PYTHONS"] = ":".join([*tried, name])
            os.execv(found, [found, *sys.argv])
    sys.exit(
        "Baton needs Python 3.11 to 3.14 and this is %d.%d (%s): install a newer one and start this script again."  # noqa: UP031
        % (sys.version_info[0], sys.version_info[1], sys.executable)
    )
