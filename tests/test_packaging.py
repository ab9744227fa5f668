"""What is installed holds what it needs, and what is locked names no place to fetch it from."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


def test_the_wheel_carries_every_shipped_scenario_and_seed(tmp_path: Path) -> None:
    seeds = REPOSITORY / "seeds"
    shipped = {*(REPOSITORY / "scenarios").rglob("*.yaml"), *seeds.glob("*.yaml")}
    shipped.add(seeds / "posterior.csv")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=REPOSITORY,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name for name in names if name.startswith("sim/_shipped/")}
    assert inside == {f"sim/_shipped/{path.relative_to(REPOSITORY).as_posix()}" for path in shipped}
    assert "sim/_shipped/scenarios/baseline.yaml" in inside
    assert "sim/_shipped/seeds/evidence.yaml" in inside


def test_the_lock_names_no_host_and_hashes_every_package() -> None:
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|^\s*-(?!-hash=)", lock, flags=re.MULTILINE)
    packages = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.MULTILINE)[1:]
    assert packages
    assert [p.split()[0] for p in packages if "--hash=sha256:" not in p] == []


def test_every_declared_dependency_is_locked() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    declared = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    locked = {
        _normal(name) for name in re.findall(r"^([\w.-]+)(?:\[[^\]]*\])?==", lock, flags=re.M)
    }
    assert {_normal(re.split(r"[\[<>=!~; ]", name)[0]) for name in declared} <= locked


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
