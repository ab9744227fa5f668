"""``compare``: scenarios against each other on the same trials."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from ..errors import InputError
from .options import (
    Draws,
    FirstScenario,
    MostTrials,
    Off,
    OutFolder,
    PreciseOutcomes,
    Precision,
    Reported,
    Resume,
    ScenarioLike,
    Sets,
    SharedSeed,
    Threads,
    matched_trials,
    result_folder,
)
from .request import Argument, Option, Request, verb

if TYPE_CHECKING:
    from .results.comparisons import Comparison


def _varied(options: Sequence[str]) -> dict[str, list[str]]:
    """Values to try at each path, as they are typed."""
    varied: dict[str, list[str]] = {}
    for option in options:
        path, equals, listed = option.partition("=")
        values = [value.strip() for value in listed.split(",") if value.strip()]
        if not equals or not path.strip() or not values:
            raise InputError(f"--vary {option}: write path=value,value,...")
        varied.setdefault(path.strip(), []).extend(values)
    return varied


@dataclass(frozen=True, kw_only=True)
class CompareRequest(Request["Comparison"]):
    """Compare scenarios on the same trials and draws.

    Each scenario after the first is set against it, with ``off``, ``sets`` and each value of ``vary``
    applied to all of them. A single scenario is set against itself: with each value of ``vary``, or
    else with ``off`` and ``sets``. Repeated with other options, it adds to the same result folder.

    Returns
    -------
    Comparison
        Differences and ratios of all outcomes with their intervals, and a figure.

    Raises
    ------
    ScenarioError
        If a scenario or setting can't be used.
    InputError, FolderError
        If there is nothing to compare, a number is out of range or the folder can't be used.

    Examples
    --------
    >>> found = sim.compare("baseline", "us_retrenchment", trials=2000)
    >>> found.summary()
    """

    a: FirstScenario = field(kw_only=False)
    others: Annotated[
        ScenarioLike | Sequence[ScenarioLike],
        Argument(
            "Scenarios that are each set against it.",
            metavar="B",
            kind="Scenario, str, Path or a sequence of them",
            typed=tuple,
        ),
    ] = field(default=(), kw_only=False)
    vary: Annotated[
        Mapping[str, Iterable[Any]] | None,
        Option(
            "Values to try at a path; as often as needed.",
            metavar="PATH=V1,V2,...",
            kind="mapping of path to values",
            typed=_varied,
        ),
    ] = None
    off: Off = ()
    sets: Sets = ()
    draws: Draws = None
    trials: Annotated[int | None, matched_trials("10,000, or as many as a precision takes")] = None
    precision: Precision = None
    outcomes: PreciseOutcomes = ()
    most: MostTrials = 1_000_000
    seed: SharedSeed = None
    threads: Threads = None
    planned: Annotated[
        str, Option("Mark these contrasts as planned, under a name.", metavar="NAME")
    ] = ""
    out: Annotated[OutFolder, result_folder("results/compare-...")] = None
    resume: Resume = False
    progress: Reported = None

    def execute(self) -> "Comparison":
        """Run all scenarios, and keep their contrasts if a folder is named."""
        from .results.comparisons import carry_out, plan

        return carry_out(plan(self), self.progress)


compare = verb(CompareRequest)
