"""The points of a whole sweep of one scenario as a table of numbers, for analyses of what was run."""

from collections.abc import Iterator, Sequence

import numpy as np

from ..arrays import Floats, Words
from ..engine.table import Column
from ..errors import InputError
from .space import space
from .studies.ranges import between_ends
from .swept import Swept


class PointsOfSweep:
    """Points that did not fail, and the values of their parameters.

    Attributes
    ----------
    swept : Swept
        The sweep.
    scenario : Scenario
        What they were made from.
    dimensions : tuple of Dimension
        The parameters, each over what lies between its lowest and its highest value.
    columns : tuple of Column
        Columns of their trials.
    points : list of Point
        In the order of the study.
    values : array (points, parameters)
        In the order of ``dimensions``.
    trials : int
        Trials that each of them has.

    Raises
    ------
    InputError
        If the sweep is not whole, is of several scenarios, or does not vary what is wanted.
    """

    def __init__(self, swept: Swept, wanted: Sequence[str] = ()) -> None:
        study = swept.study
        if not swept.manifest["complete"]:
            raise InputError(f"{swept.folder} is not whole: peninsula sweep ... --resume ends it")
        if len(study.bases) > 1:
            raise InputError(
                f"{swept.folder} is of {len(study.bases)} scenarios, and this looks at the points of one"
            )
        known = between_ends(study)
        strange = next((path for path in wanted if path not in known), None)
        if strange is not None:
            raise InputError(
                f"{swept.folder} does not vary {strange}; it varies {', '.join(known) or 'nothing'}"
            )
        if not known:
            raise InputError(f"{swept.folder} varies nothing: its points have one set of values")
        self.swept = swept
        self.scenario = study.bases[0]
        self.columns = swept.columns[0]
        self.dimensions = space(self.scenario, wanted, known)
        self.points = [p for p in study.points if p.key not in swept.ledger.failed]
        rows = [[float(dict(p.values)[one.path]) for one in self.dimensions] for p in self.points]
        self.values: Floats = np.array(rows, dtype=np.float64)
        self.trials = study.trials

    def words(self, columns: Sequence[Column], trials: int) -> Iterator[Words]:
        """Exact values of some columns of the first ``trials`` trials, point by point.

        Raises
        ------
        VerificationError
            If a file is missing or can't be read.
        """
        for point in self.points:
            yield np.concatenate(list(self.swept.words(point, columns)))[:trials]
