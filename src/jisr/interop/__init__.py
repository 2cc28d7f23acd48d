"""Bytes of other systems to and from values: documents, lists, entities, packaged gazetteers. No database, no net."""
