"""A sweep to a precision ends at the first look that reaches it, however it was come by."""

from dataclasses import replace
from pathlib import Path

import pytest

from sim import compare
from sim.analysis import precise_sweeps
from sim.analysis.confidence_sequences import METHOD
from sim.analysis.precise_sweeps import SweepWatch
from sim.api.results.sweeps import Sweep, run_study
from sim.api.sweep import sweep
from sim.errors import InputError
from sim.experiment.executors.threads import on_threads
from sim.experiment.folder import Interrupted
from sim.experiment.store import read_manifest
from sim.experiment.studies.study import Study
from tests.experiment.sweeps import TEXT, study, swept

PRECISION = 0.3


@pytest.fixture(autouse=True)
def _near_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precise_sweeps, "LOOK", 10)
    monkeypatch.setattr(precise_sweeps, "BLOCK", 80)


def to_precision(
    of: Study, folder: Path, precision: float = PRECISION, most: int = 2000, **options: object
) -> Sweep:
    watch = SweepWatch(of, precision, most=most)
    return run_study(of, folder, on_threads(1), watch, **options)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Sweep:
    folder = tmp_path_factory.mktemp("undisturbed")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(precise_sweeps, "LOOK", 10)
        patched.setattr(precise_sweeps, "BLOCK", 80)
        return to_precision(study(folder), folder / "r")


def test_it_ends_with_the_content_of_a_sweep_of_so_many_trials(
    undisturbed: Sweep, tmp_path: Path
) -> None:
    trials = undisturbed.study.trials
    assert trials > 20
    fixed = swept(study(tmp_path, trials=trials), tmp_path / "fixed")
    assert undisturbed.content_hash == fixed.content_hash
    assert undisturbed.points["trials"].eq(trials).all()


def test_it_ends_at_the_first_look_at_which_every_half_width_is_small_enough(
    undisturbed: Sweep, tmp_path: Path
) -> None:
    assert undisturbed.watch is not None
    assert undisturbed.watch.reached
    assert all(reading.half <= PRECISION for _, reading in undisturbed.watch.readings())
    before = to_precision(study(tmp_path), tmp_path / "r", most=undisturbed.study.trials - 10)
    assert before.watch is not None
    assert not before.watch.reached
    assert before.study.trials == undisturbed.study.trials - 10


def test_its_planned_contrasts_have_intervals_that_hold_whenever_one_stops(
    undisturbed: Sweep,
) -> None:
    table = undisturbed.contrasts()
    force = table[table["outcome"] == "first_force"]
    assert set(force["method"]) == {METHOD}
    assert ((force["high"] - force["low"]) / 2 <= PRECISION).all()
    assert table.loc[table["outcome"] == "events", ["low", "high"]].isna().all(axis=None)


def test_outcomes_without_bounds_are_left_out_of_the_precision(undisturbed: Sweep) -> None:
    assert undisturbed.watch is not None
    assert undisturbed.watch.outcomes == ("first_force",)
    assert undisturbed.watch.unbounded == ("events",)


@pytest.mark.parametrize("pieces", [1, 9, 30])
def test_interrupted_it_goes_on_to_the_same_trials_and_intervals(
    undisturbed: Sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pieces: int
) -> None:
    monkeypatch.setattr("sim.experiment.executors.threads.block_size", lambda months: 7)
    answers = iter([False] * (pieces - 1) + [True])
    of = study(tmp_path)
    with pytest.raises(Interrupted):
        to_precision(of, tmp_path / "r", stop=lambda: next(answers))
    watch = SweepWatch(of, PRECISION)
    after = run_study(of, tmp_path / "r", on_threads(3), watch, resume=True)
    assert after.content_hash == undisturbed.content_hash
    assert after.contrasts().equals(undisturbed.contrasts())


def test_a_sweep_of_fixed_trials_is_gone_on_from(undisturbed: Sweep, tmp_path: Path) -> None:
    of = study(tmp_path, trials=13)
    swept(of, tmp_path / "r")
    after = to_precision(of, tmp_path / "r", resume=True)
    assert after.content_hash == undisturbed.content_hash


