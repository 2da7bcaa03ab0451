"""Putting tasks aside: the moments people mean, the dialog that asks for one, and the note that takes it back."""
