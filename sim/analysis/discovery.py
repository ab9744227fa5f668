"""Under which parameters an outcome comes: boxes by PRIM and CART, found on half and measured on half.

PRIM: Friedman & Fisher 1999, doi:10.1023/A:1008894516817; scenario discovery: Bryant & Lempert 2010,
doi:10.1016/j.techfore.2009.08.002. Both by ema-workbench. A box is drawn around the cases at hand, so
its density there flatters it. Boxes are therefore found on one half and measured on the other.
"""

import math
import warnings
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from ..arrays import Truths
from ..errors import InputError
from .cases import Halves, of_trials
from .intervals import Interval

LEAST = 50
"""Cases, and trials without one, below which no box is looked for."""
_INSTALL = (
    "this needs ema-workbench: install the extra with  pip install 'peninsula-sim[discovery]'"
)
_SMALLEST = 0.05
_DOUBT = 0.05
_NEAR = 0.9

Limits = dict[str, tuple[float, float]]


class Box(NamedTuple):
    """A box of parameters, as the trials that it was not found on say.

    ``limits`` are the parameters it restricts, an open end infinite. ``cases`` of the ``trials``
    inside, of ``all_cases`` in all; ``density`` is the share of trials inside that are cases,
    ``coverage`` that of cases which lie inside; ``without`` is the density without each limit.
    """

    limits: Limits
    trials: int
    cases: int
    all_cases: int
    density: Interval
    coverage: Interval
    without: Mapping[str, float]


class Discovery(NamedTuple):
    """What was found.

    ``trajectory`` has a row a box that PRIM peeled on its way, coverage and density on the half on
    which it peeled and, as ``held_coverage`` and ``held_density``, on the other; ``chosen`` is the
    row from which ``prim`` was made. ``cart`` holds leaves of the tree that are denser than all
    trials together, the densest first.
    """

    trials: int
    cases: int
    trajectory: pd.DataFrame
    chosen: int
    prim: Box
    cart: tuple[Box, ...]


def refuse_few(words: str, cases: int, trials: int, option: str = "--trials") -> None:
    """See that there are enough cases, and enough trials without one.

    Raises
    ------
    InputError
        If not; it says how many there were and what to do.
    """
    rare, count = (words, cases) if cases <= trials - cases else (f"no {words}", trials - cases)
    if count >= LEAST:
        return
    start = f"{rare} came in {count} of {trials:,} trials, and at least {LEAST} are needed to say"
    if count == 0:
        raise InputError(
            f"{start} under which parameters; take another outcome, wider ranges or more trials"
        )
    needed = math.ceil(1.3 * LEAST * trials / count)
    digits = len(str(needed)) - 2
    needed = math.ceil(needed / 10**digits) * 10**digits
    how = f" ({option} {needed})" if option else " in all"
    raise InputError(
        f"{start} under which parameters; about {needed:,} trials would have so many{how}, or take "
        "another outcome"
    )


def discover(
    parameters: pd.DataFrame, cases: Truths, words: str, least_coverage: float = 0.5
) -> Discovery:
    """Boxes of parameters in which cases are dense.

    Parameters
    ----------
    parameters : DataFrame
        One row a trial, one column a parameter; rows independent of each other.
    cases : bool array
        Which trials are cases.
    words : str
        What a case is, for messages.
    least_coverage : float
        Share of cases that the box must hold on the half on which it is found. Of the boxes that do,
        and are at least nine tenths as dense as the densest, the one with the most cases is taken.
        Limits that this half gives no reason for are then dropped.

    Raises
    ------
    InputError
        If cases are too few, or ema-workbench is not installed.
    """
    refuse_few(words, int(cases.sum()), len(cases))
    return boxes(of_trials(parameters, cases), cases, least_coverage)


def boxes(halves: Halves, cases: Truths, least_coverage: float) -> Discovery:
    """Boxes found on one half of ``cases`` and measured on the other; see ``discover``.

    Raises
    ------
    InputError
        If ema-workbench is not installed.
    """
    trajectory, chosen, prim = _prim(halves.found, halves.cases, least_coverage)
    for name, values in _along(prim.box_lims, halves.held, halves.held_cases).items():
        trajectory[name] = values
    limits = _limits(prim.box_lims[chosen], prim.box_lims[0])
    box = _measured(_pruned(limits, halves), halves)
    leaves = [_measured(limits, halves) for limits in _cart(halves.found, halves.cases)]
    overall = float(halves.held_cases.mean())
    dense = [leaf for leaf in leaves if leaf.trials and leaf.density.estimate > overall]
    dense.sort(key=lambda leaf: leaf.density.estimate, reverse=True)
    return Discovery(cases.size, int(cases.sum()), trajectory, chosen, box, tuple(dense))


