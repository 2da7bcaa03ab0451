"""The panel beside the canvas: what can be said about a field, read and written."""
