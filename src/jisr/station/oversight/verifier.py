"""The page that verifies bundles in a browser: made when the front-end is built, handed out as it is."""

from pathlib import Path

from jisr.station import web
from jisr.station.oversight.problems import VerifierMissingProblem

FILE_NAME = "jisr-ledger-verifier.html"


def verifier_page() -> bytes:
    """The whole page, one file.

    Raises:
        VerifierMissingProblem: it was not built.
    """
    try:
        return (Path(web.__file__).parent / "static" / "vendor" / "ledger-verifier.html").read_bytes()
    except FileNotFoundError:
        raise VerifierMissingProblem from None
