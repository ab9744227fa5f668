"""The largest numbers that anyone may ask for; imported where nothing heavy may be."""

MOST_TRIALS = 2**32
"""The number of a trial enters its random numbers as 32 bits."""
MOST_THREADS = 256
LARGEST_INTEGER = 2**53
"""Up to here every whole number is a double too: no reader of a file takes it for another."""
