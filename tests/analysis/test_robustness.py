"""Variants by which war given crisis is held against what the record cannot settle."""

from sim.analysis.robustness import SPLIT, split_rung, variant, variants, war_given_crisis
from sim.engine.build import build


def test_splitting_a_rung_adds_one_next_to_it_and_halves_its_measure() -> None:
    split = variant(split_rung(SPLIT))
    ladder = split.names["ladder"]
    assert ladder.index(f"{SPLIT}_again") == ladder.index(SPLIT) + 1
    assert (
        split.value(f"ladder.{SPLIT}.measure")
        == split.value(f"ladder.{SPLIT}_again.measure")
        == 0.5
    )
    for name in ("constant", "leader"):
        first, second = (f"states.dprk.levels.{rung}.{name}" for rung in (SPLIT, f"{SPLIT}_again"))
        assert split.value(first) == split.value(second) != 0


def test_every_variant_but_the_baseline_changes_what_is_said_of_war_and_crisis() -> None:
    counted = {
        name: war_given_crisis(build(variant(stated)), 200) for name, stated in variants().items()
    }
    assert counted["baseline"][0] > 0
    assert [name for name, seen in counted.items() if seen == counted["baseline"]] == ["baseline"]
