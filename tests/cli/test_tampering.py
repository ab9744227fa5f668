"""Whatever is changed in a result, ``verify`` says so with exit code 4 and names the file."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import sim
from sim.experiment.decisions import add_decisions
from sim.experiment.draws_requested import draws_for
from sim.experiment.run import request
from sim.experiment.shards import listed
from sim.experiment.store import write_manifest
from sim.experiment.stored import Stored
from tests.cli.typed import Call
from tests.experiment.sweeps import TEXT

KINDS = ("run", "sweep", "compare")
Change = Callable[[bytes], bytes]

WAYS: dict[str, Change] = {
    "first byte": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "middle byte": lambda data: (
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 4]) + data[len(data) // 2 + 1 :]
    ),
    "last byte": lambda data: data[:-1] + bytes([data[-1] ^ 1]),
    "no UTF-8": lambda data: b"\xff\xfe" + data,
    "cut in half": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "more": lambda data: data + b"\n",
    "other JSON": lambda data: b"[]\n",
    "deep JSON": lambda data: b"[" * 100_000,
}


@pytest.fixture(scope="module")
def originals(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A small run, sweep and comparison, each in a folder of its kind's name."""
    folder = tmp_path_factory.mktemp("originals")
    world = sim.load("two_state", ["horizon=6"])
    sim.run(world, trials=9, draws="prior", trajectories=True, out=folder / "run")
    wanted = request(world, 9, draws=draws_for("prior", world))
    add_decisions(Stored(folder / "run"), wanted.compiled, 3)
    (folder / "small.yaml").write_text(TEXT, encoding="utf-8")
    sim.sweep(folder / "small.yaml", out=folder / "sweep")
    sim.compare(world, off=["rally"], trials=12, draws="prior", out=folder / "compare")
    return {kind: folder / kind for kind in KINDS}


@pytest.fixture
def result(request: pytest.FixtureRequest, originals: dict[str, Path], tmp_path: Path) -> Path:
    """A copy of the result of the kind that a test is parametrised with."""
    kind = request.node.callspec.params["kind"]
    shutil.copytree(originals[kind], tmp_path / kind)
    return tmp_path / kind


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.is_file())


def found(peninsula: Call, path: Path, sample: str = "50") -> None:
    """The file is named, and nothing else but words comes."""
    said = peninsula("verify", path.parent.name, "--sample", sample)
    assert said.code == 4, f"{path.name}: {said}"
    assert path.name in said.err
    assert "Traceback" not in said.err


def renew(folder: Path, path: Path) -> None:
    """Make the checksum of a changed file right, and that of the manifest."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for entry in entries(manifest):
        if entry["file"] == path.name:
            entry |= listed(path)
    write_manifest(folder, manifest)


def entries(value: Any) -> Iterator[dict[str, Any]]:
    """Every file that a manifest lists, wherever it does."""
    if isinstance(value, dict):
        if "file" in value and "blake2b" in value:
            yield value
        for item in value.values():
            yield from entries(item)
    elif isinstance(value, list):
        for item in value:
            yield from entries(item)


@pytest.mark.parametrize("kind", KINDS)
def test_what_nobody_changed_is_whole(peninsula: Call, result: Path, kind: str) -> None:
    said = peninsula("verify", kind, "--sample", "1000")
    assert (said.code, said.err) == (0, "")
    assert f"{len(files(result)) - 1} files whole" in said.out


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_changed_file_is_named(peninsula: Call, result: Path, kind: str, way: str) -> None:
    for path in files(result):
        whole = path.read_bytes()
        path.write_bytes(WAYS[way](whole))
        found(peninsula, path, "0")
        path.write_bytes(whole)


@pytest.mark.parametrize("kind", KINDS)
def test_every_missing_or_added_file_is_named(peninsula: Call, result: Path, kind: str) -> None:
    for path in files(result):
        whole = path.read_bytes()
        path.unlink()
        found(peninsula, path, "0")
        path.mkdir()
        found(peninsula, path, "0")
        path.rmdir()
        path.write_bytes(whole)
    if kind != "compare":
        (result / "trials-000099.parquet").write_bytes(b"PAR1")
        found(peninsula, result / "trials-000099.parquet", "0")


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_file_with_its_checksum_made_right_is_found_in_words(
    peninsula: Call, result: Path, kind: str, way: str
) -> None:
    # One byte may lie where it says nothing: in a comment, or in what a reader skips.
    may_be_right = {0, 4} if "byte" in way or way == "more" else {4}
    for path in files(result):
        if path.name == "manifest.json":
            continue
        whole, manifest = path.read_bytes(), (result / "manifest.json").read_bytes()
        path.write_bytes(WAYS[way](whole))
        renew(result, path)
        said = peninsula("verify", kind, "--sample", "5")
        assert said.code in may_be_right, f"{path.name}: {said}"
        assert (result.name in said.err) == (said.code == 4)
        path.write_bytes(whole)
        (result / "manifest.json").write_bytes(manifest)


def leaves(value: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Places of all plain values of a manifest, those of long lists but for the first left out."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*place, key))
    elif isinstance(value, list) and value:
        yield from leaves(value[0], (*place, 0))
    else:
        yield place


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    return f"{value}x" if isinstance(value, str) else 1 if value is None else [1]


def changed(manifest: dict[str, Any], place: tuple[Any, ...]) -> dict[str, Any]:
    """A copy of a manifest with another value at a place."""
    copy: dict[str, Any] = json.loads(json.dumps(manifest))
    inner: Any = copy
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = other(inner[place[-1]])
    return copy


@pytest.mark.parametrize("kind", KINDS)
def test_every_changed_value_of_a_manifest_is_found(
    peninsula: Call, result: Path, kind: str
) -> None:
    path = result / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    places = list(leaves(manifest))
    # One of every kind of the many values of a scenario and of the columns.
    some = {place[:4]: place for place in places}
    for place in some.values():
        told = json.dumps(changed(manifest, place), indent=1, ensure_ascii=False)
        path.write_text(told + "\n", encoding="utf-8")
        found(peninsula, path, "0")


NOT_RECOMPUTED = {"made", "rules", "engine", "aim", "blake2b", "part"}
"""What no other file says again: the manifest's own checksum alone guards it."""


