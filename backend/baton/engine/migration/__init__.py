"""Lets a running instance go on under another version of its definition: refused with a reason, or exactly right."""
