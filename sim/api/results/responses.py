"""A table of responses: what each assumption that people compare does to conflict."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from ...analysis.response_list import ROWS
from ...analysis.response_rows import Ends, Row, ends
from ...analysis.responses import ESCALATES, Cell, Tally, lethal_at_once, outcomes, table
from ...arrays import Words
from ...engine.build import Compiled
from ...engine.ensemble import run_trials
from ...engine.table import trial_columns, trial_words
from ...errors import InputError
from ...experiment.draws import Draws
from ...experiment.draws_requested import draws_for
from ...experiment.run import Progress, Request
from ...experiment.run import request as experiment_request
from ...experiment.studies.study import made_ready
from ...kernel.ordered_map import in_order
from ...presentation.tables.responses import STATED, Kept
from ...scenario.nearest import did_you_mean
from ...scenario.scenario import Scenario
from ..responses import ResponsesRequest
from ..sources import prepare
from .tables import as_csv, from_csv

BLOCK = 512
"""Trials of both ends that a thread runs before they are counted."""
_MADE = ("scenario", "hash", "trials", "draws")
"""Columns of the CSV file beside those of the cells."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A table of responses as it was requested, checked.

    Parameters
    ----------
    wanted : Request
        The scenario with its draws, the trials of each end and the threads.
    rows : tuple of Ends
        Rows of the table.
    without : tuple of (Row, str)
        Rows that the scenario does not have, with the reason.
    """

    wanted: Request
    rows: tuple[Ends, ...]
    without: tuple[tuple[Row, str], ...]

    @property
    def scenario(self) -> Scenario:
        """The scenario whose assumptions are set."""
        return self.wanted.compiled.scenario

    @property
    def trials(self) -> int:
        """Trials to be run in all."""
        return self.wanted.trials * (1 + 2 * len(self.rows))


class Responses(NamedTuple):
    """A table of responses.

    Attributes
    ----------
    plan : Plan
        What was run.
    table : DataFrame
        One row a cell, as ``sim.analysis.responses.Cell`` says; the first cells are those of the
        scenario as stated, at both ends.
    escalation : DataFrame
        Cells of P(armed attack) after the lethal attack with which every trial begins; empty where
        trials do not begin so.
    content_hash : str
        Hash of every outcome of every trial, equal for equal results.
    """

    plan: Plan
    table: pd.DataFrame
    escalation: pd.DataFrame
    content_hash: str

    def summary(self) -> str:
        """The table as text."""
        from ...presentation.responses import text

        return text(self)


def plan(request: ResponsesRequest, rows: Sequence[Row] = ROWS) -> Plan:
    """Check all that can be wrong with a request before anything is run; ``rows`` are to choose from.

    Raises
    ------
    ScenarioError, InputError
        If something can't be done as it is requested.
    """
    known = [row.key for row in rows]
    for key in request.rows:
        if key not in known:
            listed = f"there are {', '.join(known)}{did_you_mean(key, known)}"
            raise InputError(f"there is no row {key!r}; {listed}")
    named = "baseline" if request.scenario is None else request.scenario
    scenario = prepare(named, request.seed, request.sets, request.off)
    chosen = [row for row in rows if not request.rows or row.key in request.rows]
    found, without = ends(chosen, scenario)
    # Rows of both ends hold the same columns, also where an end switches a mechanism off.
    scenario = scenario.varying(path for row in found for path in (*row.low, *row.high))
    draws = draws_for(request.draws, scenario)
    wanted = experiment_request(scenario, request.trials, request.threads, draws=draws)
    return Plan(wanted=wanted, rows=found, without=without)


def carry_out(made: Plan, progress: Progress | None = None) -> Responses:
    """Run every row and compare its ends."""
    scenario, wanted = made.scenario, made.wanted
    columns = trial_columns(scenario)
    of = outcomes(scenario, columns)
    kept = sorted({one.measure.column for one in of})
    hashes = hashlib.blake2b(_header(made, [columns[k].name for k in kept]), digest_size=16)
    cells: list[Cell] = []
    at_once = True
    done = 0
    for row, blocks in _runs(made):
        tally = Tally(STATED if row is None else row.row.key, of)
        digests = hashlib.blake2b(digest_size=16), hashlib.blake2b(digest_size=16)
        for first, low, high in blocks:
            tally.add(first, low, high, 0 if wanted.draws is None else wanted.draws.rows)
            for digest, words in zip(digests, (low, high), strict=True):
                digest.update(words[:, kept].astype("<i8").tobytes())
            if row is None:
                at_once = at_once and lethal_at_once(columns, low)
            done += low.shape[0] * (1 if row is None else 2)
            if progress is not None:
                progress(done)
        cells += tally.cells()
        for digest in digests:
            hashes.update(digest.digest())
    found = table(cells)
    escalates = found["outcome"] == ESCALATES
    escalation = found[escalates] if at_once else found[:0]
    return Responses(
        made,
        found[~escalates].reset_index(drop=True),
        escalation.reset_index(drop=True),
        hashes.hexdigest(),
    )


type _Blocks = Iterator[tuple[int, Words, Words]]


def _runs(made: Plan) -> Iterator[tuple[Ends | None, _Blocks]]:
    """Each row, first none, with its blocks of matched trials; rows overlap in the threads."""
    wanted = made.wanted
    starts = range(0, wanted.trials, BLOCK)

    def calls() -> Iterator[Any]:
        for row in (None, *made.rows):
            if row is None:
                arms = [wanted.compiled]
            else:
                arms = [_arm(made.scenario, values, wanted.draws) for values in (row.low, row.high)]
            for first in starts:
                yield partial(_block, arms, first, min(BLOCK, wanted.trials - first))

    with closing(in_order(calls(), wanted.threads, 4)) as running:
        for row in (None, *made.rows):
            yield row, (next(running) for _ in starts)


def _block(arms: Sequence[Compiled], first: int, count: int) -> tuple[int, Words, Words]:
    tables = [trial_words(arm.scenario, first, run_trials(arm, first, count).rows) for arm in arms]
    return first, tables[0], tables[-1]


def _arm(scenario: Scenario, values: dict[str, Any], draws: Draws | None) -> Compiled:
    """The scenario with a row's values and its other draws: what a row sets is not drawn in it."""
    rest = None
    if draws is not None:
        rest = draws.part([path for path in draws.paths if path not in values])
    return made_ready(scenario, tuple(values.items()), rest)


