"""Fitted values restated as medians of the posterior: the file's layout stays, and draws fit it."""

from pathlib import Path

import numpy as np
import pytest
import yaml

from sim.experiment.draws import Draws
from sim.experiment.draws_file import Column
from sim.history.priors import priors, read
from sim.history.restating import Fitted, as_calibrated, fitted, restated, with_figures, with_priors
from sim.scenario import load
from sim.scenario.shipped import shipped_scenarios, shipped_seeds

PROPENSITY, CONSTANT, AUDIENCE = (
    "rivalries.dprk-us.propensity",
    "states.dprk.levels.hybrid.constant",
    "mechanisms.audience.weight",
)
STAKES = "rivalries.dprk-us.stakes"
BASELINE = shipped_scenarios() / "baseline.yaml"


@pytest.fixture(scope="module")
def found() -> list[Fitted]:
    of = load("baseline")
    rng = np.random.default_rng(0)
    paths = (PROPENSITY, CONSTANT, AUDIENCE, STAKES)
    values = np.column_stack(
        [
            rng.normal(-1.3, 0.5, 999),
            rng.normal(0.6, 0.3, 999),
            rng.normal(1.7, 0.4, 999),
            rng.normal(1, 0.1, 999),
        ]
    )
    columns = {path: Column(of.values[path], path != STAKES) for path in paths}
    return fitted(Draws("t", paths, values, {}), columns, of)


def test_a_fitted_value_is_the_median_with_the_central_ninety_percent(found: list[Fitted]) -> None:
    by_path = {one.path: one for one in found}
    assert set(by_path) == {PROPENSITY, CONSTANT, AUDIENCE}
    one = by_path[PROPENSITY]
    assert one.value == pytest.approx(-1.3, abs=0.05)
    assert (one.low, one.high) == pytest.approx((-1.3 - 0.82, -1.3 + 0.82), abs=0.08)
    assert all(number == round(number, 2) for number in (one.value, one.low, one.high))
    assert [one.path for one in found if one.new] == [AUDIENCE]


def test_a_restated_file_says_the_new_values_and_nothing_else(
    found: list[Fitted], tmp_path: Path
) -> None:
    of, before = load("baseline"), BASELINE.read_text(encoding="utf-8")
    (tmp_path / "baseline.yaml").write_text(restated(before, of, found), encoding="utf-8")
    book = (shipped_seeds() / "evidence.yaml").read_text(encoding="utf-8")
    kept = [
        Fitted(path, value.number, 0.0, 0.0, value, False)
        for path, value in of.values.items()
        if value.evidence == "record_fit"
    ]
    # Evidence beside a scenario goes before that which is shipped.
    (tmp_path / "evidence.yaml").write_text(with_figures(book, [*found, *kept]), encoding="utf-8")
    after_text = (tmp_path / "baseline.yaml").read_text(encoding="utf-8")
    differing = [
        k
        for k, (a, b) in enumerate(zip(before.splitlines(), after_text.splitlines(), strict=True))
        if a != b
    ]
    assert len(differing) == 3
    after = load(tmp_path / "baseline.yaml")
    moved = {one.path: one for one in found}
    for path, value in of.values.items():
        now = after.values[path]
        if path in moved:
            assert (now.number, now.range) == (
                moved[path].value,
                (moved[path].low, moved[path].high),
            )
            assert now.evidence == "record_fit"
            assert now.note == value.note
        else:
            assert (now.value, now.range, now.evidence) == (
                value.value,
                value.range,
                value.evidence,
            )
    # What it was calibrated on is known from the file that was restated, too.
    assert as_calibrated(after, found).digest == of.digest == as_calibrated(of, found).digest


def test_a_parameter_that_becomes_a_fitted_one_keeps_its_statement_as_its_prior(
    found: list[Fitted], tmp_path: Path
) -> None:
    of = load("baseline")
    file = tmp_path / "priors.yaml"
    file.write_text(
        with_priors((shipped_seeds() / "priors.yaml").read_text(encoding="utf-8"), found, of)
    )
    own = read(file)
    assert set(own) - set(read(shipped_seeds() / "priors.yaml")) == {AUDIENCE}
    prior = next(one for one in priors(of, file) if one.path == AUDIENCE)
    assert prior.fitted
    assert prior.value.range == of.values[AUDIENCE].range
    assert float(prior.at(0.0)) == pytest.approx(of.values[AUDIENCE].number)
    assert with_priors(file.read_text(), found, of) == file.read_text()
    assert yaml.safe_load(file.read_text())["priors"][AUDIENCE]["evidence"] == "assumption"


def test_a_source_and_its_figure_go_with_the_value_that_they_stood_for() -> None:
    path = "pacts.russia-dprk.shells"
    of = load("baseline")
    one = Fitted(path, 2e5, 1e5, 3e5, of.values[path], True)
    (line,) = [
        after
        for before, after in zip(
            BASELINE.read_text(encoding="utf-8").splitlines(),
            restated(BASELINE.read_text(encoding="utf-8"), of, [one]).splitlines(),
            strict=True,
        )
        if before != after
    ]
    said = yaml.safe_load(line)["shells"]
    assert (said["value"], said["range"], said["evidence"]) == (2e5, [1e5, 3e5], "record_fit")
    assert not {"figure", "scale"} & set(said)


def test_what_is_not_on_one_line_is_refused_with_its_place(found: list[Fitted]) -> None:
    text = BASELINE.read_text(encoding="utf-8")
    with pytest.raises(ValueError, match=r"baseline\.yaml:\d+: write"):
        restated(text.replace("{", "["), load("baseline"), found)
