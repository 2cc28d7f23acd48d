"""The whole station in one file, and a station again from it: identity, keys, database.

Portable between PostgreSQL versions and between the embedded server and a given one: tables travel as COPY text.
"""
