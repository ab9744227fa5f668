"""What an analysis is of: a scenario, a scenario with the ranges of a study, or a sweep that was run."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError
from ..experiment.studies.ranges import ranges
from ..experiment.studies.reading import is_study, read
from ..experiment.swept import Swept
from ..scenario.distribution import Distribution
from ..scenario.files import available
from ..scenario.loading import load
from ..scenario.reading import LARGEST_INTEGER
from ..scenario.scenario import Scenario

NO_RANGES: Mapping[str, Distribution] = {}


class Source(NamedTuple):
    """A scenario, and what a study draws its parameters from; no ``ranges`` without a study."""

    scenario: Scenario
    ranges: Mapping[str, Distribution] = NO_RANGES


def prepare(
    scenario: Scenario | str | Path, seed: int | None, sets: Iterable[str] = ()
) -> Scenario:
    """The scenario with settings laid over it, and with another seed unless that is None.

    Raises
    ------
    ScenarioError
        If the scenario can't be used.
    InputError
        If the seed is out of range.
    """
    if seed is not None and not 0 <= seed <= LARGEST_INTEGER:
        raise InputError(f"seed must be from 0 to {LARGEST_INTEGER:,}, not {seed:,}")
    settings = list(sets)
    if not isinstance(scenario, Scenario):
        if seed is not None:
            settings.append(f"seed={seed}")
        return load(scenario, settings)
    if settings:
        raise ValueError("settings belong to load(); a loaded scenario takes them by replace()")
    return scenario if seed is None else scenario.replace({"seed": seed})


def source_of(
    named: Scenario | str | Path, seed: int | None = None, sets: Sequence[str] = ()
) -> Source | Swept:
    """What a person means by a scenario's or study's name or file, or by a sweep's folder.

    Parameters
    ----------
    seed : int, optional
        Instead of the scenario's or the study's; None keeps it.
    sets : sequence of str
        Settings laid over a scenario.

    Raises
    ------
    ScenarioError, FolderError
        If it can't be read.
    InputError
        If it takes no settings or seed, or is a study of several scenarios or without ranges.
    """
    if isinstance(named, Scenario):
        return Source(prepare(named, seed, sets))
    if Path(named).is_dir():
        if seed is not None or sets:
            raise InputError(
                f"{named} was run as it is: it takes no seed and no settings; name its study for that"
            )
        return Swept(Path(named))
    if not _names_study(named):
        return Source(prepare(named, seed, sets))
    if sets:
        raise InputError(f"{named} is a study, which states its settings itself, under set:")
    study = read(named, "none")
    if len(study.bases) > 1:
        names = ", ".join(base.name for base in study.bases)
        raise InputError(
            f"{study.name} is of {len(study.bases)} scenarios ({names}); name one of them"
        )
    return Source(prepare(study.bases[0], seed), ranges(study, named))


def _names_study(named: str | Path) -> bool:
    if Path(named).is_file():
        return is_study(named)
    return str(named) in available("study") and str(named) not in available()
