"""Extractors that a station has installed beside Jisr's own, found by the entry-point group `jisr.extractors`."""

from functools import cache
from importlib.metadata import entry_points

from jisr.core.extraction import Extractor, PatternExtractor

GROUP = "jisr.extractors"


class ExtractorPluginError(Exception):
    """An installed extractor can't be used; the message names it."""


@cache
def installed_extractors() -> tuple[Extractor, ...]:
    """Jisr's own extractor first, then the installed ones in order of their names.

    Raises:
        ExtractorPluginError: an entry point can't be imported, or gives something that does not extract.
    """
    extractors: list[Extractor] = [PatternExtractor()]
    for point in sorted(entry_points(group=GROUP), key=lambda one: one.name):
        try:
            extractor = point.load()()
        except Exception as error:
            raise ExtractorPluginError(f"{point.name} ({point.value}): {error}") from error
        if not callable(getattr(extractor, "extract", None)) or not isinstance(getattr(extractor, "name", None), str):
            raise ExtractorPluginError(f"{point.name} ({point.value}): no `name` or no `extract`")
        extractors.append(extractor)
    return tuple(extractors)
