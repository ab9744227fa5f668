"""A new scenario starts from something that runs."""

from pathlib import Path

import pytest

from sim.scenario import ScenarioError, check, difference, load, template


def test_the_template_is_sound_and_differs_in_what_it_says(tmp_path: Path) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text(template("mine"))
    assert check(path, strict=True) == []
    scenario = load(path)
    assert scenario.name == "mine"
    (sentence,) = difference(load("baseline"), scenario)
    assert sentence.startswith("alliances.russia-dprk.commitment: ")


@pytest.mark.parametrize("name", ["", "../x", "a b", "1", "a.yaml", "x" * 61, "é", "a\n"])
def test_a_name_that_cannot_be_a_file_everywhere_is_refused(name: str) -> None:
    with pytest.raises(ScenarioError):
        template(name)
