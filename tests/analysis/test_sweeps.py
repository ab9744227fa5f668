"""What came out of a sweep: estimates of the points' own trials, contrasts of matched ones."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim import compare
from sim.analysis.intervals import share
from sim.analysis.sweeps import contrasts, matched_chunks, summarise
from sim.errors import InputError
from sim.experiment import sweep_writer
from sim.experiment.swept import Swept
from tests.experiment.sweeps import TEXT, study, swept


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> Swept:
    folder = tmp_path_factory.mktemp("sweep")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sweep_writer, "BLOCK", 30)
        return swept(study(folder, trials=60), folder / "r")


def test_every_point_has_every_outcome_of_interest_once(result: Swept) -> None:
    table = summarise(result)
    assert len(table) == 6 * 2
    assert list(dict.fromkeys(table["outcome"])) == ["first_force", "events"]
    assert list(table["mechanisms.tension.weight"].unique()) == [0.5, 2, 3]


def test_an_estimate_is_that_of_the_points_own_trials(result: Swept) -> None:
    table = summarise(result).set_index(["point", "outcome"])
    for point in result.study.points:
        force = result.series(point, "first_force").notna()
        found = table.loc[(point.number, "first_force")]
        expected = share(int(force.sum()), len(force))
        assert (found["estimate"], found["low"], found["high"]) == expected[:3]
        events = table.loc[(point.number, "events")]
        assert events["estimate"] == pytest.approx(result.series(point, "events").mean())


def test_a_planned_contrast_is_the_comparison_of_its_two_scenarios(result: Swept) -> None:
    table = contrasts(result)
    assert set(table["planned"]) == {"tense"}
    assert len(table) == 2 * 2
    of, pair = result.study, result.study.planned[0]
    a, b = (of.scenario(of.points[number]) for number in (pair.a, pair.b))
    alone = compare(a, b.replace({"name": "other"}), trials=60, threads=1).table
    alone = alone.drop_duplicates("outcome").set_index("outcome")
    for row in table.iloc[:2].to_dict("records"):
        for name in ("a_estimate", "b_estimate", "difference", "low", "high"):
            assert row[name] == pytest.approx(alone.loc[row["outcome"], name]), name


def test_with_draws_a_contrast_is_the_comparison_with_the_same_draws(tmp_path: Path) -> None:
    weights = "".join(f"{2 + d / 5}\n" for d in range(7))
    (tmp_path / "some.csv").write_text("mechanisms.audience.weight\n" + weights)
    of = study(tmp_path, TEXT + "draws: some.csv\n", trials=60)
    table = contrasts(swept(of, tmp_path / "r"))
    assert set(table["draws"]) == {7}
    for k, pair in enumerate(of.planned):
        a, b = (of.scenario(of.points[number]) for number in (pair.a, pair.b))
        other = b.replace({"name": "other"})
        alone = compare(a, other, trials=60, threads=1, draws=of.draws).table
        alone = alone.drop_duplicates("outcome").set_index("outcome")
        for row in table.iloc[2 * k : 2 * k + 2].to_dict("records"):
            for name in ("a_estimate", "b_estimate", "difference", "low", "high", "draws"):
                assert row[name] == pytest.approx(alone.loc[row["outcome"], name]), name


def test_an_unknown_outcome_is_refused(result: Swept) -> None:
    with pytest.raises(InputError, match="no outcome 'frist_war'; the nearest is first_war"):
        summarise(result, ["frist_war"])


def test_matched_chunks_hold_the_same_trials_however_they_were_cut() -> None:
    rng = np.random.default_rng(0)
    trials = np.arange(20_000)[:, None]
    streams = []
    for _ in range(2):
        cuts = np.sort(rng.choice(20_000, 9, replace=False))
        streams.append(np.split(trials, cuts))
    chunks = list(matched_chunks(streams, 17_001))
    for chunk in chunks:
        a, b = chunk.tables
        assert np.array_equal(a, b)
        assert a[0, 0] == chunk.first
    assert sum(len(chunk.tables[0]) for chunk in chunks) == 17_001


def test_a_sweep_without_contrasts_has_none(tmp_path: Path) -> None:
    of = study(tmp_path, "name: s\nscenario: two_state\nset: {horizon: 2}\ntrials: 3\n")
    assert contrasts(swept(of, tmp_path / "r")).equals(pd.DataFrame())
