"""Content hashes of the points of a sweep, gone on with as their trials are written."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from ..arrays import Words
from ..engine.table import Column, ContentHash
from .ledger import Finished, Ledger
from .studies.study import Point, Study
from .swept import Rows, ShardReader, in_order_of_trials


class PointHashes:
    """Hashes points one after another; the hash of a point is that of a run of its scenario.

    Parameters
    ----------
    folder : Path
        Where the shards are.
    study : Study
        What is swept.
    columns : sequence of tuple of Column
        Columns of the points of every base.
    grows : bool
        Whether points that have all their trials may be gone on with.
    """

    def __init__(
        self,
        folder: Path,
        study: Study,
        columns: Sequence[tuple[Column, ...]],
        grows: bool = False,
    ) -> None:
        self._study, self._columns = study, columns
        self._draws = [study.laid(number) for number in range(len(study.bases))]
        self._reader = ShardReader(folder)
        self._grows = grows
        self._under_way: dict[str, tuple[int, ContentHash]] = {}

    def widen(self, study: Study) -> None:
        """Go on to a study with more trials of every point."""
        self._study = study

    def add(
        self, point: Point, first: int, words: Words, places: Sequence[Rows]
    ) -> Finished | None:
        """Go on with a point whose trials from ``first`` on were written just now.

        Parameters
        ----------
        places : sequence of Rows
            Where all its trials lie, for what was hashed by another process or before others.

        Returns
        -------
        Finished or None
            The hash, once all trials are in it.
        """
        if first == 0:
            self._under_way[point.key] = (0, self._of_none(point))
        reached, content = self._under_way.get(point.key, (None, None))
        if content is None or reached != first:
            return self.of_shards(point, places)
        content.add(words)
        return self._reached(point, first + len(words), content)

    def of_shards(self, point: Point, places: Sequence[Rows]) -> Finished | None:
        """Hash what shards hold of a point, from trial 0 to the first that is missing."""
        content, end = self._of_none(point), 0
        found = sorted(places, key=in_order_of_trials)
        for words in self._reader.words(found, self._columns[point.base], checked=True):
            content.add(words)
            end += len(words)
        return self._reached(point, end, content)

    def _of_none(self, point: Point) -> ContentHash:
        draws = self._draws[point.base]
        told = "" if draws is None else draws.digest
        return ContentHash(self._study.scenario(point), self._columns[point.base], told)

    def _reached(self, point: Point, end: int, content: ContentHash) -> Finished | None:
        self._under_way[point.key] = (end, content)
        if end != self._study.trials:
            return None
        if not self._grows:
            del self._under_way[point.key]
        return Finished(point.key, end, content.hexdigest())


def content_hash(study: Study, ledger: Ledger) -> str:
    """Hash of a sweep: of the content hashes of its points in the order of the design.

    A failed point counts as failed; one that is not finished does not count.
    """
    told = []
    for point in study.points:
        found = ledger.finished.get((point.key, study.trials))
        if point.key in ledger.failed:
            found = "failed"
        if found is not None:
            told.append([point.key, found])
    text = json.dumps(told, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
