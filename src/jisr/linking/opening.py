"""Which engine is asked for, and whether it can run here."""

from pathlib import Path

from jisr.linking.engine import Engine, LinkingPackageError


def open_engine(name: str, folder: Path, memory_mb: int) -> Engine:
    """name: "duckdb" or "spark".

    Raises:
        LinkingPackageError: a package is missing.
        LinkingEngineError: Spark finds no Java.
    """
    try:
        if name == "spark":
            from jisr.linking.spark import SparkEngine

            return SparkEngine(folder, memory_mb)
        from jisr.linking.duck import DuckEngine
    except ModuleNotFoundError as error:
        raise LinkingPackageError(str(error.name), "spark" if name == "spark" else "link") from error
    return DuckEngine(folder, memory_mb)
