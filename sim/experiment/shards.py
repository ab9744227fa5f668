"""Parquet files of a result folder, each listed with its size and checksum, and read only when whole."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..errors import VerificationError
from .store import checksum

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq


def write_parquet(table: "pa.Table", path: Path) -> None:
    """Write a table as Parquet."""
    import pyarrow.parquet as pq

    # Arrow takes a relative path such as run:2024/x for an address; no absolute one.
    pq.write_table(table, path.absolute(), compression="zstd", compression_level=1)


def parquet_writer(path: Path, schema: "pa.Schema") -> "pq.ParquetWriter":
    """Writes a Parquet file piece by piece."""
    import pyarrow.parquet as pq

    return pq.ParquetWriter(path.absolute(), schema, compression="zstd")


def parquet_file(path: Path, footer: Any = None) -> "pq.ParquetFile":
    """An open Parquet file, its footer known already where it is given."""
    import pyarrow.parquet as pq

    return pq.ParquetFile(path.absolute(), metadata=footer)


def read_parquet(
    path: Path, names: Sequence[str] | None = None, footers: dict[Any, Any] | None = None
) -> "pa.Table":
    """The table of a file, or some of its columns.

    ``footers`` remembers the footers of files: to read one takes longer than to read a column.
    """
    if footers is None:
        footers = {}
    about = path.stat()
    file = (path, about.st_mtime_ns, about.st_size)
    with parquet_file(path, footers.get(file)) as stored:
        footers[file] = stored.metadata
        return stored.read(columns=None if names is None else list(names))


def listed(path: Path) -> dict[str, Any]:
    """A file as a manifest lists it."""
    return {"file": path.name, "bytes": path.stat().st_size, "blake2b": checksum(path)}


def place_of(folder: Path, entry: dict[str, Any]) -> Path:
    """Path of a listed file; a manifest can't name one outside its folder."""
    return folder / Path(str(entry["file"])).name


def whole(folder: Path, entry: dict[str, Any]) -> Path:
    """Path of a listed file that is the one that was written.

    Raises
    ------
    VerificationError
        If it is missing, can't be read or is another.
    """
    path = place_of(folder, entry)
    try:
        found = checksum(path)
    except OSError as error:
        raise VerificationError(f"{path} can't be read: {error.strerror}") from error
    if found != entry["blake2b"] or entry.get("bytes", path.stat().st_size) != path.stat().st_size:
        raise VerificationError(f"{path} is not the file that was written: its checksum differs")
    return path
