"""How pages speak to people: their language, time zone and numbers."""
