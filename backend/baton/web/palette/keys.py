"""The keys that work everywhere and where people work on tasks, in words. The scripts register the same keys."""

from baton.web.language.catalog import later

KEYS = (
    (later("Everywhere"), (
        ("Ctrl+k", later("Go to anything")), ("/", later("Search")), ("g t", later("My tasks")), ("g s", later("Start a process")),
        ("g i", later("Instances")), ("g n", later("Notices")), ("g p", later("Processes")), ("?", later("This list")),
    )),
    (later("Lists"), (
        ("j", later("Next row")), ("k", later("Previous row")), ("Enter", later("Open the row")), ("x", later("Select the row")),
        ("c", later("Claim the task")), ("s", later("Snooze the task")),
    )),
    (later("A task"), (
        ("J", later("Open the next task")), ("K", later("Open the previous task")), ("Ctrl+Enter", later("Complete the task")),
        ("e", later("Complete the task, while you are not typing")), ("z", later("Undo completing")),
        ("[", later("Show or hide the list")), ("Escape", later("Back to the list, or close what is open")),
    )),
)  # fmt: skip
