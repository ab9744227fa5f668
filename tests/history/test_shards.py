"""Parts of a long computation."""

import numpy as np
import pytest

from sim.errors import InputError
from sim.history.shards import Shards, begin, content_hash


def test_a_part_is_made_once(tmp_path):
    made = []

    def make():
        made.append(1)
        return {"a": np.arange(3.0)}

    first = Shards(tmp_path).part("p", make)
    second = Shards(tmp_path).part("p", make)
    assert len(made) == 1
    assert np.array_equal(first["a"], second["a"])


def test_a_part_that_was_not_finished_is_made_anew(tmp_path):
    def fail():
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Shards(tmp_path).part("p", fail)
    assert Shards(tmp_path).part("p", lambda: {"a": np.ones(1)})["a"] == 1.0


def test_without_a_folder_nothing_is_kept():
    assert Shards(None).part("p", lambda: {"a": np.ones(1)})["a"] == 1.0
    assert Shards(None).part("p", lambda: {"a": np.zeros(1)})["a"] == 0.0


def test_going_on_needs_the_same_plan(tmp_path):
    folder = tmp_path / "c"
    begin(folder, {"seed": 0}, resume=False)
    begin(folder, {"seed": 0}, resume=True)
    with pytest.raises(InputError, match="other settings"):
        begin(folder, {"seed": 1}, resume=True)
    with pytest.raises(InputError, match="--resume"):
        begin(folder, {"seed": 0}, resume=False)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path):
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match="not empty"):
        begin(tmp_path, {}, resume=False)
    with pytest.raises(InputError, match="no calibration"):
        begin(tmp_path, {}, resume=True)


def test_the_hash_of_arrays_knows_values_and_not_their_order_of_listing():
    a, b = np.arange(3.0), np.ones(2)
    assert content_hash({"a": a, "b": b}) == content_hash({"b": b, "a": a})
    assert content_hash({"a": a, "b": b}) != content_hash({"a": a, "b": 2 * b})
