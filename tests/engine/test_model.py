"""The Mesa model: the ensemble's trials, agent by agent, for someone who knows only Mesa."""

import multiprocessing
from collections.abc import Iterator
from typing import Any

import mesa
import numpy as np
import pytest

from sim.engine import ensemble, model
from sim.engine.agent import StateAgent
from sim.engine.build import Compiled, build
from sim.engine.model import PeninsulaModel
from sim.rulebook.record import TERMINAL_CLASSES
from sim.scenario import Scenario, ScenarioError, load


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load("baseline", ["horizon=5"])


@pytest.fixture(scope="module")
def compiled(scenario: Scenario) -> Compiled:
    return build(scenario)


def words_by_month(trial: PeninsulaModel, change: Any = None, at: int = -1) -> list[bytes]:
    """The world after each month; ``change`` is done to the model before month ``at``."""
    seen = []
    while trial.running:
        if trial.month == at:
            change(trial)
        trial.step()
        seen.append(trial.world_state.words.tobytes())
    return seen


def test_rows_and_trajectories_equal_those_of_the_ensemble(compiled: Compiled) -> None:
    fast = ensemble.run_trials(compiled, 3, 4, True)
    readable = model.run_trials(compiled, 3, 4, True)
    assert readable.first == fast.first
    assert readable.rows.tobytes() == fast.rows.tobytes()
    assert readable.trajectories.tobytes() == fast.trajectories.tobytes()


def test_chosen_words_are_recorded_as_the_ensemble_records_them(compiled: Compiled) -> None:
    fast = ensemble.run_trials(compiled, 0, 2, [5, 2])
    readable = model.run_trials(compiled, 0, 2, [5, 2])
    assert readable.trajectories.tobytes() == fast.trajectories.tobytes()


def test_without_trajectories_none_are_kept(compiled: Compiled) -> None:
    assert model.run_trials(compiled, 0, 1).trajectories.shape[0] == 0


def test_the_model_never_runs_the_compiled_month(
    compiled: Compiled, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the model advances through its agents")

    monkeypatch.setattr(ensemble, "run_block", refuse)
    monkeypatch.setattr(ensemble, "month", refuse)
    calls: list[tuple[str, str]] = []
    for phase in ("decide", "grow", "consider", "act"):
        rule = getattr(StateAgent, phase)

        def noted(agent: StateAgent, rule: Any = rule, phase: str = phase) -> None:
            calls.append((phase, agent.name))
            rule(agent)

        monkeypatch.setattr(StateAgent, phase, noted)
    PeninsulaModel(compiled, horizon=1).step()
    names = compiled.scenario.names["states"]
    phases = ("decide", "grow", "consider", "act")
    assert calls == [(phase, name) for phase in phases for name in names]


@pytest.mark.parametrize("at", [0, 2, 4])
def test_changing_an_agent_changes_later_months_and_no_earlier_one(
    scenario: Scenario, at: int
) -> None:
    def embitter(trial: PeninsulaModel) -> None:
        trial.states["dprk"].rivalries["rok"].tension = 0.9
        trial.states["dprk"].pressure = 1.0

    before = words_by_month(PeninsulaModel(scenario))
    after = words_by_month(PeninsulaModel(scenario), embitter, at)
    same = [one == other for one, other in zip(before, after, strict=True)]
    assert same == [month < at for month in range(5)]


def test_reading_agents_and_drawing_from_mesa_changes_nothing(scenario: Scenario) -> None:
    def look(trial: PeninsulaModel) -> None:
        trial.agents.shuffle_do("__repr__")
        trial.random.random()
        trial.rng.random()
        assert [agent.reserve for agent in trial.agents]

    assert words_by_month(PeninsulaModel(scenario)) == words_by_month(
        PeninsulaModel(scenario), look, 2
    )


def test_agents_are_views_that_read_and_write_the_world(scenario: Scenario) -> None:
    trial = PeninsulaModel(scenario)
    dprk = trial.states["dprk"]
    assert list(trial.states) == [agent.name for agent in trial.agents]
    dprk.reserve = 2.5
    dprk.tracks["reentry"].progress = 0.5
    dprk.stocks["shells"].home = 7
    dprk.policies["send"].level = 1
    trial.states["russia"].promises["dprk"].commitment = 0.25
    dprk.beliefs["russia-dprk"] = 0.125
    dprk.ties["rok"] = -0.5
    by_name = {word.name: k for k, word in enumerate(trial.compiled.words)}
    words, whole = trial.world_state.words, trial.world_state.integers
    assert words[by_name["states.dprk.reserve"]] == dprk.reserve == 2.5
    assert words[by_name["states.dprk.tracks.reentry.progress"]] == 0.5
    assert words[by_name["states.dprk.stocks.shells.home"]] == 7.0
    assert whole[by_name["states.dprk.policies.send.level"]] == dprk.policies["send"].level == 1
    assert words[by_name["alliances.russia-dprk.commitment"]] == 0.25
    assert trial.alliances["russia-dprk"].commitment == 0.25
    assert words[by_name["beliefs.russia-dprk.dprk"]] == dprk.beliefs["russia-dprk"] == 0.125
    assert trial.states["rok"].ties["dprk"] == dprk.ties["rok"] == -0.5
    assert set(dprk.rivalries) == {"rok", "us"}
    assert dprk.events_by_rung["clash"] == 0.0
    assert type(dprk.reserve) is float
    assert type(dprk.recognition) is int


def test_every_variable_of_a_state_is_an_attribute_of_its_agent(compiled: Compiled) -> None:
    rok = PeninsulaModel(compiled).states["rok"]
    start = "states.rok."
    for k, word in enumerate(compiled.words):
        if word.name.startswith(start) and word.name.count(".") == 2:
            held = compiled.initial.view(np.int64)[k] if word.integer else compiled.initial[k]
            assert getattr(rok, word.name.removeprefix(start)) == held


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (1.5, "from 0 to 1, not 1.5"),
        (float("nan"), "not nan"),
        ("high", "not 'high'"),
        (None, "not None"),
    ],
)
def test_a_value_outside_the_declared_range_is_refused(
    scenario: Scenario, value: object, said: str
) -> None:
    agent = PeninsulaModel(scenario).states["dprk"]
    with pytest.raises(ValueError, match=said):
        agent.pressure = value
    with pytest.raises(ValueError, match=r"tension .* is a number"):
        agent.rivalries["rok"].tension = value


