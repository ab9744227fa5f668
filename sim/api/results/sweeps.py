"""Sweeps from Python: the points of a study, each with the same trials and draws."""

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...analysis import sweeps
from ...analysis.precise_sweeps import SweepWatch
from ...analysis.sequential import MOST, check_aim
from ...engine.ensemble import default_threads
from ...errors import InputError, ScenarioError
from ...experiment.draws_requested import Asked
from ...experiment.executors import Executor
from ...experiment.executors.threads import on_threads
from ...experiment.plan import Part
from ...experiment.run import Progress, check_within
from ...experiment.store import read_manifest
from ...experiment.studies.reading import read
from ...experiment.studies.study import Planned, Study
from ...experiment.sweep import sweep_into
from ...experiment.swept import Swept
from ...limits import MOST_THREADS, MOST_TRIALS
from .showing import html, line
from .tables import keep, tables_of_sweep

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Sweep:
    """What a sweep yielded.

    Attributes
    ----------
    study : Study
        What was swept.
    folder : Path
        Where the trials are.
    content_hash : str
        Hash of all points and their trials, equal for equal results.
    watch : SweepWatch or None
        What was known at the end of a sweep to a precision; None where the trials were fixed.
    """

    def __init__(
        self,
        swept: Swept,
        holding: "tempfile.TemporaryDirectory[str] | None" = None,
        watch: SweepWatch | None = None,
    ) -> None:
        self.study = swept.study
        self.folder = swept.folder
        self.content_hash = swept.content_hash
        self.swept = swept
        self.watch = watch
        # A sweep without a folder of its own lives as long as this object.
        self._holding = holding

    @cached_property
    def points(self) -> pd.DataFrame:
        """One row a point: its values, the trials it holds, and why it failed where it did."""
        study, failed = self.study, self.swept.ledger.failed
        rows = [
            {
                "point": point.number,
                "key": point.key,
                "name": point.name,
                "scenario": study.bases[point.base].name,
                **{path: dict(point.values).get(path) for path in study.axes},
                "trials": self.swept.trials(point),
                "failed": failed.get(point.key, ""),
            }
            for point in study.points
        ]
        return pd.DataFrame(rows)

    def summary(self, outcomes: Sequence[str] | None = None) -> pd.DataFrame:
        """One row an outcome of a point: estimate and 95% interval; see ``analysis.sweeps.Row``.

        Parameters
        ----------
        outcomes : sequence of str, optional
            Names of outcomes; those of interest to the study by default.

        Raises
        ------
        InputError
            If a scenario has no outcome of a name.
        """
        return sweeps.summarise(self.swept, outcomes)

    def __repr__(self) -> str:
        study = self.study
        whole = self.swept.manifest["complete"]
        told = (
            f"{study.name}: {len(study.points):,} points of {study.trials:,} trials",
            f"content hash {self.content_hash}",
            *([] if whole else ["incomplete"]),
        )
        return line("Sweep", told, self.folder)

    def _repr_html_(self) -> str:
        return html(
            repr(self),
            self.summary()[["name", "label", "unit", "estimate", "low", "high", "method"]],
        )

    def contrasts(
        self, pairs: Sequence[Planned] | None = None, outcomes: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Matched contrasts of points: those that the study planned, or others; see ``compare``.

        Those planned of a sweep to a precision have intervals that hold although it was stopped by
        looking. All others are for a number of trials fixed beforehand.
        """
        if self.watch is not None and pairs is None and outcomes is None:
            return self.watch.contrasts(self.swept)
        return sweeps.contrasts(self.swept, pairs, outcomes)

    def trials(self, point: int) -> pd.DataFrame:
        """The table of trials of a point, by its number."""
        chosen = self.study.points[point]
        names = [column.name for column in self.swept.columns[chosen.base]]
        return pd.DataFrame({name: self.swept.series(chosen, name) for name in names})

    def plot(self, outcomes: Sequence[str] | None = None) -> "Figure":
        """Curves with intervals over one parameter, maps over a grid of two, rows of listed points.

        Parameters
        ----------
        outcomes : sequence of str, optional
            Names of outcomes; those of interest to the study by default.

        Raises
        ------
        ValueError
            If this design has no figure, or there are more outcomes than one holds.
        """
        from ...report.figures.sweeps import against_first, kind_of, sweep_figure

        drawn = kind_of(self.study) in ("curves", "rows")
        pairs = against_first(self.study) if drawn else []
        differences = self.contrasts(pairs, outcomes)
        return sweep_figure(self.study, self.summary(outcomes), differences)

    def text(self) -> str:
        """What came out, in sentences."""
        from ...report.sweeps import sweep_text

        return sweep_text(self.summary(), self.contrasts())


def sweep(
    study: Study | str | Path,
    trials: int | None = None,
    threads: int | None = None,
    *,
    draws: Asked = None,
    out: str | Path | None = None,
    resume: bool = False,
    precision: float | None = None,
    most: int = MOST,
    outcomes: Sequence[str] = (),
    part: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Run every point of a study.

    Parameters
    ----------
    study : Study, str or Path
        A study, a shipped study's name or the path of a file.
    trials : int, optional
        Trials of every point, 1 to 2**32; None is the study's own.
    threads : int, optional
        1 to 256; None is the processors at hand. They change no result.
    draws : str, Path, Draws or DataFrame, optional
        Parameter draws, one a trial, as ``run`` takes them; None is what the study asks for.
    out : str or Path, optional
        A folder to keep the sweep in; without one it goes with the object that is returned.
    resume : bool
        Go on from what the folder holds, or add to it.
    precision : float, optional
        Run until the half-width of every planned contrast is at most this.
    most : int
        Trials of every point after which a sweep to a precision stops short of it.
    outcomes : sequence of str
        Outcomes whose precision counts; none for those of the study that have bounds.
    part : str, optional
        Which part of the study to run, as in "3/40".
    executor : Executor, optional
        Who runs the trials instead of threads, such as ``experiment.executors.cluster`` makes.
    progress : callable, optional
        Told now and then how many trials are done.

    Raises
    ------
    ScenarioError
        If the study can't be used.
    InputError, FolderError
        If a number is out of range, or the folder can't be used.
    """
    wanted = prepare(study, trials, draws)
    watch = watched(wanted, trials, precision, outcomes, most, part)
    workers = checked_threads(threads)
    holding = tempfile.TemporaryDirectory(prefix="peninsula-") if out is None else None
    folder = Path(out if out is not None else holding.name if holding is not None else "")
    made = carry_out(
        wanted,
        folder,
        executor or on_threads(workers),
        watch,
        holding,
        threads=workers,
        part=None if part is None else Part.read(part),
        resume=resume,
        progress=progress,
    )
    if out is not None and part is None:
        keep(folder, tables_of_sweep(made.summary(), made.contrasts()))
    return made


def carry_out(
    study: Study,
    folder: Path,
    executor: Executor,
    watch: SweepWatch | None = None,
    holding: "tempfile.TemporaryDirectory[str] | None" = None,
    *,
    resume: bool = False,
    **options: Any,
) -> Sweep:
    """Run a prepared study into a folder; ``options`` are those of ``sweep_into``.

    With a ``watch`` trials are added until it has reached its precision or its most.
    """
    if watch is not None:
        held = read_manifest(folder, "sweep") if resume else None
        study = replace(study, trials=watch.first(0 if held is None else held["trials"]))
        options |= {"more": watch.more, "most": watch.most, "aim": watch.aim()}
    swept = sweep_into(study, folder, executor, resume=resume, **options)
    return Sweep(swept, holding, watch or watch_of(swept))


def opened(folder: Path) -> Sweep:
    """The sweep that a folder keeps.

    Raises
    ------
    FolderError, VerificationError
        If it holds none that can be read.
    """
    swept = Swept(folder)
    return Sweep(swept, watch=watch_of(swept))


def watch_of(swept: Swept) -> SweepWatch | None:
    """What a folder's trials say of the precision that they were run to; None for none.

    Raises
    ------
    VerificationError
        If they can't be read.
    """
    aim = swept.manifest.get("aim")
    if aim is None:
        return None
    watch = SweepWatch(swept.study, aim["precision"], aim["outcomes"], aim["most"])
    watch.more(swept)
    return watch


def watched(
    study: Study,
    trials: int | None,
    precision: float | None,
    outcomes: Sequence[str],
    most: int,
    part: str | None,
) -> SweepWatch | None:
    """What says when a sweep to a precision may stop; None where the trials are fixed.

    Raises
    ------
    InputError
        If it can't be, or is asked for together with a number of trials or a part.
    """
    check_aim(precision, trials, outcomes)
    if precision is None:
        return None
    if part is not None:
        raise InputError(
            "a part knows its own trials alone, and a precision hangs on those of all: run parts "
            "with a number of trials and merge them, then go on from the whole with --resume and "
            "a precision"
        )
    return SweepWatch(study, precision, outcomes, most)


def prepare(study: Study | str | Path, trials: int | None = None, draws: Asked = None) -> Study:
    """A checked study, its outcomes too, with other trials or parameter draws unless they are None.

    Raises
    ------
    ScenarioError, InputError
        If it can't be used.
    """
    if isinstance(study, Study) and draws is not None:
        raise InputError("a study that was read has its draws; name its file to ask for others")
    found = study if isinstance(study, Study) else read(study, draws)
    unknown = sweeps.unknown_outcomes(found)
    if unknown:
        raise ScenarioError(unknown)
    check_within("trials", trials, 1, MOST_TRIALS)
    return found if trials is None else replace(found, trials=trials)


def checked_threads(threads: int | None) -> int:
    """A number of threads, that of the processors at hand where none is asked for.

    Raises
    ------
    InputError
        If it is out of range.
    """
    check_within("threads", threads, 1, MOST_THREADS)
    return default_threads() if threads is None else threads
