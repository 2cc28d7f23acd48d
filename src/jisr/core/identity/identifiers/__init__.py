"""Identifiers that name one thing: one file per scheme, each with `is_valid`, `normalize` and `format`."""
