"""The posterior as a table of draws: what is shipped, and what of each prior the record has moved.

Draws are written with six significant digits, one column a parameter; a YAML file beside them says what
made them. A parameter counts as informed where at least half of its prior's spread is gone, and as
weakly informed where a quarter is, or where its mean has moved by three quarters of that spread: two
calibrations with other random numbers differ by less. Below, it is the prior, and no finding.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import yaml

from ..arrays import Floats
from ..experiment.store import write_text
from ..scenario.values import Value
from .calibration import Posterior
from .calibration_problem import CalibrationProblem

CSV, YAML = "posterior.csv", "posterior.yaml"
INFORMED, WEAKLY, MOVED = 0.5, 0.25, 0.75
VERDICTS = ("informed", "weakly", "not")
DIGITS = 6


class Line(NamedTuple):
    """One parameter: its prior and what the record made of it.

    ``stated`` is what the scenario says: where it stands, draws are of the posterior. ``present`` marks
    parameters that describe the present, which the hindcast does not have.
    """

    path: str
    fitted: bool
    present: bool
    stated: Value
    prior: str
    prior_mean: float
    prior_spread: float
    mean: float
    low: float
    high: float
    spread: float
    evidence: str

    @property
    def shrinkage(self) -> float:
        """Share of the prior's spread that is gone; below 0 where the posterior is wider."""
        return 0.0 if self.present else 1.0 - self.spread / self.prior_spread

    @property
    def informed(self) -> str:
        """One of ``VERDICTS``."""
        if self.shrinkage >= INFORMED:
            return VERDICTS[0]
        moved = not self.present and abs(self.mean - self.prior_mean) >= MOVED * self.prior_spread
        return VERDICTS[1] if moved or self.shrinkage >= WEAKLY else VERDICTS[2]


def values(of: CalibrationProblem, found: Posterior) -> Floats:
    """Values (draws, parameters) as they are written, to six significant digits."""
    return np.array([[float(f"{v:.{DIGITS}g}") for v in row] for row in of.values(found.scores)])


def lines(of: CalibrationProblem, found: Posterior) -> list[Line]:
    """One line a parameter, most informed first."""
    table = values(of, found)
    present = np.setdiff1d(np.arange(len(of.priors)), of.laid)
    made = []
    for k, prior in enumerate(of.priors):
        column = table[:, k]
        mean = float(column.mean())
        low, high = (float(q) for q in np.quantile(column, (0.05, 0.95)))
        made.append(
            Line(
                prior.path,
                prior.fitted,
                bool(k in present),
                of.stated[k],
                prior.worded(),
                *prior.moments(),
                mean,
                low,
                high,
                float(column.std()),
                prior.value.evidence,
            )
        )
    return sorted(made, key=lambda line: (-line.shrinkage, line.path))


def hash_of(arrays: Mapping[str, npt.NDArray[Any]]) -> str:
    """BLAKE2b-128 of arrays by name, in order of name: types, shapes and bytes."""
    digest = hashlib.blake2b(digest_size=16)
    for name, array in sorted(arrays.items()):
        whole = np.ascontiguousarray(array)
        digest.update(f"{name} {whole.dtype.str} {whole.shape} ".encode())
        digest.update(whole.tobytes())
    return digest.hexdigest()


def write(
    folder: Path,
    of: CalibrationProblem,
    found: Posterior,
    about: Mapping[str, Any],
    content_hash: str,
) -> None:
    """Write the table of draws and what made it.

    Parameters
    ----------
    about : mapping
        Plain values: the command, the seed, the scenarios, the records, the effort, diagnostics.
    """
    table = values(of, found)
    head = ",".join(prior.path for prior in of.priors)
    rows = [",".join(f"{v:.{DIGITS}g}" for v in row) for row in table]
    write_text(folder / CSV, "\n".join([head, *rows]) + "\n")
    columns = {
        line.path: {
            **_stated(line.stated),
            "prior": line.prior,
            "prior_mean": _short(line.prior_mean),
            "prior_spread": _short(line.prior_spread),
            "posterior_mean": _short(line.mean),
            "posterior_spread": _short(line.spread),
            "shrinkage": round(line.shrinkage, 3),
            "informed": line.informed,
            "fitted": line.fitted,
        }
        for line in lines(of, found)
    }
    body = {**about, "draws": len(table), "content_hash": content_hash, "columns": columns}
    write_text(folder / YAML, as_text(body))


def as_text(body: Mapping[str, Any]) -> str:
    """What made a table of draws, as the YAML file beside it says it."""
    text: str = yaml.safe_dump(dict(body), sort_keys=False, allow_unicode=True, width=110)
    return text


def _stated(value: Value) -> dict[str, Any]:
    """What the scenario states of a parameter, as ``read_columns`` reads it."""
    bare = value.bare()
    known = bare if isinstance(bare, dict) else {}
    return {"centre": value.number} | {key: of for key, of in known.items() if key != "value"}


def _short(value: float) -> float:
    return float(f"{value:.4g}")