def test_a_rung_above_the_ladder_is_refused(scenario: Scenario) -> None:
    agent = PeninsulaModel(scenario).states["dprk"]
    with pytest.raises(ValueError, match="a whole number from 0 to 13, not 14"):
        agent.rivalries["rok"].rung = 14
    with pytest.raises(ValueError, match="a whole number"):
        agent.programme_rung = 2.5


def test_a_misspelt_variable_names_the_nearest(scenario: Scenario) -> None:
    row = PeninsulaModel(scenario).states["dprk"].rivalries["rok"]
    with pytest.raises(AttributeError, match="the nearest is tension"):
        row.tensoin = 0.5
    with pytest.raises(AttributeError, match=r"rivalries\.dprk-rok has no variable tensoin"):
        _ = row.tensoin


def test_a_model_runs_to_its_horizon_and_a_step_more_changes_nothing(scenario: Scenario) -> None:
    trial = PeninsulaModel(scenario)
    assert (trial.month, trial.running, trial.date) == (0, True, "2024-11")
    trial.run_model()
    assert (trial.month, trial.running, trial.date) == (5, False, "2025-04")
    words = trial.world_state.words.tobytes()
    trial.step()
    assert trial.month == 5
    assert trial.world_state.words.tobytes() == words


def test_settings_are_parameters_by_path() -> None:
    trial = PeninsulaModel("two_state", horizon=2, **{"states.north.reserve": 3.0, "seed": 9})
    assert trial.months == 2
    assert trial.states["north"].reserve == 3.0
    assert trial.compiled.scenario.seed == 9
    with pytest.raises(ScenarioError, match="horizon"):
        PeninsulaModel("two_state", horizn=2)


def test_the_trial_is_what_trial_or_rng_says(scenario: Scenario) -> None:
    assert PeninsulaModel(scenario).trial == 0
    assert PeninsulaModel(scenario, rng=0).trial == 0
    assert PeninsulaModel(scenario, rng=np.int64(7)).trial == PeninsulaModel(scenario, 7).trial == 7
    with pytest.raises(ValueError, match="give one of them"):
        PeninsulaModel(scenario, trial=1, rng=2)
    with pytest.raises(ValueError, match="from 0 to 4294967295, not -1"):
        PeninsulaModel(scenario, rng=-1)
    with pytest.raises(TypeError, match="draws come from addresses"):
        PeninsulaModel(scenario, rng=np.random.default_rng(3))
    with pytest.raises(TypeError, match="not True"):
        PeninsulaModel(scenario, trial=True)