def inside(limits: Limits, parameters: pd.DataFrame) -> Truths:
    """Which rows lie within all limits."""
    result = np.ones(len(parameters), dtype=np.bool_)
    for name, (low, high) in limits.items():
        column = parameters[name].to_numpy()
        result &= (column >= low) & (column <= high)
    return result


def _prim(
    parameters: pd.DataFrame, cases: Truths, least_coverage: float
) -> tuple[pd.DataFrame, int, Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from ema_workbench.analysis.prim import Prim
    except ImportError:
        raise InputError(_INSTALL) from None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        box = Prim(parameters, cases, mass_min=_SMALLEST).find_box()
    peeled = box.peeling_trajectory
    trajectory = pd.DataFrame(
        {
            "coverage": peeled["coverage"].astype(float),
            "density": peeled["density"].astype(float),
            "limited": peeled["res_dim"].astype(int),
            "trials": peeled["n"].astype(int),
        }
    ).reset_index(drop=True)
    enough = trajectory[trajectory["coverage"] >= least_coverage]
    near = enough[enough["density"] >= _NEAR * enough["density"].max()]
    return trajectory, int(near["coverage"].idxmax()), box


def _along(boxes: list[pd.DataFrame], held: pd.DataFrame, cases: Truths) -> dict[str, list[float]]:
    """Coverage and density of each peeled box on trials that it was not peeled on."""
    found: dict[str, list[float]] = {"held_coverage": [], "held_density": []}
    start = boxes[0]
    for lims in boxes:
        within = inside(_limits(lims, start), held)
        count = int(cases[within].sum())
        found["held_coverage"].append(count / max(1, int(cases.sum())))
        found["held_density"].append(count / within.sum() if within.any() else math.nan)
    return found


def _limits(lims: pd.DataFrame, start: pd.DataFrame) -> Limits:
    """Limits that differ from where peeling started; an end that does not is open."""
    limits: Limits = {}
    for name in lims.columns:
        low, high = float(lims[name].iloc[0]), float(lims[name].iloc[1])
        ends = (
            low if low > float(start[name].iloc[0]) else -math.inf,
            high if high < float(start[name].iloc[1]) else math.inf,
        )
        if ends != (-math.inf, math.inf):
            limits[str(name)] = ends
    return limits


def _pruned(limits: Limits, halves: Halves) -> Limits:
    """Limits without those that chance would have given among so many, the weakest dropped first.

    A test such as the binomial one of Bryant & Lempert serves to drop a limit and for nothing else: the data that
    chose it are no test of it, so what it yields is not reported.
    """
    kept = dict(limits)
    while kept:
        chances = {
            (name, end): halves.by_chance(
                inside(kept, halves.found), inside(_opened(kept, name, end), halves.found)
            )
            for name, ends in kept.items()
            for end in (0, 1)
            if math.isfinite(ends[end])
        }
        (name, end), chance = max(chances.items(), key=lambda one: one[1])
        if chance <= _DOUBT / halves.found.shape[1]:
            break
        kept = _opened(kept, name, end)
    return kept


def _opened(limits: Limits, name: str, end: int) -> Limits:
    """The limits with one end of one of them open."""
    low, high = limits[name]
    ends = (-math.inf, high) if end == 0 else (low, math.inf)
    others = {key: value for key, value in limits.items() if key != name}
    return others if ends == (-math.inf, math.inf) else {**others, name: ends}


def _cart(parameters: pd.DataFrame, cases: Truths) -> list[Limits]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from ema_workbench.analysis.cart import CART

        # The workbench can't read a tree of one parameter; a constant beside it splits nothing.
        if parameters.shape[1] == 1:
            parameters = parameters.assign(constant=0.0)
        tree = CART(parameters, cases, mass_min=_SMALLEST)
        # Among equally good splits the tree takes one by NumPy's global generator.
        before = np.random.get_state()  # noqa: NPY002 (what scikit-learn draws from)
        np.random.seed(0)  # noqa: NPY002
        try:
            tree.build_tree()
        finally:
            np.random.set_state(before)  # noqa: NPY002
        # Ends of the tree's boxes, and of a box around all trials, in one form.
        around = pd.DataFrame([parameters.min(), parameters.max()])
        return [_limits(box, around) for box in tree.boxes]


def _measured(limits: Limits, halves: Halves) -> Box:
    held, cases = halves.held, halves.held_cases
    within = inside(limits, held)
    trials, count, every = int(within.sum()), int(cases[within].sum()), int(cases.sum())
    without = {}
    for name in limits:
        wider = inside({k: v for k, v in limits.items() if k != name}, held)
        without[name] = float(cases[wider].mean()) if wider.any() else math.nan
    return Box(limits, trials, count, every, *halves.measure(within), without)
