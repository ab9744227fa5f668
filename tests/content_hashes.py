"""Content hashes of every kind of result, so that a change of the code which changes none can be shown.

``python -m tests.content_hashes`` says which cases differ from the kept ones, ``--write`` keeps them
anew; both take words that the names of cases contain. Commands are run as a person types them. Where
a command prints no content hash, the digest is that of its tables' exact numbers.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import yaml

KEPT = Path(__file__).parent / "data" / "content_hashes.yaml"
WORLD = """\
name: small
title: A scenario of one's own
information_date: 2024-10-31
extends: two_state
horizon: 18
rivalries:
  north-south: {propensity: {value: 1, range: [0, 2]}}
"""
GRID = """\
name: grid
scenario: small.yaml
trials: 60
design: grid
parameters:
  rivalries.north-south.propensity: [0, 1]
  mechanisms.tension.weight: [1, 2, 3]
"""
SOBOL = """\
name: sobol
scenario: small.yaml
trials: 40
design: sobol
samples: 8
parameters:
  rivalries.north-south.propensity: {range: [0, 2]}
  mechanisms.tension.weight: {range: [1, 3]}
"""
FILES = {"small.yaml": WORLD, "grid.yaml": GRID, "sobol.yaml": SOBOL}

_HASH = re.compile(r"content hash\s+([0-9a-f]{32})")
_SMALL = ("--param", "rivalries.north-south.propensity", "--param", "mechanisms.tension.weight=1,3")

CASES: dict[str, tuple[str, ...]] = {
    "run, default draws": ("run baseline --trials 200 --out r",),
    "run, no draws": ("run baseline --trials 200 --draws none --out r",),
    "run, trajectories": ("run baseline --trials 40 --trajectories --out r",),
    "run, Mesa": ("run baseline --trials 8 --engine mesa --out r",),
    "run, Mesa, no draws": ("run baseline --trials 8 --engine mesa --draws none --out r",),
    "run, one's own scenario": ("run small.yaml --trials 200 --out r",),
    "compare, two scenarios": ("compare baseline no_pact --trials 100 --out r",),
    "compare, a varied value": (
        "compare baseline --vary alliances.us-rok.commitment=0.3,0.9 --trials 60 --out r",
    ),
    "compare, no draws": ("compare baseline no_pact --trials 100 --draws none --out r",),
    "sweep, grid": ("sweep grid.yaml --out r",),
    "sweep, Sobol'": ("sweep sobol.yaml --out r",),
    "sweep, Sobol' in parts, merged": (
        "sweep sobol.yaml --part 1/2 --out part1",
        "sweep sobol.yaml --part 2/2 --out part2",
        "merge part1 part2 --out r",
    ),
    "attribute": ("attribute baseline no_pact --trials 20 --out r",),
    "attribute, ablate": ("attribute small.yaml --ablate --trials 20 --out r",),
    "sensitivity, Sobol'": (
        f"sensitivity small.yaml --outcome events --method sobol {' '.join(_SMALL)} --points 8 "
        "--trials 16 --out r",
    ),
    "sensitivity, Morris": (
        f"sensitivity small.yaml --outcome events --method morris {' '.join(_SMALL)} --points 6 "
        "--trials 16 --out r",
    ),
    "sensitivity, PAWN": (
        f"sensitivity small.yaml --outcome events --method pawn {' '.join(_SMALL)} --points 64 "
        "--trials 16 --out r",
    ),
    "discover": (
        f"discover small.yaml --outcome events>12 {' '.join(_SMALL)} --trials 400 --out r",
    ),
    "tipping": (
        "tipping small.yaml --x rivalries.north-south.propensity --y mechanisms.tension.weight=1,3 "
        "--grid 4 --trials 20 --out r",
    ),
    "responses": ("responses baseline --trials 8 --row sanctions --out r.csv",),
    "calibrate, quick": ("calibrate --quick --out r",),
    "back-test, quick": ("backtest --quick --csv",),
    "forecast": ("forecast --from 2024-10 --months 6 --trials 200 --particles 240 --out f.json",),
}
"""Commands by case; the last one's result is hashed."""
TABLES = ("*.csv", "points.parquet")


def digest(case: str, folder: Path) -> str:
    """The content hash that a case's last command prints, else the digest of its tables or output."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    said = ""
    for command in CASES[case]:
        figures = ["--no-figures"] if command.split()[0] in _DRAWING else []
        said = _run([*command.split(), *figures], folder)
    if "--trajectories" in CASES[case][-1]:
        manifest = json.loads((folder / "r" / "manifest.json").read_text(encoding="utf-8"))
        return f"{manifest['content_hash']} {manifest['trajectory_hash']}"
    found = _HASH.search(said)
    if found:
        return found[1]
    tables = sorted(path for pattern in TABLES for path in (folder / "r").glob(pattern))
    tables += sorted(folder.glob("r.csv"))
    hashed = hashlib.blake2b(digest_size=16)
    for path in tables:
        hashed.update(f"{path.name}\0{_numbers(path)}".encode())
    if not tables:
        hashed.update(said.encode())
    return hashed.hexdigest()


def _numbers(path: Path) -> str:
    """A table as text: of a Parquet file its numbers, which another version of Arrow leaves as they are."""
    if path.suffix == ".csv":
        return path.read_text(encoding="utf-8")
    return str(pd.read_parquet(path).to_csv(index=False))


_DRAWING = ("run", "compare", "sweep", "sensitivity", "discover", "tipping")


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "sim", *command],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80", "PYTHONPATH": str(Path(__file__).parents[1])},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}: {done.stderr}")
    return done.stdout


def kept() -> dict[str, str]:
    """Hashes by case, as the file keeps them."""
    found: dict[str, str] = yaml.safe_load(KEPT.read_text(encoding="utf-8"))
    return found


def main(arguments: list[str]) -> None:
    """Run the cases and say which differ, or write them down."""
    words = [word for word in arguments if word != "--write"]
    hashes = kept() if KEPT.exists() else {}
    for case in CASES:
        if not all(word in case for word in words):
            continue
        with tempfile.TemporaryDirectory() as folder:
            found = digest(case, Path(folder))
        same = found == hashes.get(case)
        sys.stdout.write(f"{'same   ' if same else 'differs'} {case}: {found}\n")
        sys.stdout.flush()
        hashes[case] = found
    if "--write" in arguments:
        hashes = {case: hashes[case] for case in CASES if case in hashes}
        text = yaml.safe_dump(hashes, sort_keys=False, allow_unicode=True, width=100)
        KEPT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