@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_value_of_a_manifest_with_its_checksum_made_right_is_found(
    peninsula: Call, result: Path, kind: str
) -> None:
    path = result / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    found_here = [place for place in leaves(manifest) if place[0] not in NOT_RECOMPUTED]
    for place in {place[:2]: place for place in found_here}.values():
        if place in (("format",), ("kind",), ("draws", "name")) or "centre" in place:
            continue
        write_manifest(result, changed(manifest, place))
        said = peninsula("verify", kind, "--sample", "1")
        # A run that is not called complete is one that was broken off.
        assert said.code == (3 if place == ("complete",) else 4), f"{place}: {said}"


@pytest.mark.parametrize(
    ("kind", "name", "old", "new"),
    [
        ("run", "summary.csv", ",9,", ",8,"),
        ("run", "summary.json", '"of":9', '"of":8'),
        ("run", "decisions-000000.jsonl", '"trial": 1, "address": ', '"trial": 1,  "address": '),
        ("run", "scenario.yaml", "title: Two", "title: Too"),
        ("sweep", "summary.csv", ",20,", ",21,"),
        ("sweep", "contrasts.csv", ",20,", ",21,"),
        ("sweep", "study.json", '"trials":20', '"trials":21'),
        ("sweep", "study.json", '"planned":[["tense",0', '"planned":[["tense",1'),
        ("compare", "contrasts.csv", ",12,", ",13,"),
        ("compare", "contrasts.json", '"trials": 12', '"trials": 13'),
        ("compare", "contrasts.json", '"difference": 0.0', '"difference": 0.1'),
    ],
)
def test_a_forged_file_with_its_checksum_made_right_is_named(
    peninsula: Call, result: Path, kind: str, name: str, old: str, new: str
) -> None:
    path = result / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    renew(result, path)
    said = peninsula("verify", kind)
    assert said.code == 4
    # Where two files disagree, the one that says what is made of the other may be named.
    assert any(f"{kind}/{one}" in said.err for one in (name, "manifest.json", "contrasts.csv"))


def test_rows_of_a_comparison_forged_in_both_tables_are_found(
    peninsula: Call, originals: dict[str, Path], tmp_path: Path
) -> None:
    from sim.experiment import compared

    folder = tmp_path / "compare"
    shutil.copytree(originals["compare"], folder)
    kept = json.loads((folder / "contrasts.json").read_text(encoding="utf-8"))
    row = next(row for row in kept["rows"] if row["outcome"] == "events")
    row["difference"] += 1.0
    (folder / "contrasts.json").write_text(json.dumps(kept), encoding="utf-8")
    (folder / "contrasts.csv").write_text(compared.as_csv(compared.read(folder)), encoding="utf-8")
    renew(folder, folder / "contrasts.json")
    renew(folder, folder / "contrasts.csv")
    found(peninsula, folder / "contrasts.json")
    assert peninsula("verify", "compare", "--sample", "0").code == 0


def test_what_was_broken_off_is_called_incomplete(
    peninsula: Call, broken_off: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    from contextlib import contextmanager

    from sim.cli import interrupting

    @contextmanager
    def at_once() -> Iterator[Callable[[], bool]]:
        yield lambda: True

    small = ["--no-figures", "--draws", "none"]
    with monkeypatch.context() as patch:
        patch.setattr(interrupting, "asked_to_stop", at_once)
        patch.setattr("sim.experiment.run.block_size", lambda months: 3)
        run = peninsula("run", "two_state", "--trials", "9", "--out", "run", *small)
        Path("small.yaml").write_text(TEXT, encoding="utf-8")
        swept = peninsula("sweep", "small.yaml", "--threads", "1", "--out", "sweep", *small)
    assert (run.code, swept.code) == (3, 3)
    off = ["two_state", "--off", "rally", "--trials", "40", "--out", "compare", *small]
    assert broken_off("compare", *off).code == 3
    for kind in KINDS:
        said = peninsula("verify", kind)
        assert said.code == 3, f"{kind}: {said}"
        assert "incomplete" in said.err


def test_a_run_without_a_trial_is_called_incomplete(
    peninsula: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("sim.experiment.writer.write_parquet", full)
        peninsula("run", "two_state", "--trials", "5", "--out", "run", "--no-figures")
    said = peninsula("verify", "run")
    assert said.code == 3
    assert "incomplete: 0 of 5 trials" in said.err
