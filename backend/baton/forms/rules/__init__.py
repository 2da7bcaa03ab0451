"""How values are judged: the JSON Schema validators, with patterns, formats and what was evaluated done our way."""
