"""Figures of sweeps show the numbers of their tables."""

from pathlib import Path

import pytest

from sim import Sweep, sweep
from sim.presentation.figures.sweeps import against_first, kind_of
from sim.presentation.saving import save
from tests.experiment.sweeps import study

HEAD = "name: s\ntitle: A title\nset: {horizon: 6}\ntrials: 40\noutcomes: [first_force, events]\n"
CURVE = HEAD + (
    "scenario: two_state\ndesign: grid\nparameters: {mechanisms.tension.weight: [0.5, 2, 3]}\n"
)
LISTED = HEAD + (
    "scenario: two_state\npoints:\n  calm: {mechanisms.tension.weight: 0.5}\n"
    "  tense: {mechanisms.tension.weight: 3}\n"
)
MAP = CURVE.replace("3]}", "3], states.north.power: [0.5, 1, 1.5]}")
SAMPLED = HEAD + (
    "scenario: two_state\ndesign: sobol\nsamples: 2\n"
    "parameters: {mechanisms.tension.weight: {range: [0, 1]}}\n"
)


def swept(folder: Path, text: str) -> Sweep:
    return sweep(study(folder, text), out=folder / "r", threads=1)


def test_a_curve_has_a_mark_for_every_value_at_its_estimate(tmp_path: Path) -> None:
    found = swept(tmp_path, CURVE)
    figure = found.plot()
    table = found.summary()
    left, right = figure.axes[:2]
    force = 100.0 * table[table["outcome"] == "first_force"]["estimate"].to_numpy()
    (line,) = (line for line in left.lines if len(line.get_xdata()) == 3)
    assert list(line.get_xdata()) == [0.5, 2.0, 3.0]
    assert list(line.get_ydata()) == pytest.approx(list(force))
    (apart,) = (line for line in right.lines if len(line.get_xdata()) == 3)
    assert list(apart.get_ydata()) == pytest.approx(list(force - force[0]))


def test_differences_carry_the_matched_interval(tmp_path: Path) -> None:
    found = swept(tmp_path, CURVE)
    contrasts = found.contrasts(against_first(found.study))
    rows = contrasts[contrasts["outcome"] == "first_force"]
    right = found.plot().axes[1]
    segments = [tuple(path.vertices[:, 1]) for path in right.collections[0].get_paths()]
    expected = [(0.0, 0.0), *zip(100 * rows["low"], 100 * rows["high"], strict=True)]
    assert segments == [pytest.approx(ends) for ends in expected]


def test_a_map_writes_every_number(tmp_path: Path) -> None:
    from sim.presentation.naming import percent

    found = swept(tmp_path, MAP)
    texts = {text.get_text() for axes in found.plot().axes for text in axes.texts}
    table = found.summary()
    shares = table[table["outcome"] == "first_force"]["estimate"]
    assert {percent(share) for share in shares} <= texts


def test_listed_points_are_named_rows(tmp_path: Path) -> None:
    found = swept(tmp_path, LISTED)
    labels = [label.get_text() for label in found.plot().axes[0].get_yticklabels()]
    assert labels == ["calm", "tense"]


@pytest.mark.parametrize(
    ("text", "kind"), [(CURVE, "curves"), (MAP, "maps"), (LISTED, "rows"), (SAMPLED, "")]
)
def test_the_design_says_which_figure(tmp_path: Path, text: str, kind: str) -> None:
    assert kind_of(study(tmp_path, text)) == kind


def test_a_design_without_a_figure_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is a figure of"):
        swept(tmp_path, SAMPLED).plot()


def test_parameter_draws_are_told_below(tmp_path: Path) -> None:
    (tmp_path / "some.csv").write_text("mechanisms.audience.weight\n1\n2\n3\n")
    for text, told in ((LISTED, False), (LISTED + "draws: some.csv\n", True)):
        words = " ".join(one.get_text() for one in swept(tmp_path, text).plot().texts)
        assert ("3 parameter draws" in words) == told


def test_equal_sweeps_give_equal_files(tmp_path: Path) -> None:
    found = swept(tmp_path, CURVE)
    first, second = (save(found.plot(), tmp_path / name, "sweep") for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_the_text_names_extremes_and_planned_contrasts(tmp_path: Path) -> None:
    contrast = "contrasts: {dose: {a: {point: calm}, b: {point: tense}}}\n"
    text = swept(tmp_path, LISTED + contrast).text()
    assert "lowest" in text
    assert "tense against calm (planned: dose)" in text
