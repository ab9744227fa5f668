"""A calibration: draws of all parameters given the record, and how much of each prior is left."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ...errors import InputError
from ...experiment.checkpoint import Checkpoint, Part, Resumable, kept_in
from ...history import acts, calibration, coverage, outcomes
from ...history.acts_posterior import Tell
from ...history.calibration import Posterior
from ...history.calibration_problem import CalibrationProblem, calibration_problem
from ...history.effort import QUICK, Effort
from ...history.hindcast import SCENARIO as HINDCAST
from ...history.posterior import hash_of, write
from ...history.records import FIRST_MONTH
from ...scenario.calendar import month_number, month_text
from ..calibrate import CalibrateRequest
from ..sources import prepare

SCENARIO = "baseline"
PARTS = "parts"
"""Folder, below that of a calibration, of the parts that it goes on from."""
SHORTEST = "1996-12"
"""First month until which a record can be calibrated on."""
_MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


class Calibration(NamedTuple):
    """What a calibration yielded.

    Attributes
    ----------
    problem : CalibrationProblem
        The parameters with their priors, and the hindcast that they move.
    found : Posterior
        Draws, as ``sim.history.calibration`` says.
    checked : Covered or None
        What is covered of the parameters of simulated records, if that was asked for.
    folder : Path
        Where it is kept.
    content_hash : str
        Hash of the draws, equal for equal results.
    """

    problem: CalibrationProblem
    found: Posterior
    checked: coverage.Covered | None
    folder: Path
    content_hash: str


def carry_out(request: CalibrateRequest, tell: Tell = lambda *_: None) -> Calibration:
    """Calibrate and write the folder; whole parts are kept on the way, to be resumed from.

    Raises
    ------
    InputError, FolderError
        If it can't be done as it is requested.
    """
    _check_month(request.until)
    effort = QUICK if request.quick else Effort()
    observed = acts.record(request.until)
    months = len(observed.counts)
    of = calibration_problem(prepare(SCENARIO), prepare(HINDCAST))
    folder = Path(request.out)
    kept = _begun(folder, request.resume, _settings(request, of, effort, months)).part
    found = calibration.calibrate(of, observed, request.seed, effort, kept, request.threads, tell)
    checked = _checked(request, of, found, months, effort, kept, tell)
    stated = hash_of({"scores": found.scores, "table": found.table, "counts": found.counts})
    about = _about(request, of, effort, found, months)
    if checked is not None:
        about["coverage"] = coverage.summary(checked)
    write(folder, of, found, about, stated)
    return Calibration(of, found, checked, folder, stated)


def _begun(folder: Path, resume: bool, settings: dict[str, object]) -> Checkpoint:
    """The folder of a calibration begun anew or resumed; nothing else may be in it.

    Raises
    ------
    InputError, FolderError
        If the folder holds something else, or ``resume`` does not say what to do with what it holds.
    """
    parts = folder / PARTS
    held = kept_in(parts)
    if held and not resume:
        raise InputError(f"{folder} holds a calibration; add --resume to go on, or name another")
    if resume and not held:
        raise InputError(f"{folder} holds no calibration to go on with")
    if not held and folder.is_dir() and any(folder.iterdir()):
        raise InputError(f"{folder} is not empty and holds no calibration; name another")
    request = json.dumps(settings, sort_keys=True)
    return Checkpoint(Resumable(parts, resume), "calibration", request)


def _check_month(until: str | None) -> None:
    """See that the record can be cut off after a month."""
    if until is None:
        return
    last = _last_month()
    if not _MONTH.fullmatch(until):
        raise InputError(f"until must be a month as YYYY-MM, not {until!r}")
    if not month_number(SHORTEST) <= month_number(until) <= month_number(last):
        raise InputError(f"until must be from {SHORTEST} to {last}, not {until}")


def _last_month() -> str:
    return month_text(month_number(FIRST_MONTH) + len(acts.record().counts) - 1)


def _settings(
    request: CalibrateRequest, of: CalibrationProblem, effort: Effort, months: int
) -> dict[str, object]:
    return {
        "seed": request.seed,
        "effort": effort._asdict(),
        "months": months,
        "scenario": prepare(SCENARIO).digest,
        "hindcast": of.compiled.scenario.digest,
        "priors": {prior.path: prior.worded() for prior in of.priors},
        "statistics": outcomes.STATISTICS,
    }


def _about(
    request: CalibrateRequest, of: CalibrationProblem, effort: Effort, found: Posterior, months: int
) -> dict[str, object]:
    """What made the posterior, and how far it can be relied on, as plain values."""
    command = ["peninsula", "calibrate", *(["--quick"] if request.quick else [])]
    if request.until is not None:
        command += ["--until", request.until]
    return {
        "command": " ".join([*command, "--seed", str(request.seed)]),
        "seed": request.seed,
        "scenario": SCENARIO,
        "scenario_digest": prepare(SCENARIO).digest,
        "hindcast": HINDCAST,
        "hindcast_digest": of.compiled.scenario.digest,
        "months_of_acts": months,
        "effort": {k: list(v) if isinstance(v, tuple) else v for k, v in effort._asdict().items()},
        "diagnostics": {
            "parameters": len(of.priors),
            "in_the_hindcast": int(of.laid.size),
            "informed_by_acts": int(found.acts.informed.size),
            "powers": found.acts.powers,
            "lineages": found.acts.lineages,
            "moves_accepted": round(found.acts.accepted, 3),
            "draws_given_acts": len(found.acts.scores),
            "different_draws_given_acts": len(np.unique(found.acts.scores, axis=0)),
            "rows_without_war": int(found.peaceful.sum()),
            "rows_accepted": int(found.adjusted.accepted.size),
        },
    }


def _checked(
    request: CalibrateRequest,
    of: CalibrationProblem,
    found: Posterior,
    months: int,
    effort: Effort,
    kept: Part,
    tell: Tell,
) -> coverage.Covered | None:
    if request.check == 0:
        return None
    by_acts = coverage.by_acts(
        of,
        found.acts.informed,
        months,
        request.check,
        request.seed,
        effort,
        kept,
        request.threads,
        tell,
    )
    rows = found.table[found.peaceful]
    by_outcomes = coverage.by_outcomes(
        rows, found.counts[found.peaceful], of.laid, effort, request.seed
    )
    return coverage.Covered(by_acts, by_outcomes)