def kept(found: Responses) -> Kept:
    """The cells of a table of responses with what they were made of."""
    wanted = found.plan.wanted
    cells = pd.concat([found.table, found.escalation], ignore_index=True)
    draws = 0 if wanted.draws is None else wanted.draws.rows
    return Kept(found.plan.scenario.name, cells, wanted.trials, draws, found.content_hash)


def written_as_csv(every: Sequence[Responses]) -> str:
    """Some tables of responses as the text of a CSV file."""
    parts = [
        one.table.assign(
            scenario=one.scenario, hash=one.content_hash, trials=one.trials, draws=one.draws
        )
        for one in map(kept, every)
    ]
    return as_csv(pd.concat(parts))


def kept_in_csv(path: Path) -> list[Kept]:
    """The tables of responses that a CSV file keeps.

    Raises
    ------
    InputError
        If it is no such file.
    """
    names = [*Cell._fields, *_MADE]
    try:
        table = from_csv(path, ("row", "outcome", "unit", "scenario", "hash"))
        found = [
            Kept(
                rows["scenario"].iloc[0],
                rows[[*Cell._fields]],
                int(rows["trials"].iloc[0]),
                int(rows["draws"].iloc[0]),
                rows["hash"].iloc[0],
            )
            for _, rows in table[names].groupby([*_MADE], sort=False)
        ]
    except (KeyError, TypeError, ValueError) as error:
        raise InputError(
            f"{path} is no table of responses; peninsula responses --out FILE.csv writes one"
        ) from error
    return found


def _header(made: Plan, columns: Sequence[str]) -> bytes:
    """Everything that the outcomes depend on, for the content hash."""
    draws = made.wanted.draws
    told = {
        "scenario": made.scenario.digest,
        "seed": made.scenario.seed,
        "trials": made.wanted.trials,
        "draws": "" if draws is None else draws.digest,
        "columns": list(columns),
        "rows": [[one.row.key, one.low, one.high] for one in made.rows],
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":")).encode() + b"\0"
