"""What a trial says, to the last bit; run as a program, it answers paths on its input by fingerprints.

One such program answers for a whole session of tests: whether rules are compiled is settled once a
process, so the plain-Python rules that a compiled process is compared with run in another.
"""

import hashlib
import json
import sys
import traceback
from pathlib import Path

import numpy as np

from sim.engine import ensemble, model
from sim.engine.build import Compiled, build
from sim.engine.ensemble import Block
from sim.engine.trace import trace
from sim.scenario import load

TRIALS = 2

Fingerprint = dict[str, str]


def of_block(block: Block) -> Fingerprint:
    """Hashes of rows and of all words of all months."""
    return {
        "rows": _hash(block.rows.tobytes()),
        "trajectories": _hash(block.trajectories.tobytes()),
    }


def of_decisions(compiled: Compiled, trial: int) -> str:
    """Hash of every draw, probability, utility and term of a trial."""
    numbers: list[float] = []
    for d in trace(compiled, trial).decisions:
        numbers += [d.number, d.round, d.index, d.draw, d.choice, d.drawn]
        numbers += [*d.probabilities, *d.utilities]
        numbers += [number for added in d.terms.values() for number in added]
    return _hash(np.array(numbers).tobytes())


def fingerprint(path: Path, first: int) -> Fingerprint:
    """Fingerprint of trials ``first`` and on through the ensemble, and of the first one's trace."""
    compiled = build(load(path))
    block = ensemble.run_trials(compiled, first, TRIALS, True)
    return {**of_block(block), "decisions": of_decisions(compiled, first)}


def through_agents(path: Path, first: int) -> Fingerprint:
    """Fingerprint of the same trials through the Mesa model."""
    return of_block(model.run_trials(build(load(path)), first, TRIALS, True))


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def answer() -> None:
    """Answer lines of JSON ``[path, first]`` until there are no more."""
    for line in sys.stdin:
        path, first = json.loads(line)
        try:
            said: Fingerprint = fingerprint(Path(path), first)
        except (ArithmeticError, LookupError, TypeError, ValueError, Warning):
            # Compiled rules divide by zero in silence; the test shows where plain ones do not.
            said = {"error": traceback.format_exc()}
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    answer()
