"""The content hash of a calibration."""

import numpy as np

from sim.history.posterior import hash_of


def test_the_hash_of_arrays_knows_values_and_not_their_order_of_listing() -> None:
    a, b = np.arange(3.0), np.ones(2)
    assert hash_of({"a": a, "b": b}) == hash_of({"b": b, "a": a})
    assert hash_of({"a": a, "b": b}) != hash_of({"a": a, "b": 2 * b})
