"""The guided first process: a few questions become an approval with its forms, deadline and escalation."""
