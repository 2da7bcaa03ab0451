"""From a form to HTML fields and from a posted page back to values."""
