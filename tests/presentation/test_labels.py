"""Names have a user's labels, and the words of another language, where those are in force."""

from pathlib import Path

import pytest

import sim
from sim.engine.table import CLASS_WORDS
from sim.errors import InputError, ScenarioError
from sim.presentation.labels import Labels, label, labelled, labels_for, translation, words_of
from sim.presentation.naming import month_label, words


def file(folder: Path, text: str) -> Path:
    path = folder / "labels.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_label_stands_for_its_name_while_it_is_in_force(tmp_path: Path) -> None:
    text = "dprk: North Korea\nfirst_war: War\nmechanisms.crisis.war_threshold: Cost of war\n"
    made = labels_for([sim.load("baseline")], file(tmp_path, text))
    with labelled(made):
        assert words("dprk") == "North Korea"
        assert label("first_war", "general war") == "War"
        assert words("rok") == "ROK"
    assert words("dprk") == "DPRK"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("dprk: North Korea\nfirst_wer: War\n", "2:1: nothing here .* did you mean first_war"),
        ("dprk: [North, Korea]\n", "1:7: the label of dprk must be text"),
        ("dprk: 1953\n", "1:7: the label of dprk must be text; put it in quotes"),
        ("dprk: ''\n", "1 to 120 characters"),
        ("- dprk\n", "lines such as dprk: North Korea"),
        ("", "lines such as dprk: North Korea"),
        ("dprk: &a x\nus: *a\ndprk: y\n", "dprk"),
    ],
)
def test_a_mistake_in_a_file_of_labels_is_said_with_its_place(
    text: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ScenarioError, match=said):
        labels_for([sim.load("baseline")], file(tmp_path, text))


def test_a_missing_file_of_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="there is no such file"):
        labels_for([sim.load("baseline")], tmp_path / "none.yaml")


def test_a_language_without_words_is_refused() -> None:
    with pytest.raises(InputError, match="there is no language 'jp'; there are en, ko"):
        labels_for([], of="jp")


def test_korean_words_are_those_of_the_text_and_else_of_the_name() -> None:
    baseline = sim.load("baseline")
    with labelled(Labels({}, "ko")):
        # A class and a rung have one name and are not the same thing.
        assert label("general_war", CLASS_WORDS["general_war"]) == "전면전(핵 미사용)"
        assert words("general_war") == "전면전"
        assert words("dprk") == "북한"
        assert translation("Share of trials") == "시행 비율"
        assert month_label(baseline, 0) == "11월\n2024년"


def test_what_has_no_korean_word_stays_english() -> None:
    with labelled(Labels({}, "ko")):
        assert words("a_state_of_my_own") == "A state of my own"
        assert translation("Something new") == "Something new"


def test_every_class_state_and_rung_of_the_baseline_has_a_korean_word() -> None:
    names = sim.load("baseline").names
    english = [words(name) for name in (*names["states"], *names["ladder"])]
    known = words_of("ko")
    wanted = [*english, *CLASS_WORDS.values()]
    assert [text for text in wanted if text.casefold() not in known] == []


def test_a_label_of_the_user_stands_over_the_korean_word() -> None:
    with labelled(Labels({"dprk": "조선"}, "ko")):
        assert words("dprk") == "조선"
