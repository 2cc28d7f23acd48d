"""The `jisr` command, one file per command."""
