"""Study files: read strictly, every mistake named with its place and what is allowed."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sim.analysis.sweeps import unknown_outcomes
from sim.experiment.studies.reading import is_study, read
from sim.scenario import ScenarioError, available

Write = Callable[[str], Path]

GRID = """\
name: s
scenario: two_state
design: grid
parameters:
  mechanisms.tension.weight: [1, 2]
  states.north.power: [0.5, 1.5]
"""


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "study.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return written


def wrong(path: Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize("name", available("study"))
def test_every_shipped_study_can_be_run(name: str) -> None:
    study = read(name)
    assert study.points
    assert unknown_outcomes(study) == []
    assert study.title
    assert study.description


def test_some_studies_are_shipped() -> None:
    assert "alliance_commitment" in available("study")


def test_a_grid_has_every_combination_the_last_parameter_fastest(write: Write) -> None:
    study = read(write(GRID))
    assert [dict(point.values) for point in study.points] == [
        {"mechanisms.tension.weight": a, "states.north.power": b}
        for a in (1, 2)
        for b in (0.5, 1.5)
    ]
    assert study.scenario(study.points[2]).value("mechanisms.tension.weight") == 2


def test_a_zip_takes_the_values_together(write: Write) -> None:
    study = read(write(GRID.replace("grid", "zip")))
    assert [tuple(value for _, value in point.values) for point in study.points] == [
        (1, 0.5),
        (2, 1.5),
    ]


def test_scenarios_are_crossed_with_all_points_and_share_a_seed(write: Write) -> None:
    study = read(
        write("name: s\nscenarios: [baseline, no_pact]\nseed: 7\nset: {horizon: 12}\ntrials: 5\n")
    )
    assert [point.name for point in study.points] == ["baseline", "no_pact"]
    assert {base.seed for base in study.bases} == {7}
    assert {base.horizon for base in study.bases} == {12}


def test_listed_points_keep_their_names(write: Write) -> None:
    study = read(
        write(
            "name: s\nscenario: two_state\npoints:\n"
            "  weak: {states.north.power: 0.5}\n  strong: {states.north.power: 2}\n"
            "contrasts: {growth: {a: {point: weak}, b: {point: strong}}}\n"
        )
    )
    assert [point.name for point in study.points] == ["weak", "strong"]
    assert [(pair.name, pair.a, pair.b) for pair in study.planned] == [("growth", 0, 1)]


def test_a_contrast_pairs_points_that_agree_in_everything_else(write: Write) -> None:
    text = GRID + (
        "contrasts: {tense: {a: {mechanisms.tension.weight: 1}, b: {mechanisms.tension.weight: 2}}}"
    )
    study = read(write(text))
    assert [(pair.a, pair.b) for pair in study.planned] == [(0, 2), (1, 3)]


def test_the_key_of_a_point_does_not_depend_on_the_other_points(write: Write) -> None:
    few = read(write(GRID))
    many = read(write(GRID.replace("[1, 2]", "[3, 2, 1.0]")))
    assert {p.key for p in few.points} < {p.key for p in many.points}
    other = read(write(GRID + "seed: 1\n"))
    assert not {p.key for p in few.points} & {p.key for p in other.points}


def test_steps_are_what_a_reader_would_write(write: Write) -> None:
    spaced = "{from: 0.1, to: 0.5, steps: 5}"
    study = read(write(GRID.replace("[0.5, 1.5]", spaced)))
    powers = [dict(point.values)["states.north.power"] for point in study.points[:5]]
    assert powers == [0.1, 0.2, 0.3, 0.4, 0.5]
    logs = "{from: 1, to: 100, steps: 3, spacing: logarithmic}"
    study = read(write(GRID.replace("[0.5, 1.5]", logs)))
    assert [dict(p.values)["states.north.power"] for p in study.points[:3]] == [1, 10, 100]


SAMPLED = """\
name: s
scenario: baseline
design: sobol
samples: 8
parameters:
  mechanisms.audience.weight: {}
  mechanisms.crisis.reciprocity: {range: [8, 10]}
  mechanisms.restraint.weight: {distribution: {kind: normal, mean: 1, sd: 0.5}}
