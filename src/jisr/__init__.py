"""Jisr: open software for security cooperation between states."""
