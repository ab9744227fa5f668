"""What the parameters of a study are drawn from, for analyses that draw them themselves."""

from pathlib import Path

from ...errors import InputError
from ...scenario.distribution import Distribution
from ...scenario.files import find
from ...scenario.problems import Findings
from .axes import sampled_axes
from .designs import SAMPLED
from .parts import part
from .reading import tree_of
from .study import Study


def ranges(study: Study, name_or_path: str | Path) -> dict[str, Distribution]:
    """The distribution of every parameter of a study that was read: its own, or all between its ends.

    Raises
    ------
    InputError
        If its parameters don't vary each on its own, or one is no number.
    """
    if study.design in SAMPLED:
        tree = tree_of(find(name_or_path, "study"), Findings(), set())
        axes = sampled_axes(part(tree, "parameters"), study.bases, Findings())
        return {axis.path: axis.known for axis in axes if axis.known is not None}
    if study.design != "grid":
        raise InputError(
            f"{study.name} is a {study.design}: its parameters don't vary each on its own, so it "
            "states no ranges; name its scenario, and ranges with --param PATH=LOW,HIGH"
        )
    return between_ends(study)


def between_ends(study: Study) -> dict[str, Distribution]:
    """All between the lowest and the highest value that the points of a study give a parameter.

    Raises
    ------
    InputError
        If one is no number.
    """
    found: dict[str, Distribution] = {}
    for path in study.axes:
        values = [dict(point.values).get(path) for point in study.points]
        if any(isinstance(value, bool | str) or value is None for value in values):
            raise InputError(f"{path} is not a number at every point of {study.name}")
        numbers = [float(value) for value in values if value is not None]
        low, high = min(numbers), max(numbers)
        if low < high:
            found[path] = Distribution("uniform", (("high", high), ("low", low)))
    return found
