"""What a value may be where it is not known: a distribution by name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Distribution:
    """A distribution of what is not known about a value: its kind and named parameters.

    Kinds: uniform (low, high), triangular (low, mode, high), normal (mean, sd), lognormal (median,
    sigma: standard deviation of the logarithm), beta (alpha, beta, and low and high if not 0
    and 1). Where a parameter has a range, draws outside of it are drawn again.
    """

    kind: str
    parameters: tuple[tuple[str, float], ...]

    def __getitem__(self, name: str) -> float:
        return dict(self.parameters)[name]
