"""Settings on the command line and in Python go through the same checks as a file."""

from collections.abc import Callable

import pytest

from sim.scenario import Problem, Scenario, ScenarioError

Read = Callable[..., Scenario]
Refused = Callable[..., tuple[Problem, ...]]


def test_a_setting_wins_and_the_last_one_wins_over_the_first(read: Read) -> None:
    scenario = read("", "states.north.power=2", "states.north.power=3")
    stated = scenario.stated("states.north.power")
    assert (stated.value, stated.origin) == (3.0, "--set states.north.power=3")


@pytest.mark.parametrize(
    ("setting", "path", "value"),
    [
        ("mechanisms.moral_hazard=off", "mechanisms.moral_hazard.on", False),
        ("mechanisms.moral_hazard.on=no", "mechanisms.moral_hazard.on", False),
        ("states.north.tracks.mirv.progress=0.25", "states.north.tracks.mirv.progress", 0.25),
        ("states.south.stocks.shells.home=4", "states.south.stocks.shells.home", 4.0),
        ("states.north.levels.clash.constant=-2", "states.north.levels.clash.constant", -2.0),
        ("rivalries.north-south.stakes=2", "rivalries.north-south.stakes", 2.0),
        ("ties.north-south.tie=-0.5", "ties.north-south.tie", -0.5),
        ("ladder.clash.severity=0.51", "ladder.clash.severity", 0.51),
        ("alliances.north-south={commitment: 0.3}", "alliances.north-south.commitment", 0.3),
    ],
)
def test_a_setting_reaches_every_axis(read: Read, setting: str, path: str, value: object) -> None:
    assert read("", setting).value(path) == value


def test_a_setting_reaches_the_top_and_the_timeline(read: Read) -> None:
    entry = "timeline: [{name: vote, month: 2025-01, set: {states.north.orientation: 1}}]\n"
    scenario = read(
        entry,
        "horizon=7",
        "timeline.vote.probability=0.25",
        "timeline.vote.set.states.north.orientation=0.5",
    )
    assert scenario.horizon == 7
    assert scenario.timeline[0].probability == 0.25
    assert scenario.timeline[0].set[0].value == 0.5


def test_a_setting_removes_what_is_named(read: Read) -> None:
    text = "alliances: {north-south: {}}\n"
    assert not read(text, "alliances.north-south={remove: true}").names["alliances"]


@pytest.mark.parametrize(
    ("setting", "nearest"),
    [
        ("states.nrth.power=1", "north"),
        ("states.north.powr=1", "power"),
        ("mechanism.moral_hazard.on=off", "mechanisms"),
        ("mechanisms.moral_hazrd=off", "moral_hazard"),
        ("states.north.levels.clsh.constant=1", "clash"),
        ("ties.south-north.tie=1", "north-south"),
    ],
)
def test_a_slip_invents_nothing_and_gets_the_nearest_name(
    refused: Refused, setting: str, nearest: str
) -> None:
    (problem,) = refused("", setting)
    assert problem.file == f"--set {setting}"
    assert problem.nearest == nearest


@pytest.mark.parametrize(
    "setting",
    [
        "",
        "=",
        "=1",
        "horizon",
        "horizon.x=1",
        "states.north.power={",
        "states.north.power=!!python/none x",
        "states.north.power=.nan",
        "states.north.power=",
        "states=5",
        "states.north.power.range=[0, 1]",
        "...=1",
        "timeline.x.set.y=1",
        "ladder=[a, a]",
    ],
)
def test_a_setting_that_says_nothing_sensible_is_refused(refused: Refused, setting: str) -> None:
    assert refused("", setting)


def test_replacing_in_python_equals_setting_on_the_command_line(read: Read) -> None:
    settings = {
        "states.north.power": 2,
        "rivalries.north-south.stakes": 1.5,
        "mechanisms.moral_hazard.on": False,
        "ladder.clash.severity": 0.52,
        "horizon": 9,
        "seed": 0,
    }
    base = read()
    for path, value in settings.items():
        text = str(value).lower()
        assert base.replace({path: value}) == read("", f"{path}={text}"), path
    assert base.replace(settings) == read("", *(f"{p}={v}" for p, v in settings.items()))


def test_replacing_twice_keeps_both(read: Read) -> None:
    quick = read().replace({"states.north.power": 2}).replace({"states.south.power": 3})
    slow = quick.replace({"horizon": 5})
    assert (slow.value("states.north.power"), slow.value("states.south.power")) == (2, 3)


def test_a_replaced_value_may_carry_its_range(read: Read) -> None:
    stated = read().replace({"states.north.power": {"value": 2, "range": [1, 3]}})
    assert stated.stated("states.north.power").range == (1, 3)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("states.north.power", -1),
        ("states.north.power", float("nan")),
        ("states.north.power", float("inf")),
        ("states.north.power", "much"),
        ("states.north.power", True),
        ("states.north.powr", 1),
        ("states.nowhere.power", 1),
        ("rivalries.north-south.target", "nowhere"),
        ("horizon", 0),
        ("horizon", None),
        ("", 1),
    ],
)
def test_a_replaced_value_is_checked_like_a_written_one(
    read: Read, path: str, value: object
) -> None:
    with pytest.raises(ScenarioError):
        read().replace({path: value})
