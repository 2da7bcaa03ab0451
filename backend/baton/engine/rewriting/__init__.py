"""Changes to models that are made from elsewhere, byte for byte around what stays."""
