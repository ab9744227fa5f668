"""Fingerprints of matched trials: what tells of a trial that is run again whether it is the same.

A comparison keeps no rows of trials, but eight bytes of every trial of every arm.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from ..arrays import Prints, Words
from ..errors import VerificationError
from .matched import Chunk
from .shards import read_parquet, write_parquet
from .store import write_whole

_BYTES = 8


def prints_of(rows: Words) -> Prints:
    """The fingerprint of each row of a table of exact values, shape (rows,)."""
    exact = np.ascontiguousarray(rows, dtype="<i8")
    digests = (hashlib.blake2b(row.data, digest_size=_BYTES).digest() for row in exact)
    return np.frombuffer(b"".join(digests), dtype="<u8").astype(np.uint64)


class Fingerprints:
    """Fingerprints of the trials of some arms, taken as they pass."""

    def __init__(self, arms: int) -> None:
        self._taken: list[list[Prints]] = [[] for _ in range(arms)]

    @property
    def trials(self) -> int:
        """How many trials of every arm have passed."""
        return sum(some.size for some in self._taken[0])

    def over(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """The chunks, each once its trials are taken."""
        for chunk in chunks:
            for taken, table in zip(self._taken, chunk.tables, strict=True):
                taken.append(prints_of(table))
            yield chunk

    def write(self, path: Path) -> None:
        """Put them in a file at once: a column an arm, by its number, and a row a trial."""
        import pyarrow as pa

        columns = [pa.array(np.concatenate(taken)) for taken in self._taken]
        table = pa.Table.from_arrays(columns, names=[str(k) for k in range(len(columns))])
        write_whole(path, lambda aside: write_parquet(table, aside))


def read_prints(path: Path, trials: int) -> Sequence[Prints]:
    """The fingerprints that a file holds, an array an arm.

    Raises
    ------
    VerificationError
        If it holds none of so many trials.
    """
    import pyarrow as pa

    try:
        found = [column.to_numpy() for column in read_parquet(path).columns]
    except (OSError, ValueError, pa.ArrowException) as error:
        raise VerificationError(f"{path} can't be read: {error}") from error
    if any(column.shape != (trials,) or column.dtype != np.uint64 for column in found):
        raise VerificationError(f"{path} holds no fingerprints of {trials:,} trials")
    return found
