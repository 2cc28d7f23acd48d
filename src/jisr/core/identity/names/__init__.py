"""Names in any script: letters, parts, keys, learned likeness and lookup."""
