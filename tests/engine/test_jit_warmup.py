"""The engine is compiled once; code of versions long unused is removed, and nothing else."""

import os
import time
from pathlib import Path

from sim.engine.jit_warmup import Warmth
from sim.kernel.cache_folder import prune


def folder_of(root: Path, name: str, days: float) -> Path:
    folder = root / name
    folder.mkdir(parents=True)
    for file in ("rule.py313.nbi", "rule.py313.1.nbc", "used"):
        (folder / file).write_bytes(b"")
    then = time.time() - days * 86400
    os.utime(folder / "used", (then, then))
    return folder


def test_only_code_unused_for_long_is_removed(tmp_path: Path) -> None:
    ours = folder_of(tmp_path, "a" * 24, 90)
    recent = folder_of(tmp_path, "b" * 24, 29)
    old = folder_of(tmp_path, "c" * 24, 31)
    # Numba by itself keeps the code of each folder of sources in a folder of its own.
    (old / "rulebook_1").mkdir()
    (old / "rulebook_1" / "rule.py313.nbi").write_bytes(b"")
    prune(ours)
    assert ours.exists()
    assert recent.exists()
    assert not old.exists()


def test_what_is_not_compiled_code_stays(tmp_path: Path) -> None:
    ours = folder_of(tmp_path, "a" * 24, 0)
    named_otherwise = folder_of(tmp_path, "thesis", 400)
    mixed = folder_of(tmp_path, "d" * 24, 400)
    (mixed / "notes.txt").write_text("keep")
    linked = tmp_path / ("e" * 24)
    linked.symlink_to(named_otherwise)
    prune(ours)
    assert (named_otherwise / "rule.py313.nbi").exists()
    assert (mixed / "notes.txt").read_text() == "keep"
    assert linked.is_symlink()


def test_the_line_says_what_happened(tmp_path: Path) -> None:
    assert "compiled in 21 s; the next run takes them from" in str(Warmth(21.2, False, tmp_path))
    assert "no place to keep" in str(Warmth(21.2, False, None))
    assert "rules taken from" in str(Warmth(0.4, True, tmp_path))
