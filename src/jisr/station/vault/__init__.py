"""Encryption at rest: one key for each record, kept outside the database; a destroyed key erases every copy.

`fields` are model fields whose values are sealed in the database. What is sealed can be read by whoever holds the
database, the key store and the master key; by nobody who lacks one of them. Decision: docs/adr/0010.
"""
