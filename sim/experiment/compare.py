"""Plans of comparisons: several scenarios for the same seed and draws, and which against which."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import InputError, Problem, ScenarioError
from ..scenario.claims import AXIS
from ..scenario.loading import load
from ..scenario.nodes import Scalar, Word, plain
from ..scenario.overlay import parse_setting
from ..scenario.problems import Findings
from ..scenario.reading import TRUTH_WORDS, read_text
from ..scenario.scenario import Scenario
from .draws import DrawSource, applied
from .draws_requested import Asked, draws_for

Source = Scenario | str | Path


class Arm(NamedTuple):
    """A scenario of a comparison; ``number`` is its place among the arms that are run."""

    number: int
    name: str
    scenario: Scenario


class Pairing(NamedTuple):
    """Arm B set against arm A, under a name that says so."""

    name: str
    a: Arm
    b: Arm


class Plan(NamedTuple):
    """What is to be compared: every arm once, and which is set against which.

    ``draws`` is where the draws of all arms come from: row d has the same shares of probability in each.
    """

    arms: tuple[Arm, ...]
    pairings: tuple[Pairing, ...]
    draws: DrawSource | None = None


def plan(
    sources: Sequence[Source],
    sets: Sequence[str] = (),
    vary: Mapping[str, Sequence[str]] | None = None,
    seed: int | None = None,
    draws: Asked = None,
) -> Plan:
    """Arms and pairings of a comparison.

    Several scenarios: each is set against the first, with ``sets`` laid over all of them, and again
    with each value of ``vary`` laid over all. One scenario: each value of ``vary`` is set against it
    as it is, with ``sets`` laid over both; without ``vary``, ``sets`` against it as it is.

    Parameters
    ----------
    sources : sequence of Scenario, str or Path
        At least one.
    sets : sequence of str
        Settings ``path=value``.
    vary : mapping of path to sequence of str
        Values as they would be written in a setting.
    seed : int, optional
        Seed of all arms; None is that of the first scenario.
    draws : str, Path, Draws, StatedDraws, DataFrame or None
        Parameter draws, as ``draws_for`` takes them for the first scenario.

    Raises
    ------
    ScenarioError
        If a scenario or setting can't be used.
    InputError
        If there is nothing to compare, or arms don't have the same months or are to differ in seed.
    """
    maker = _Maker(seed)
    for path, values in (vary or {}).items():
        _refuse_twins(path, values)
    varied = [f"{path}={value}" for path, values in (vary or {}).items() for value in values]
    apart = varied if varied or len(sources) > 1 else sets
    if any(setting.partition("=")[0].strip() == "seed" for setting in apart):
        raise InputError("matched trials share one seed, so arms can't differ in it; see --seed")
    try:
        pairings = _pairings(maker, sources, sets, varied)
    except ScenarioError as error:
        raise ScenarioError(_as_varied(one, varied) for one in error.problems) from None
    names = [pairing.name for pairing in pairings]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"the contrast {twice} is asked for twice")
    return Plan(tuple(maker.arms), tuple(pairings), _drawn(draws, maker.arms))


def _refuse_twins(path: str, values: Iterable[Any]) -> None:
    """Refuse two ways of writing one value, such as 3 and 3.0."""
    read: dict[object, Any] = {}
    for value in values:
        node = read_text(str(value), path, Findings())
        meant = plain(node) if isinstance(node, Scalar) else str(value)
        meant = TRUTH_WORDS.get(meant.lower(), str(meant)) if isinstance(meant, Word) else meant
        # True and 1 are equal in Python and not one value here.
        key = (isinstance(meant, bool), meant)
        if key in read:
            raise InputError(f"{path}={read[key]} and {path}={value} are one value: keep one")
        read[key] = value


def _pairings(
    maker: "_Maker", sources: Sequence[Source], sets: Sequence[str], varied: Sequence[str]
) -> list[Pairing]:
    pairings: list[Pairing] = []
    if len(sources) > 1:
        for extra in [[s] for s in varied] or [[]]:
            base = maker.arm(sources[0], [*sets, *extra])
            pairings += [
                maker.pairing(base, maker.arm(source, [*sets, *extra]), [*sets, *extra])
                for source in sources[1:]
            ]
    elif varied:
        base = maker.arm(sources[0], sets)
        pairings += [
            maker.pairing(base, maker.arm(sources[0], [*sets, s], [s]), sets) for s in varied
        ]
    elif sets:
        base = maker.arm(sources[0], [])
        pairings.append(maker.pairing(base, maker.arm(sources[0], sets, sets), []))
    else:
        raise InputError(
            "nothing to compare with: name a second scenario, or change something with --off or "
            "--set, in a comparison with --vary too"
        )
    return pairings


def _as_varied(problem: Problem, varied: Sequence[str]) -> Problem:
    """A problem of a value to try, placed where that was written."""
    _, _, setting = problem.file.partition(" ")
    return replace(problem, file=f"--vary {setting}") if setting in varied else problem


def ablation(
    sources: Sequence[Source],
    sets: Sequence[str] = (),
    seed: int | None = None,
    draws: Asked = None,
) -> tuple[Plan, tuple[str, ...]]:
    """A plan with every mechanism switched off in turn, and these mechanisms by name.

    Two scenarios: the second against the first, then the same with each mechanism off in both; the
    first pairing is the one with all mechanisms. One: each mechanism off against the scenario as it
    is. Settings are laid over everything. Mechanisms that no arm has switched on are left out.

    Raises
    ------
    ScenarioError, InputError
        As for ``plan``; also if there are more than two scenarios.
    """
    if len(sources) > 2:
        raise InputError(f"an ablation is of one scenario or two, not of {len(sources)}")
    maker = _Maker(seed)
    bases = [maker.arm(source, sets) for source in sources]
    names = tuple(dict.fromkeys(name for arm in bases for name in mechanisms_on(arm.scenario)))
    pairings = [maker.pairing(bases[0], bases[1], sets)] if len(bases) == 2 else []
    for name in names:
        off = [f"mechanisms.{name}.on=false"]
        if len(bases) == 2:
            first, second = (maker.arm(source, [*sets, *off]) for source in sources)
            pairings.append(maker.pairing(first, second, [*sets, *off]))
        else:
            pairings.append(
                maker.pairing(bases[0], maker.arm(sources[0], [*sets, *off], off), sets)
            )
    return Plan(tuple(maker.arms), tuple(pairings), _drawn(draws, maker.arms)), names


def _drawn(asked: Asked, arms: Sequence[Arm]) -> DrawSource | None:
    """Where the draws of all arms come from; None where nothing is drawn in any."""
    source = draws_for(asked, arms[0].scenario)
    return source if any(applied(source, arm.scenario) for arm in arms) else None


def mechanisms_on(scenario: Scenario) -> list[str]:
    """Mechanisms that a scenario has switched on, by name."""
    switches = (path.split(".") for path in sorted(scenario.values))
    return [
        keys[1]
        for keys in switches
        if keys[0] == "mechanisms" and keys[2:] == ["on"] and scenario.value(".".join(keys))
    ]


class _Maker:
    """Makes each arm once."""

    def __init__(self, seed: int | None) -> None:
        self.arms: list[Arm] = []
        self._seed = seed

    def arm(self, source: Source, settings: Sequence[str], named: Sequence[str] = ()) -> Arm:
        """The arm of a source under settings, called by those in ``named`` if there are any."""
        scenario = _laid(source, settings)
        if self._seed is None:
            self._seed = scenario.seed
        if scenario.seed != self._seed:
            scenario = scenario.replace({"seed": self._seed})
        if self.arms:
            _same_months(self.arms[0].scenario, scenario)
        name = ", ".join(setting_words(s) for s in named) or scenario.name
        for arm in self.arms:
            if arm.name == name and arm.scenario == scenario:
                return arm
        self.arms.append(Arm(len(self.arms), name, scenario))
        return self.arms[-1]

    @staticmethod
    def pairing(a: Arm, b: Arm, common: Sequence[str]) -> Pairing:
        under = f", both with {', '.join(setting_words(s) for s in common)}" if common else ""
        return Pairing(f"{b.name} against {a.name}{under}", a, b)


def setting_words(setting: str) -> str:
    """A setting as a name: a mechanism or claim that is off or on by its own, any other as written."""
    path, _, value = setting.partition("=")
    keys = path.strip().split(".")
    truth = (TRUTH_WORDS | {"true": True, "false": False}).get(value.strip().lower())
    switched = "" if truth is None else "on" if truth else "off"
    if len(keys) == 3 and keys[0] == "mechanisms" and keys[2] == "on" and switched:
        return f"{keys[1]} {switched}"
    if keys[0] == AXIS and len(keys) > 1 and switched:
        return f"claim {keys[1]} {switched}"
    return f"{path.strip()}={value.strip()}"


def _laid(source: Source, settings: Sequence[str]) -> Scenario:
    if not isinstance(source, Scenario):
        return load(source, settings)
    if not settings:
        return source
    findings = Findings()
    parsed = [parse_setting(setting, findings) for setting in settings]
    findings.stop()
    values: dict[str, Any] = {one[0]: plain(one[1]) for one in parsed if one is not None}
    return source.replace(values)


def _same_months(one: Scenario, other: Scenario) -> None:
    for what in ("start", "horizon"):
        a, b = getattr(one, what), getattr(other, what)
        if a != b:
            raise InputError(
                f"matched trials need the same months: the {what} of {one.name} is {a}, "
                f"that of {other.name} is {b}; --set {what}={a} makes them equal"
            )