@pytest.fixture
def start_method() -> Iterator[None]:
    """Undo what ``batch_run`` does to the whole process: it forces the spawn start method."""
    before = multiprocessing.get_start_method(allow_none=True)
    yield
    multiprocessing.set_start_method(before, force=True)


@pytest.mark.usefixtures("start_method")
def test_batch_run_over_rng_runs_the_trials_of_these_numbers(scenario: Scenario) -> None:
    reserves = [1.0, 2.0]
    found = mesa.batch_run(
        PeninsulaModel,
        {"scenario": scenario, "states.dprk.reserve": reserves},
        rng=range(3),
        display_progress=False,
    )
    for reserve in reserves:
        compiled = build(scenario.replace({"states.dprk.reserve": reserve}))
        rows = ensemble.run_trials(compiled, 0, 3).rows
        names = [compiled.words[k].name for k in compiled.columns]
        events = rows[:, 1 + names.index("mechanisms.record.events")].view(np.float64)
        mine = [entry for entry in found if entry["states.dprk.reserve"] == reserve]
        assert [entry["rng"] for entry in mine] == [0, 1, 2]
        assert [entry["events"] for entry in mine] == events.tolist()
        classes = [TERMINAL_CLASSES.index(entry["terminal_class"]) for entry in mine]
        assert classes == rows[:, 0].tolist()


@pytest.mark.usefixtures("start_method")
def test_batch_run_over_trials_runs_these() -> None:
    found = mesa.batch_run(
        PeninsulaModel,
        {"scenario": "two_state", "trial": [4, 9], "horizon": 2},
        display_progress=False,
    )
    assert [(entry["trial"], entry["date"]) for entry in found] == [(4, "2024-12"), (9, "2024-12")]


def test_a_data_collector_of_ones_own_collects_each_month(scenario: Scenario) -> None:
    trial = PeninsulaModel(scenario)
    trial.datacollector = mesa.DataCollector(
        model_reporters={"month": "month", "dialogue": lambda m: m.world.dialogue},
        agent_reporters={"reserve": "reserve", "towards": lambda a: sorted(a.rivalries)},
    )
    reserves = []
    while trial.running:
        trial.step()
        reserves += [agent.reserve for agent in trial.agents]
    assert trial.datacollector.get_model_vars_dataframe()["month"].tolist() == [1, 2, 3, 4, 5]
    assert trial.datacollector.get_agent_vars_dataframe()["reserve"].tolist() == reserves


def test_collected_values_do_not_change_with_the_world(scenario: Scenario) -> None:
    trial = PeninsulaModel(scenario)
    trial.run_model()
    table = trial.datacollector.get_model_vars_dataframe()
    assert table["date"].tolist() == ["2024-11", "2024-12", "2025-01", "2025-02", "2025-03"]
    assert table["events"].is_monotonic_increasing
    assert table["events"].iloc[-1] == trial.world.events
    assert table["terminal_class"].iloc[-1] == trial.terminal_class


def test_a_subclass_adds_its_own_agents_and_steps(scenario: Scenario) -> None:
    class Watched(PeninsulaModel):
        def __init__(self, **more: Any) -> None:
            super().__init__(**more)
            self.watcher = mesa.Agent(self)
            self.seen: list[float] = []

        def step(self) -> None:
            super().step()
            self.seen.append(self.states["dprk"].pressure)

    watched = Watched(scenario=scenario)
    assert words_by_month(watched) == words_by_month(PeninsulaModel(scenario))
    assert len(watched.seen) == 5
    assert len(watched.agents) == len(watched.states) + 1


def test_resetting_in_solara_keeps_the_scenario() -> None:
    from mesa.visualization.solara_viz import _build_model_init_kwargs, _check_model_params

    asked = {"scenario": "two_state", "trial": 3}
    shown = PeninsulaModel(**asked)
    _check_model_params(shown, asked)
    again = _build_model_init_kwargs(
        shown, asked, add_scenario_when_empty=True, require_model_accepts_scenario=True
    )
    assert again == asked


def test_what_mesa_calls_the_scenario_does_not_take_its_parameters_place() -> None:
    # SolaraViz overwrites the parameter "scenario" where ``model.scenario`` counts as true.
    shown = PeninsulaModel("two_state", trial=2)
    assert not shown.scenario
    assert (shown.scenario.name, shown.scenario.trial) == ("two_state", 2)


def test_what_rules_work_out_every_month_cannot_be_set_by_hand() -> None:
    model = PeninsulaModel("two_state")
    agent = next(iter(model.states.values()))
    with pytest.raises(ValueError, match=r"worked out anew every month.*set power"):
        agent.strength = 2.0
