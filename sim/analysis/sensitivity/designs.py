"""Points of the unit cube at which a sensitivity analysis runs the model, by SALib."""

from typing import Any, NamedTuple

import numpy as np
from scipy.stats import rankdata

from ...arrays import Floats
from ...errors import InputError

METHODS = ("sobol", "morris", "pawn")
LEVELS = 4
"""Levels of each parameter in Morris' design."""
_LEAST = {"sobol": 8, "morris": 4, "pawn": 64}
_INSTALL = "this needs SALib: install the extra with  pip install 'peninsula-sim[sensitivity]'"


class Design(NamedTuple):
    """Points to run.

    ``shares`` (points, parameters) lie in the unit cube. Points come in rows of ``width``: those of
    one row are compared with each other and use common random numbers, rows are independent of each other.
    ``groups`` names what each parameter's effect is counted under, by default itself; ``problem`` is
    what SALib's analysis wants to know. Where ``shared``, all rows use common random numbers, as the points of a
    sweep do.
    """

    method: str
    shares: Floats
    width: int
    groups: tuple[str, ...]
    second: bool
    problem: dict[str, Any]
    shared: bool = False

    @property
    def rows(self) -> int:
        """How many independent rows there are."""
        return len(self.shares) // self.width

    @property
    def names(self) -> tuple[str, ...]:
        """What is counted: groups, in the order of their first parameters."""
        return tuple(dict.fromkeys(self.groups))


def design(
    method: str,
    names: tuple[str, ...],
    points: int,
    seed: int = 0,
    second: bool = False,
    groups: tuple[str, ...] = (),
) -> Design:
    """A design by one of ``METHODS``.

    Parameters
    ----------
    names : tuple of str
        The parameters.
    points : int
        Rows: base points of Sobol' (a power of two), trajectories of Morris, points of PAWN.
    second : bool
        Whether pairs of parameters are wanted too, by Sobol' only; twice the runs.
    groups : tuple of str
        A group for each parameter, by Sobol' only; the groups' effects are wanted instead.

    Raises
    ------
    InputError
        If the method is unknown, points are too few or no power of two where they must be, or
        SALib is not installed.
    """
    if method not in METHODS:
        raise InputError(f"there is no method {method!r}; allowed: {', '.join(METHODS)}")
    if points < _LEAST[method]:
        raise InputError(f"{method} needs at least {_LEAST[method]} points, not {points}")
    if second and method != "sobol":
        raise InputError(f"pairs of parameters are looked at by sobol only, not by {method}")
    if second and len(names) < 2:
        raise InputError("pairs of parameters need two parameters")
    if method == "sobol" and points & (points - 1):
        below = 1 << (points.bit_length() - 1)
        raise InputError(
            f"sobol needs a power of two, not {points}: only then do the points of Sobol's sequence "
            f"cover every parameter evenly, and any other number throws the balance away; "
            f"take {below} or {2 * below}"
        )
    problem: dict[str, Any] = {
        "num_vars": len(names),
        "names": list(names),
        "bounds": [[0.0, 1.0]] * len(names),
    }
    if groups and len(set(groups)) > 1:
        problem["groups"] = list(groups)
    counted = groups or names
    shares = _sample(method, problem, points, seed, second)
    return Design(method, shares, len(shares) // points, counted, second, problem)


def given(names: tuple[str, ...], values: Floats) -> Design:
    """The points of a sweep as a design for PAWN, which takes any that fill their ranges.

    Parameters
    ----------
    names : tuple of str
        The parameters.
    values : array (points, parameters)
        Their values; a share is the place of a value among all, equal values in one place.

    Raises
    ------
    InputError
        If points are too few, or a parameter has one value only.
    """
    least = _LEAST["pawn"]
    if len(values) < least:
        raise InputError(f"pawn needs at least {least} points, and this sweep has {len(values)}")
    alone = [name for name, column in zip(names, values.T, strict=True) if np.ptp(column) == 0.0]
    if alone:
        raise InputError(f"{alone[0]} has one value at all points")
    shares = (rankdata(values, axis=0) - 0.5) / len(values)
    return Design("pawn", shares, 1, names, False, {}, shared=True)


def _sample(method: str, problem: dict[str, Any], points: int, seed: int, second: bool) -> Floats:
    try:
        from SALib.sample import latin, morris, sobol
    except ImportError:
        raise InputError(_INSTALL) from None
    # A generator, and not the number: to some of SALib's functions a seed of 0 is none.
    random = np.random.default_rng(seed)
    if method == "sobol":
        found = sobol.sample(problem, points, calc_second_order=second, seed=random)
    elif method == "morris":
        found = morris.sample(problem, points, num_levels=LEVELS, seed=random)
    else:
        found = latin.sample(problem, points, seed=random)
    return np.asarray(found, dtype=np.float64)
