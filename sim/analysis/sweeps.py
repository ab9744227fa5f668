"""What came out of a sweep: estimates point by point, and matched contrasts of points."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..arrays import Floats, Words
from ..engine.state_index import why_not_kept
from ..engine.table import trial_columns
from ..errors import InputError, Problem
from ..experiment.compare import Arm, Pairing
from ..experiment.matched import CHUNK, Chunk
from ..experiment.studies.study import Planned, Study
from ..experiment.swept import Swept
from ..scenario.problems import Findings
from .comparison import tabulate
from .estimating import Estimator
from .intervals import LEVEL, Interval
from .measures import Measure, measures
from .sequential import named
from .summary import EVER


class Row(NamedTuple):
    """One outcome of one point: ``estimate`` a share (``unit`` "share") or a mean, with its interval."""

    point: int
    key: str
    name: str
    scenario: str
    trials: int
    section: str
    outcome: str
    label: str
    unit: str
    estimate: float
    low: float
    high: float
    method: str


def unknown_outcomes(study: Study) -> list[Problem]:
    """Outcomes of interest that a base scenario doesn't have, each with its place in the file."""
    findings = Findings()
    for base in study.bases:
        known = measures(base, trial_columns(base))
        for wanted in study.outcomes:
            try:
                named(known, wanted.name)
            except InputError:
                reason = why_not_kept(base, wanted.name)
                findings.report(
                    wanted.mark,
                    f"{base.name} has no outcome of this name; {reason or 'see peninsula codebook'}",
                    found=wanted.name,
                    near=[measure.name for measure in known],
                )
    return findings


def outcomes_of(study: Study) -> tuple[str, ...]:
    """Names of the outcomes of interest; the first events where the study names none."""
    return tuple(wanted.name for wanted in study.outcomes) or tuple(EVER)


def summarise(
    swept: Swept, outcomes: Sequence[str] | None = None, level: float = LEVEL
) -> pd.DataFrame:
    """The table of a sweep: one ``Row`` an outcome of a point, and a column for every parameter.

    Points that failed or hold no trials are left out.

    Parameters
    ----------
    outcomes : sequence of str, optional
        Names of outcomes; those of interest to the study by default.

    Raises
    ------
    InputError
        If a base scenario has no outcome of a name.
    """
    study = swept.study
    wanted = outcomes_of(study) if outcomes is None else outcomes
    asked = [
        [named(listed, name) for name in wanted]
        for base, columns in zip(study.bases, swept.columns, strict=True)
        for listed in [measures(base, columns)]
    ]
    rows, values = [], []
    for point in study.points:
        drawn = study.laid(point.base)
        needed = sorted({measure.column for measure in asked[point.base]})
        columns = [swept.columns[point.base][k] for k in needed]
        parts = list(swept.words(point, columns))
        if not parts or point.key in swept.ledger.failed:
            continue
        words = np.concatenate(parts)
        about = (point.number, point.key, point.name, study.bases[point.base].name, len(words))
        # Trial k has draw k modulo the draws.
        estimator = Estimator(None if drawn is None else np.arange(len(words)) % drawn.rows, level)
        for measure in asked[point.base]:
            found = measure.of(words[:, needed.index(measure.column)])
            said = (measure.section, measure.name, measure.label, measure.unit)
            rows.append(Row(*about, *said, *_estimate(measure, found, estimator)))
            values.append(dict(point.values))
    table = pd.DataFrame(rows, columns=list(Row._fields))
    for place, path in enumerate(study.axes, list(Row._fields).index("trials")):
        table.insert(place, path, [value.get(path) for value in values])
    return table


def contrasts(
    swept: Swept,
    planned: Sequence[Planned] | None = None,
    outcomes: Sequence[str] | None = None,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Matched contrasts of points, rows as ``comparison.Row`` says.

    Pairs of which a point failed or holds no trials are left out; a pair with more trials at one
    point than at the other is compared on those that both hold.

    Parameters
    ----------
    planned : sequence of Planned, optional
        Which points are set against which; those that the study planned by default. One without a
        name is marked as not planned.
    outcomes : sequence of str, optional
        Names of outcomes; those of interest to the study by default.
    """
    study = swept.study
    wanted = outcomes_of(study) if outcomes is None else outcomes
    asked = [
        [(found.section, found.name) for found in (named(listed, name) for name in wanted)]
        for base, columns in zip(study.bases, swept.columns, strict=True)
        for listed in [measures(base, columns)]
    ]
    tables = []
    for pair in study.planned if planned is None else planned:
        a, b = study.points[pair.a], study.points[pair.b]
        trials = min(swept.trials(a), swept.trials(b))
        if trials == 0 or {a.key, b.key} & set(swept.ledger.failed):
            continue
        arms = [Arm(k, point.name, study.scenario(point)) for k, point in enumerate((a, b))]
        pairing = Pairing(f"{b.name} against {a.name}", *arms)
        drawn = [draws.rows for one in (a, b) if (draws := study.laid(one.base)) is not None]
        streams = [swept.matched_words(a), swept.matched_words(b)]
        chunks = matched_chunks(streams, trials, max(drawn, default=0))
        tables.append(tabulate([pairing], chunks, pair.name, level, asked[a.base]))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def matched_chunks(
    streams: Sequence[Iterable[Words]], trials: int, draws: int = 0
) -> Iterator[Chunk]:
    """Tables of the same trials of several points, however each is cut, up to a number of trials.

    ``draws`` is how many parameter draws the trials take in turn, 0 for none.
    """
    cut = [_recut(stream, trials) for stream in streams]
    for number, tables in enumerate(zip(*cut, strict=True)):
        yield Chunk(number * CHUNK, tables, draws)


def _recut(stream: Iterable[Words], trials: int) -> Iterator[Words]:
    """Rows of a stream in tables of ``CHUNK`` rows, the last one shorter."""
    waiting: list[Words] = []
    for words in stream:
        while len(words):
            room = min(CHUNK, trials) - sum(map(len, waiting))
            waiting.append(words[:room])
            words = words[room:]
            if len(waiting[-1]) == room:
                yield np.concatenate(waiting)
                trials -= sum(map(len, waiting))
                waiting = []
                if trials == 0:
                    return


def _estimate(measure: Measure, found: Floats, estimator: Estimator) -> Interval:
    if measure.share:
        return estimator.share(found > 0, None).interval
    return estimator.mean(found, measure.within).interval
