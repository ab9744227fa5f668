"""A sweep: the points of a study, each with the same trials and draws."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ...analysis import sweeps
from ...analysis.precise_sweeps import SweepWatch
from ...analysis.sequential import check_aim
from ...engine.ensemble import default_threads
from ...errors import InputError, ScenarioError
from ...experiment.executors import Executor
from ...experiment.executors.threads import on_threads
from ...experiment.ledger import Ledger
from ...experiment.merge import merge
from ...experiment.plan import Part, blocks_of
from ...experiment.run import Progress
from ...experiment.store import read_manifest
from ...experiment.studies.reading import read
from ...experiment.studies.study import Planned, Study
from ...experiment.sweep import sweep_into
from ...experiment.swept import Swept
from ...presentation.naming import counted
from ..merge import MergeRequest
from ..sweep import SweepRequest
from .folders import folder_of, named_after
from .plotting import Plotted
from .showing import html, line
from .tables import keep, tables_of_sweep

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from ...presentation.figures import Drawable
    from ...scenario.scenario import Scenario


class Sweep(Plotted):
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

    @property
    def complete(self) -> bool:
        """Whether no trial of the study is missing."""
        return bool(self.swept.manifest["complete"])

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
        return self._summary.copy() if outcomes is None else sweeps.summarise(self.swept, outcomes)

    @cached_property
    def _summary(self) -> pd.DataFrame:
        return sweeps.summarise(self.swept, None)

    def __repr__(self) -> str:
        study = self.study
        told = (
            f"{study.name}: {len(study.points):,} points of {study.trials:,} trials",
            f"content hash {self.content_hash}",
            *([] if self.complete else ["incomplete"]),
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

    def figures(self, outcomes: Sequence[str] | None = None) -> "dict[str, Drawable]":
        """Curves over one parameter, maps over a grid of two, rows of listed points, some outcomes each.

        ``outcomes`` are by default those of interest to the study.

        Raises
        ------
        InputError
            If this design has no figure.
        """
        from ...presentation.figures import Drawable
        from ...presentation.figures.sweeps import MOST_OUTCOMES, refuse_without_figure

        refuse_without_figure(self.study)
        names = sweeps.outcomes_of(self.study) if outcomes is None else tuple(outcomes)
        return {
            "sweep" if number == 1 else f"sweep_{number}": Drawable(partial(self._drawn, some))
            for number, start in enumerate(range(0, len(names), MOST_OUTCOMES), 1)
            if (some := names[start : start + MOST_OUTCOMES])
        }

    def _drawn(self, outcomes: Sequence[str]) -> "Figure":
        from ...presentation.figures.sweeps import against_first, kind_of, sweep_figure

        drawn = kind_of(self.study) in ("curves", "rows")
        pairs = against_first(self.study) if drawn else []
        differences = self.contrasts(pairs, outcomes)
        return sweep_figure(self.study, self.summary(outcomes), differences)

    @property
    def scenarios(self) -> "tuple[Scenario, ...]":
        """What was swept."""
        return self.study.bases

    def text(self) -> str:
        """What came out, in sentences."""
        from ...presentation.sweeps import sweep_text

        return sweep_text(self.summary(), self.contrasts())


class Plan(NamedTuple):
    """A sweep as it was requested, checked; ``folder`` is None where it goes with the object.

    ``watch`` says when a sweep to a precision may stop.
    """

    request: SweepRequest
    study: Study
    watch: SweepWatch | None
    part: Part | None
    threads: int
    folder: Path | None

    @property
    def trials(self) -> int:
        """Trials of all points together, at most."""
        if self.watch is not None:
            return len(self.study.points) * self.watch.most
        return sum(
            block.trials for block in blocks_of(self.study.points, self.study.trials, self.part)
        )


def plan(request: SweepRequest) -> Plan:
    """Check all that can be wrong with a request before anything is run.

    Raises
    ------
    ScenarioError
        If the study can't be used.
    InputError, FolderError
        If something can't be done as it is requested.
    """
    study = _study(request)
    check_aim(request.precision, request.trials, request.outcomes)
    watch = None
    if request.precision is not None:
        if request.part is not None:
            raise InputError(
                "a part knows its own trials alone, and a precision hangs on those of all: run parts "
                "with a number of trials and merge them, then go on from the whole with --resume and "
                "a precision"
            )
        watch = SweepWatch(study, request.precision, request.outcomes, request.most)
    if request.workers is not None and request.cluster is not None:
        raise InputError(
            "--workers starts workers here, --cluster uses those of others: choose one"
        )
    part = None if request.part is None else Part.read(request.part)
    threads = default_threads() if request.threads is None else request.threads
    folder = folder_of(request.out, request.resume, lambda: _usual_folder(study, part))
    return Plan(request, study, watch, part, threads, folder)


def _study(request: SweepRequest) -> Study:
    """The study, its outcomes checked too, with other trials or draws if they are requested."""
    study = request.study
    if isinstance(study, Study) and request.draws is not None:
        raise InputError("a study that was read has its draws; name its file to ask for others")
    found = study if isinstance(study, Study) else read(study, request.draws)
    unknown = sweeps.unknown_outcomes(found)
    if unknown:
        raise ScenarioError(unknown)
    return found if request.trials is None else replace(found, trials=request.trials)


def _usual_folder(study: Study, part: Part | None) -> Path:
    suffix = "" if part is None else f"part-{part.number}-of-{part.of}"
    return named_after("sweep", study.name, suffix)


def carry_out(
    made: Plan,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    command: Sequence[str] = (),
) -> Sweep:
    """Run the points, and write the tables of a whole sweep into its folder, if there is one.

    Parameters
    ----------
    stop : callable, optional
        Asked now and then whether to stop, which raises ``Interrupted``.
    command : sequence of str
        What was typed, for the folder's manifest.
    """
    holding = tempfile.TemporaryDirectory(prefix="peninsula-") if made.folder is None else None
    folder = Path(holding.name) if holding is not None else made.folder
    with _executor(made) as executor:
        found = run_study(
            made.study,
            folder or Path(),
            executor,
            made.watch,
            holding,
            threads=made.threads,
            part=made.part,
            resume=made.request.resume,
            command=command,
            progress=progress,
            stop=stop,
        )
    if made.folder is not None and made.part is None:
        keep(made.folder, tables_of_sweep(found.summary(), found.contrasts()))
    return found


@contextmanager
def _executor(made: Plan) -> Iterator[Executor]:
    request = made.request
    if request.executor is not None:
        yield request.executor
    elif request.workers is None and request.cluster is None:
        yield on_threads(made.threads)
    else:
        from ...experiment.executors.cluster import cluster_of

        with cluster_of(request.workers, request.cluster) as executor:
            yield executor


def merged(request: MergeRequest) -> Sweep:
    """Put parts together, and write the tables if nothing is missing."""
    several = (request.parts,) if isinstance(request.parts, str | Path) else request.parts
    parts = [Path(part) for part in several]
    swept = merge(parts, Path(request.out), ["peninsula", "merge", *map(str, parts)])
    found = Sweep(swept)
    if found.complete:
        keep(found.folder, tables_of_sweep(found.summary(), found.contrasts()))
    return found


def kept_in(folder: Path) -> str:
    """How much of a sweep its folder keeps; empty where there is nothing to go on from."""
    try:
        manifest = read_manifest(folder, "sweep")
        shards = Ledger(folder).shards
    except ValueError:
        return ""
    if manifest is None:
        return ""
    trials = sum(piece.trials for shard in shards for piece in shard.pieces)
    return f"{counted(trials, 'trial')} of {manifest['points']:,} points are kept in {folder}"


def run_study(
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