def test_a_folder_that_holds_more_than_the_precision_takes_is_refused(
    undisturbed: Sweep, tmp_path: Path
) -> None:
    of = study(tmp_path, trials=undisturbed.study.trials + 40)
    swept(of, tmp_path / "r")
    with pytest.raises(InputError, match=f"{undisturbed.study.trials:,} reach a precision"):
        to_precision(of, tmp_path / "r", resume=True)
    manifest = read_manifest(tmp_path / "r", "sweep")
    assert manifest is not None
    assert manifest["complete"]


def test_a_failed_point_takes_its_contrasts_with_it_and_the_rest_goes_on(tmp_path: Path) -> None:
    text = TEXT.replace("design: grid", "design: list").replace(
        TEXT[TEXT.index("parameters:") : TEXT.index("outcomes:")],
        "points:\n  calm: {mechanisms.tension.weight: 0.5}\n"
        "  tense: {mechanisms.tension.weight: 3}\n"
        "  broken: {ladder.hybrid.severity: 0.21, ladder.show_of_force.severity: 0.2}\n",
    )
    text = text[: text.index("contrasts:")] + (
        "contrasts:\n  one: {a: {point: calm}, b: {point: tense}}\n"
        "  other: {a: {point: calm}, b: {point: broken}}\n"
    )
    found = to_precision(study(tmp_path, text), tmp_path / "r")
    assert set(found.contrasts()["planned"]) == {"one"}
    assert found.points.set_index("name").loc["broken", "failed"] != ""


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"trials": 5}, "ask for one or the other"),
        ({"part": "1/2"}, "a part knows its own trials alone"),
        ({"outcomes": ["events"]}, "has no bounds"),
        ({"outcomes": ["first_farce"]}, "the nearest is first_force"),
        ({"most": 0}, "most must be from 1"),
        ({"precision": 1.5}, "above 0 and below 1"),
        ({"precision": None, "outcomes": ["first_force"]}, "name a precision too"),
    ],
)
def test_what_cannot_be_is_refused(
    tmp_path: Path, options: dict[str, object], message: str
) -> None:
    study(tmp_path)
    asked = {"precision": 0.1, **options}
    with pytest.raises(InputError, match=message):
        sweep(tmp_path / "small.yaml", **asked)


def test_a_study_without_contrasts_or_bounded_outcomes_is_refused(tmp_path: Path) -> None:
    of = study(tmp_path)
    with pytest.raises(InputError, match="declares no contrasts"):
        SweepWatch(replace(of, planned=()), 0.1)
    only = study(tmp_path, TEXT.replace("[first_force, events]", "[events]"))
    with pytest.raises(InputError, match="no outcome of small has bounds"):
        SweepWatch(only, 0.1)


def test_only_whole_rounds_over_the_draws_are_looked_at(tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text(
        "mechanisms.balance.weight\n" + "\n".join(f"{0.1 + k / 100}" for k in range(7)) + "\n"
    )
    of = study(tmp_path, TEXT + "draws: some.csv\n")
    watch = SweepWatch(of, PRECISION)
    assert watch.cycle == 7
    assert [watch.first(held) for held in (0, 14, 15, 85)] == [14, 14, 28, 168]


def test_with_draws_its_readings_are_those_of_the_comparison_with_the_same_draws(
    tmp_path: Path,
) -> None:
    weights = "".join(f"{2 + d / 5}\n" for d in range(5))
    (tmp_path / "some.csv").write_text("mechanisms.audience.weight\n" + weights)
    found = to_precision(study(tmp_path, TEXT + "draws: some.csv\n"), tmp_path / "r")
    of, table = found.study, found.contrasts()
    assert found.watch is not None
    readings = [(about.measure.name, reading) for about, reading in found.watch.readings()]
    assert len(readings) == len(of.planned) == 2
    for (name, reading), pair in zip(readings, of.planned, strict=True):
        a, b = (of.scenario(of.points[number]) for number in (pair.a, pair.b))
        other = b.replace({"name": "other"})
        alone = compare(a, other, trials=of.trials, threads=1, draws=of.draws).table
        row = alone[(alone["outcome"] == name) & (alone["unit"] == "share")].iloc[0]
        assert reading.low < row["difference"] < reading.high
        assert row["a_estimate"] in set(table["a_estimate"])
