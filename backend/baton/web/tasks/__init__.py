"""Working on one task: its page, the worklist beside it, handing it on, and undoing its completion."""
