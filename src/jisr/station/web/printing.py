"""Sheets as PDF, tagged and with their fonts inside; nothing is fetched from outside the station."""

from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

#: Base of a sheet's own addresses; no host has this name (RFC 6761 section 6.4).
FILES = "https://station.invalid/"


class PrintingUnavailableError(Exception):
    """The libraries that set text are not on this machine."""


def pdf_of(html: str) -> bytes:
    """A page of its own as PDF (PDF/UA-1).

    Args:
        html: addresses of static files in it begin with `FILES`.

    Raises:
        PrintingUnavailableError.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher, URLFetcherResponse
    except OSError as error:
        raise PrintingUnavailableError from error

    class OwnFiles(URLFetcher):  # type: ignore[misc]
        """Static files of the station, and nothing else."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            return URLFetcherResponse(url, _own_file(url), {"Content-Type": _kind(url)})

    document = HTML(string=html, base_url=FILES, url_fetcher=OwnFiles(fail_on_errors=True))
    return bytes(document.write_pdf(pdf_variant="pdf/ua-1"))


def _own_file(url: str) -> bytes:
    name = url.removeprefix(FILES)
    found = finders.find(name) if url.startswith(FILES) and ".." not in name else None
    if not found:
        raise ValueError("a sheet fetches nothing from outside")
    return Path(str(found)).read_bytes()


def _kind(url: str) -> str:
    return "text/css" if url.endswith(".css") else "font/woff2"
