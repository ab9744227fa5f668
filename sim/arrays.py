"""Types of the arrays that are passed around, named once."""

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Words = npt.NDArray[np.int64]
"""Exact values of any kind as 64-bit words."""
Prints = npt.NDArray[np.uint64]
"""Fingerprints: one number a trial."""
