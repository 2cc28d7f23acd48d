"""Passphrases of backups: from the environment, or asked for in a terminal."""

import os
import sys
from gettext import gettext as _

import click

PASSPHRASE_VARIABLE = "JISR_BACKUP_PASSPHRASE"  # noqa: S105 - the name of a variable
KEYS_PASSPHRASE_VARIABLE = "JISR_KEYS_PASSPHRASE"  # noqa: S105 - the name of a variable


def passphrase_for_new_file() -> str:
    """From the environment, or asked twice in a terminal; "" for none."""
    given = os.environ.get(PASSPHRASE_VARIABLE, "")
    if given or not sys.stdin.isatty():
        return given
    question = _("Passphrase of the backup (empty: none)")
    return str(click.prompt(question, default="", hide_input=True, show_default=False, confirmation_prompt=True))


def keys_passphrase(*, is_new: bool) -> str:
    """From JISR_KEYS_PASSPHRASE or, failing that, JISR_BACKUP_PASSPHRASE; or asked in a terminal."""
    given = os.environ.get(KEYS_PASSPHRASE_VARIABLE) or os.environ.get(PASSPHRASE_VARIABLE, "")
    if given or not sys.stdin.isatty():
        return given
    return str(click.prompt(_("Passphrase of the keys"), hide_input=True, confirmation_prompt=is_new))
