"""What an analysis is of: a scenario, a scenario with the ranges of a study, or a sweep that was run."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ..errors import InputError
from ..experiment.studies.ranges import ranges
from ..experiment.studies.reading import is_study, read
from ..experiment.swept import Swept
from ..scenario.catalogue import catalogue
from ..scenario.distribution import Distribution
from ..scenario.files import available
from ..scenario.loading import load
from ..scenario.nearest import did_you_mean
from ..scenario.scenario import Scenario

NO_RANGES: Mapping[str, Distribution] = {}


class Source(NamedTuple):
    """A scenario, and what a study draws its parameters from; no ``ranges`` without a study."""

    scenario: Scenario
    ranges: Mapping[str, Distribution] = NO_RANGES


def prepare(
    scenario: Scenario | str | Path,
    seed: int | None = None,
    sets: Iterable[str] = (),
    off: Iterable[str] = (),
) -> Scenario:
    """The scenario with settings laid over it, and with another seed unless that is None.

    Parameters
    ----------
    sets : iterable of str
        Settings ``path=value``; a scenario that was loaded takes none.
    off : iterable of str
        Mechanisms to switch off.

    Raises
    ------
    ScenarioError, InputError
        If the scenario can't be used.
    """
    settings = settings_of(sets, off)
    if not isinstance(scenario, Scenario):
        return load(scenario, [*settings, *([] if seed is None else [f"seed={seed}"])])
    if settings:
        raise InputError("settings belong to load(); a loaded scenario takes them by replace()")
    return scenario if seed is None else scenario.replace({"seed": seed})


def settings_of(sets: Iterable[str], off: Iterable[str]) -> list[str]:
    """Settings, and those that switch mechanisms off.

    Raises
    ------
    InputError
        If there is no mechanism of a name, or it has no switch.
    """
    return [*sets, *(f"mechanisms.{_switched(name)}.on=false" for name in off)]


def _switched(name: str) -> str:
    """The name of a mechanism that can be switched off."""
    mechanisms = catalogue().mechanisms
    if name in mechanisms and mechanisms[name].switch:
        return name
    switches = sorted(one.name for one in mechanisms.values() if one.switch)
    listed = f"mechanisms that have a switch: {', '.join(switches)}"
    if name in mechanisms:
        wrong = "this mechanism is part of every scenario and has no switch"
    else:
        wrong = f"there is no mechanism of that name{did_you_mean(name, switches)}"
    raise InputError(f"off {name or repr(name)}: {wrong}; {listed}")


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
