"""Pages of the oversight room."""
