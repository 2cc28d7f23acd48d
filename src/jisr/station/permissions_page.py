"""Prints docs/reference/permissions.md; needs no station and no database.

`python -m jisr.station.permissions_page > docs/reference/permissions.md`
"""

import os
import tempfile
from pathlib import Path


def main() -> None:
    """Load the site with a home that is thrown away, and print."""
    from jisr.station.typing_home import make_home

    with tempfile.TemporaryDirectory(prefix="jisr-page-") as folder:
        os.environ["JISR_HOME"] = str(make_home(Path(folder)))
        os.environ["DJANGO_SETTINGS_MODULE"] = "jisr.station.settings"
        import django
        from django.utils import translation

        django.setup()
        from jisr.station.permissions import document

        with translation.override("en"):
            print(document(), end="")


if __name__ == "__main__":
    main()