"""


def test_samples_come_from_the_scenarios_own_range_unless_the_file_says_another(
    write: Write,
) -> None:
    study = read(write(SAMPLED))
    assert len(study.points) == 8
    for point in study.points:
        values = dict(point.values)
        assert 0 <= float(values["mechanisms.audience.weight"]) <= 3.4
        assert 8 <= float(values["mechanisms.crisis.reciprocity"]) <= 10
    eighths = {
        int(float(dict(p.values)["mechanisms.audience.weight"]) / 0.425) for p in study.points
    }
    assert eighths == set(range(8)), "every eighth of the range holds one of eight points"


def test_more_samples_of_a_sobol_design_keep_the_first_ones(write: Write) -> None:
    few, many = read(write(SAMPLED)), read(write(SAMPLED.replace("samples: 8", "samples: 16")))
    assert [p.key for p in few.points] == [p.key for p in many.points[:8]]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("samples: 8", "samples: 12", "power of two.*allowed: 8 or 16"),
        ("samples: 8\n", "", "needs samples"),
        ("{range: [8, 10]}", "{range: [10, 8]}", "study.yaml:7:.*run upwards"),
        ("{range: [8, 10]}", "[8, 9]", "study.yaml:7:.*sampled design takes no values"),
        ("audience.weight", "audience.wieght", "study.yaml:6:3.*wieght.*did you mean weight"),
        ("mechanisms.audience.weight", "mechanisms.audience.on", "is no number"),
        ("kind: normal, mean: 1", "kind: normal, median: 1", "has no median"),
        ("design: sobol", "design: sobel", "study.yaml:3:9.*did you mean sobol"),
    ],
)
def test_a_mistake_in_a_sampled_design_is_named_with_its_place(
    write: Write, old: str, new: str, message: str
) -> None:
    import re

    assert re.search(message, wrong(write(SAMPLED.replace(old, new))), re.DOTALL)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("two_state", "two_stat", "study.yaml:2:11: scenario names no.*did you mean two_state"),
        ("design: grid\n", "", "say how points are made"),
        ("parameters:", "paramters:", "unknown key of the study.*did you mean parameters"),
        ("[0.5, 1.5]", "[0.5, -1.5]", "study.yaml:6:29.*-1.5"),
        ("[0.5, 1.5]", "[0.5, 0.5]", "study.yaml:6:29.*twice"),
        ("[0.5, 1.5]", "0.5", "takes a list of values"),
        ("[0.5, 1.5]", "{range: [0, 1]}", "range is for design latin_hypercube or sobol"),
        ("[0.5, 1.5]", "{from: 0, to: 1}", "needs its values"),
        ("states.north.power", "states.nroth.power", "study.yaml:6:3.*did you mean north"),
        ("states.north.power", "seed", "no parameter at this path"),
        ("name: s", "name: s\nname: t", "study.yaml:2:1"),
        ("name: s", "name: s\nsamples: 4", "study.yaml:2:1: samples is for design"),
        ("name: s", "name: s\ntrials: 0", "study.yaml:2:9.*trials must be"),
        ("name: s", "name: s\nset: {states.north.powr: 1}", "study.yaml:2:.*did you mean power"),
        ("name: s", "name: s\nset: {seed: 1}", "key of the study itself"),
        (
            "name: s",
            "name: s\ncontrasts: {c: {a: {states.north.power: 0.7}, b: {states.north.power: 1.5}}}",
            "study.yaml:2:41: contrast c: no point has this value.*allowed: 0.5, 1.5",
        ),
        (
            "name: s",
            "name: s\ncontrasts: {c: {a: {states.north.pwer: 0.5}, b: {states.north.power: 1.5}}}",
            "study.yaml:2:.*did you mean states.north.power",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place_and_what_is_allowed(
    write: Write, old: str, new: str, message: str
) -> None:
    import re

    assert re.search(message, wrong(write(GRID.replace(old, new))), re.DOTALL)


@pytest.mark.parametrize(
    "text", ["", "[1, 2]", "a: &a [*a]", "x: !!python/object:os.system {}", "\t"]
)
def test_what_is_no_study_is_refused_without_a_traceback(write: Write, text: str) -> None:
    assert "study.yaml" in wrong(write(text))


def test_a_study_reaches_no_file_outside_its_folders(write: Write, tmp_path: Path) -> None:
    (tmp_path.parent / "outside.yaml").write_text("extends: baseline\n")
    assert "may only name" in wrong(write(GRID.replace("two_state", "../outside.yaml")))


def test_a_study_is_told_from_a_scenario(write: Write) -> None:
    assert is_study(write(GRID))
    assert not is_study(write("extends: baseline\nparameters_of: {}\n"))
    assert not is_study("baseline")


def test_an_unknown_outcome_is_named_with_its_place(write: Write) -> None:
    study = read(write(GRID + "outcomes: [first_force, frist_war]\n"))
    (problem,) = unknown_outcomes(study)
    assert (problem.line, problem.column) == (7, 25)
    assert problem.nearest == "first_war"


def test_a_grid_too_large_to_list_is_refused_before_it_is_made(write: Write) -> None:
    rows = "".join(
        f"  states.{state}.{name}: {{from: 0.1, to: 0.9, steps: 200}}\n"
        for state in ("north", "south")
        for name in ("power", "audience")
    )
    text = "name: s\nscenario: two_state\ndesign: grid\nparameters:\n" + rows
    assert "1,600,000,000 points" in wrong(write(text))
