"""Forms while they are designed: opened, stored, made for a task, found again, and their keys carried through a draft."""
