"""A comparison: two or more scenarios on the same trials and draws, and what differs."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pandas as pd

from ...analysis.comparison import tabulate
from ...analysis.sequential import Watch, check_aim, until_precise
from ...experiment import compared
from ...experiment.checkpoint import Resumable, check_resume, folder_for, kept
from ...experiment.compare import Arm, Pairing, Source
from ...experiment.compare import Plan as Design
from ...experiment.compare import plan as design
from ...experiment.draws_requested import NONE
from ...experiment.fingerprints import Fingerprints
from ...experiment.matched import CHUNK, matched, requested, told
from ...experiment.run import Progress, Request
from ...experiment.run import request as experiment_request
from ...scenario.scenario import Scenario
from ..compare import CompareRequest
from ..sources import settings_of
from .folders import digest_of, folder_of, named_after, names_of
from .plotting import Plotted
from .showing import html, line

TRIALS = 10_000
"""Matched trials where neither a number nor a precision is asked for."""
LOOK = 1024
"""Matched trials between two looks at the precision."""

if TYPE_CHECKING:
    from ...presentation.figures import Drawable


class Comparison(Plotted):
    """What a comparison yielded.

    Attributes
    ----------
    table : DataFrame
        One row an outcome of a contrast, as ``sim.analysis.comparison.Row`` says.
    plan : Plan
        What was compared with what.
    folder : Path or None
        Where the contrasts are kept, if they are.
    watch : Watch or None
        What was known at the end of a run to a precision; None where the trials were fixed.
    """

    def __init__(
        self,
        table: pd.DataFrame,
        made: Design,
        folder: Path | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.table = table
        self.plan = made
        self.folder = folder
        self.watch = watch

    def figures(self, outcomes: Sequence[str] | None = None) -> "dict[str, Drawable]":
        """Figures by name; ``outcomes`` are shares, by default the first events."""
        from ...presentation.figures.contrasts import figures_of_contrasts

        return figures_of_contrasts(self.table, self.plan.arms[0].scenario, outcomes)

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """What was compared."""
        return tuple(arm.scenario for arm in self.plan.arms)

    def __repr__(self) -> str:
        names = list(dict.fromkeys(self.table["contrast"]))
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        first = self.table.iloc[0]
        told = f"{names[0]}{more}: {first['trials']:,} matched trials, seed {first['seed']}"
        return line("Comparison", [told], self.folder)

    def _repr_html_(self) -> str:
        columns = ["contrast", "label", "unit", "a_estimate", "b_estimate", "difference"]
        shown = self.table[self.table["section"].isin(("class", "ever", "own"))]
        return html(repr(self), shown[[*columns, "low", "high", "method"]])

    def summary(self) -> str:
        """What differs, in sentences: the first events, each contrast by itself."""
        from ...presentation.contrasts import contrast_text

        return contrast_text(self.table)


class Plan(NamedTuple):
    """A comparison as it was requested, checked; ``folder`` is None where it is kept in memory alone.

    ``scratch`` is the folder below it in which trials are kept until all are run; ``watch`` says when a
    run to a precision may stop.
    """

    request: CompareRequest
    design: Design
    trials: int
    watch: Watch | None
    wanted: Request
    folder: Path | None
    scratch: Path

    @property
    def short(self) -> bool:
        """Whether a precision is wanted that has not been reached."""
        return self.watch is not None and not self.watch.reached


def plan(request: CompareRequest) -> Plan:
    """Check all that can be wrong with a request before anything is run.

    Raises
    ------
    ScenarioError
        If the scenarios can't be used.
    InputError, FolderError
        If something can't be done as it is requested.
    """
    others = request.others
    several = others if isinstance(others, tuple | list) else (others,)
    sources = [request.a, *cast(Sequence[Source], several)]
    values = {
        path: [_written(value) for value in listed] for path, listed in (request.vary or {}).items()
    }
    sets = settings_of(request.sets, request.off)
    made = design(sources, sets, values, request.seed, request.draws)
    folder = folder_of(request.out, request.resume, lambda: _usual_folder(made, sources))
    scratch = Path()
    if folder is not None:
        compared.check(folder, made)
        scratch = folder_for(folder, requested(made.arms, made.draws))
        check_resume(scratch, request.resume)
    check_aim(request.precision, request.trials, request.outcomes)
    watch = None
    if request.precision is not None:
        cycle = 1 if made.draws is None else made.draws.rows
        watch = Watch(made.pairings, request.precision, request.outcomes, cycle)
    trials = request.most if watch is not None else request.trials or TRIALS
    wanted = experiment_request(made.arms[0].scenario, trials, request.threads, draws=made.draws)
    return Plan(request, made, trials, watch, wanted, folder, scratch)


def carry_out(
    made: Plan,
    progress: Progress | None = None,
    stop: Callable[[], bool] | None = None,
    command: Sequence[str] = (),
) -> Comparison:
    """Run all scenarios, and add the contrasts to the folder, if there is one.

    Parameters
    ----------
    stop : callable, optional
        Asked now and then whether to stop, which raises ``Interrupted``.
    command : sequence of str
        What was typed, for the folder's manifest.
    """
    request, watch = made.request, made.watch
    if made.folder is None:
        table = contrasts(
            made.design, made.trials, request.threads, request.planned, watch, progress=progress
        )
        return Comparison(table, made.design, None, watch)
    prints = Fingerprints(len(made.design.arms))
    with kept(made.scratch, request.resume, stop, lambda: made.short) as keeping:
        table = contrasts(
            made.design,
            made.trials,
            request.threads,
            request.planned,
            watch,
            prints,
            keeping,
            progress,
        )
        aim = None if watch is None else watch.aim()
        compared.add(made.folder, made.design, table, prints, command, request.threads, aim)
    return Comparison(table, made.design, made.folder, watch)


def contrasts(
    made: Design,
    trials: int,
    threads: int | None,
    planned: str = "",
    watch: Watch | None = None,
    prints: Fingerprints | None = None,
    keeping: Resumable | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Run a design, and set its arms against each other.

    With a ``watch`` the run ends when that has reached its precision, or after ``trials``. ``prints``
    take a fingerprint of every trial. With ``keeping`` trials are kept on the way, as ``matched`` says.
    """
    # A look comes after whole rounds over the draws.
    size = CHUNK if watch is None else -(-LOOK // watch.cycle) * watch.cycle
    chunks = matched(made.arms, trials, threads, chunk=size, draws=made.draws, keeping=keeping)
    if watch is not None:
        chunks = until_precise(chunks, watch)
    if prints is not None:
        chunks = prints.over(chunks)
    table = tabulate(made.pairings, told(chunks, progress), planned)
    return table if watch is None else watch.over(table)


def opened(folder: Path) -> Comparison:
    """The comparison that a folder keeps: the contrasts of all its runs.

    Its plan has the arms and contrasts of all of them, and the draws if there was one run.

    Raises
    ------
    FolderError, ScenarioError, VerificationError
        If it holds none that can be read.
    """
    table = compared.read(folder)
    plans = [compared.plan_of(folder, run) for run in compared.runs_in(folder)]
    arms: list[Arm] = []
    pairings: list[Pairing] = []
    for one in plans:
        for arm in one.arms:
            arms.append(arm._replace(number=len(arms)))
        here = arms[-len(one.arms) :]
        pairings += [p._replace(a=here[p.a.number], b=here[p.b.number]) for p in one.pairings]
    draws = plans[0].draws if len(plans) == 1 else None
    return Comparison(table, Design(tuple(arms), tuple(pairings), draws), folder)


def _usual_folder(made: Design, sources: Sequence[Source]) -> Path:
    """Folder of a comparison of these sources with these draws, whatever is applied to the sources.

    Contrasts add up there.
    """
    names = [one.name if isinstance(one, Scenario) else str(one) for one in sources]
    base = made.arms[0].scenario
    draws = NONE if made.draws is None else made.draws.name
    told = [*names, str(base.seed), base.start, str(base.horizon), draws]
    return named_after("compare", names_of(sources), digest_of(told))


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
