"""Comparisons from Python: two or more scenarios on the same draws, and what differs."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from ...analysis.comparison import tabulate
from ...analysis.sequential import MOST, Watch, check_aim, until_precise
from ...errors import InputError
from ...experiment import compared
from ...experiment.answers import Keeping
from ...experiment.compare import Arm, Pairing, Plan, Source, plan
from ...experiment.draws_requested import NONE, Asked
from ...experiment.fingerprints import Fingerprints
from ...experiment.kept_trials import place
from ...experiment.matched import CHUNK, matched, told
from ...experiment.on_the_way import MATCHED_TRIALS, check_resume, kept
from ...experiment.run import Progress, check_within
from ...limits import MOST_TRIALS
from .showing import html, line

TRIALS = 10_000
"""Matched trials where neither a number nor a precision is asked for."""
LOOK = 1024
"""Matched trials between two looks at the precision."""

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Comparison:
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
        made: Plan,
        folder: Path | None = None,
        watch: Watch | None = None,
    ) -> None:
        self.table = table
        self.plan = made
        self.folder = folder
        self.watch = watch

    def plot(self, outcomes: Sequence[str] | None = None) -> "Figure":
        """Differences and ratios with their intervals, one panel a contrast.

        Parameters
        ----------
        outcomes : sequence of str, optional
            Which shares, by name; the first events by default.

        Raises
        ------
        ValueError
            If there is no such share, or too many contrasts for one figure.
        """
        from ...report.figures.contrasts import contrasts

        return contrasts(self.table, self.plan.arms[0].scenario, outcomes)

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
        from ...report.contrasts import contrast_text

        return contrast_text(self.table)


def compare(
    a: Source,
    *others: Source,
    trials: int | None = None,
    sets: Iterable[str] = (),
    off: Iterable[str] = (),
    vary: Mapping[str, Iterable[Any]] | None = None,
    seed: int | None = None,
    threads: int | None = None,
    draws: Asked = None,
    planned: str = "",
    precision: float | None = None,
    most: int = MOST,
    outcomes: Iterable[str] = (),
    out: str | Path | None = None,
    resume: bool = False,
    progress: Progress | None = None,
) -> Comparison:
    """Run scenarios on the same trials and draws and set them against each other.

    Several scenarios are each set against the first, with all settings laid over all of them. A
    single one is set against itself with each value of ``vary``, or with ``sets`` and ``off``.

    Parameters
    ----------
    a, others : Scenario, str or Path
        Loaded scenarios, names of shipped ones or paths of files.
    trials : int, optional
        Matched trials, 1 to 2**32; 10,000 unless a precision is asked for.
    sets : iterable of str
        Settings ``path=value``.
    off : iterable of str
        Mechanisms to switch off.
    vary : mapping of path to values, optional
        Values to try at a path.
    seed : int, optional
        Seed of every arm; None is that of ``a``. 0 is a seed like any other.
    threads : int, optional
        1 to 256; they change no result.
    draws : str, Path, Draws or DataFrame, optional
        Parameter draws, as for ``run``: every arm has those of its own ranges, and row d has the
        same shares of probability in each.
    planned : str
        Name under which these contrasts were planned; empty where they were not.
    precision : float, optional
        Run until the half-width of every difference of shares is at most this.
    most : int
        Trials after which a run to a precision stops short of it.
    outcomes : iterable of str
        Outcomes of which the precision is asked; none for every share.
    out : str or Path, optional
        Folder to keep the contrasts in, after those that it holds, and the trials on the way.
    resume : bool
        Go on from the trials that the folder keeps of this comparison, which was broken off or
        stopped short of its precision.
    progress : callable, optional
        Told now and then how many trials of every arm are done.

    Raises
    ------
    ScenarioError
        If a scenario or setting can't be used.
    InputError, FolderError
        If there is nothing to compare, a number is out of range or the folder can't be used.
    """
    settings = [*sets, *(f"mechanisms.{name}.on=false" for name in off)]
    values = {path: [_written(value) for value in listed] for path, listed in (vary or {}).items()}
    made = plan([a, *others], settings, values, seed, draws)
    folder = None if out is None else Path(out)
    watch = watched(made, trials, precision, tuple(outcomes), most)
    wanted = most if watch is not None else TRIALS if trials is None else trials
    if folder is None:
        if resume:
            raise InputError("resume goes on from what a folder keeps: name it with out")
        return carry_out(made, wanted, threads, planned, None, (), progress, watch)
    compared.check(folder, made)
    there = place(folder, [arm.scenario for arm in made.arms], made.draws)
    check_resume(there, resume, MATCHED_TRIALS)

    def short() -> bool:
        return watch is not None and not watch.reached

    with kept(there, resume, MATCHED_TRIALS, unfinished=short) as keeping:
        return carry_out(made, wanted, threads, planned, folder, (), progress, watch, keeping)


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
    return Comparison(table, Plan(tuple(arms), tuple(pairings), draws), folder)


def watched(
    made: Plan,
    trials: int | None,
    precision: float | None,
    outcomes: Sequence[str],
    most: int = MOST,
) -> Watch | None:
    """What says when a run to a precision may stop; None where the trials are fixed.

    Raises
    ------
    InputError
        If the two are asked for together, or the precision, an outcome or the most can't be.
    """
    check_aim(precision, trials, outcomes)
    check_within("most", most, 1, MOST_TRIALS)
    if precision is None:
        return None
    return Watch(made.pairings, precision, outcomes, 1 if made.draws is None else made.draws.rows)


def carry_out(
    made: Plan,
    trials: int,
    threads: int | None,
    planned: str,
    folder: Path | None,
    command: Sequence[str],
    progress: Progress | None,
    watch: Watch | None = None,
    keeping: Keeping | None = None,
) -> Comparison:
    """Run a plan, and keep its contrasts in ``folder`` unless that is None.

    With a ``watch`` the run ends when that has reached its precision, or after ``trials``. With
    ``keeping`` its trials are kept on the way, as ``matched`` says.
    """
    if folder is not None:
        compared.check(folder, made)

    # A look comes after whole rounds over the draws.
    size = CHUNK if watch is None else -(-LOOK // watch.cycle) * watch.cycle
    chunks = matched(made.arms, trials, threads, chunk=size, draws=made.draws, keeping=keeping)
    prints = Fingerprints(len(made.arms)) if folder is not None else None
    if watch is not None:
        chunks = until_precise(chunks, watch)
    if prints is not None:
        chunks = prints.over(chunks)
    table = tabulate(made.pairings, told(chunks, progress), planned)
    if watch is not None:
        table = watch.over(table)
    if folder is not None and prints is not None:
        aim = None if watch is None else watch.aim()
        compared.add(folder, made, table, prints, command, threads, aim)
    return Comparison(table, made, folder, watch)


def usual_folder(made: Plan, sources: Sequence[str]) -> Path:
    """Folder of a comparison of these sources with these draws, whatever is laid over the sources.

    Contrasts add up there.
    """
    names = "-".join(Path(source).stem for source in sources)[:60]
    base = made.arms[0].scenario
    draws = NONE if made.draws is None else made.draws.name
    told = "\n".join([*sources, str(base.seed), base.start, str(base.horizon), draws])
    return (
        Path("results")
        / f"compare-{names}-{hashlib.blake2b(told.encode(), digest_size=4).hexdigest()}"
    )


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
