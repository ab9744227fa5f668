"""The shipped scenarios and seeds are found from a checkout and from an installed wheel."""

from pathlib import Path

import pytest

from sim.scenario import shipped


@pytest.fixture
def site_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that the package is installed in an otherwise empty folder."""
    package = tmp_path / "sim"
    package.mkdir()
    monkeypatch.setattr(shipped, "_PACKAGE", package)
    return tmp_path


def test_a_checkout_ships_the_scenarios_of_its_own_folder() -> None:
    repository = Path(__file__).resolve().parents[2]
    assert shipped.shipped_scenarios() == repository / "scenarios"
    assert (shipped.shipped_scenarios() / "baseline.yaml").is_file()


def test_a_checkout_ships_the_seeds_of_its_own_folder() -> None:
    repository = Path(__file__).resolve().parents[2]
    assert shipped.shipped_seeds() == repository / "seeds"
    assert (shipped.shipped_seeds() / "evidence.yaml").is_file()


def test_an_installed_wheel_prefers_the_folders_inside_the_package(site_packages: Path) -> None:
    for name in ("scenarios", "seeds"):
        (site_packages / name).mkdir()
        (site_packages / "sim" / "_shipped" / name).mkdir(parents=True)
    assert shipped.shipped_scenarios() == site_packages / "sim" / "_shipped" / "scenarios"
    assert shipped.shipped_seeds() == site_packages / "sim" / "_shipped" / "seeds"


def test_an_installation_without_its_scenarios_says_so(site_packages: Path) -> None:
    with pytest.raises(FileNotFoundError, match="installed without its scenarios folder"):
        shipped.shipped_scenarios()
