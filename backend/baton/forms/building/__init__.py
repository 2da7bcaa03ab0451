"""Building forms: documents as designers edit them, every edit a pure step."""
