"""``peninsula plot`` draws a kept result in the size, format and words that are requested."""

import shlex
from pathlib import Path

import matplotlib as mpl
import pytest

import sim
from sim.errors import FolderError
from tests.cli.typed import Call
from tests.documented import ROOT, blocks, commands

SMALL = ["two_state", "--threads", "1", "--set", "horizon=6", "--trials", "12", "--no-figures"]
PAGE = "docs/figures.md"


def test_a_figure_is_written_in_every_format_with_its_numbers(
    peninsula: Call, tmp_path: Path
) -> None:
    peninsula("run", *SMALL, "--out", "r")
    typed = ["--figure", "time_to_first", "--format", "pdf,svg", "--format", "EPS,png", "--grey"]
    said = peninsula("plot", "r", *typed, "--width", "3.3", "--no-caption")
    assert said.code == 0, said.err
    names = [f"time_to_first.{kind}" for kind in ("pdf", "svg", "eps", "png", "csv", "txt")]
    assert said.out.split() == [str(Path("r") / "figures" / name) for name in names]
    folder = tmp_path / "r" / "figures"
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)
    assert (folder / names[4]).read_text().startswith("event,month,at_risk,share,low,high\n")
    assert "12 trials of" in (folder / names[5]).read_text()
    assert peninsula("verify", "r", "--sample", "2").code == 0


def test_all_figures_are_drawn_by_default(peninsula: Call) -> None:
    peninsula("run", *SMALL, "--out", "r")
    said = peninsula("plot", "r", "--format", "png", "--out", "new")
    assert {Path(line).stem for line in said.out.split()} == {*sim.read("r").figures()}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["--figure", "time_to_frist"], "there are headline, terminal_classes"),
        (["--figure", "time_to_frist"], "did you mean time_to_first?"),
        (["--format", "pdf,gif"], "there is no format 'gif'; there are pdf, svg, eps, png"),
        (["--width", "huge"], "width must be single, double, slide or a number of inches"),
        (["--style", "big"], "there are paper, slides, poster"),
        (["--lang", "fr"], "allowed: en, ko"),
        (["--labels", "none.yaml"], "there is no such file"),
        (["--labels", "wrong.yaml"], "wrong.yaml:1:1: nothing here has this name"),
        (["--outcome", "first_war"], "no outcome can be chosen"),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_drawn(
    typed: list[str], said: str, peninsula: Call, tmp_path: Path
) -> None:
    peninsula("run", *SMALL, "--out", "r")
    (tmp_path / "wrong.yaml").write_text("norht: North\n")
    answer = peninsula("plot", "r", *typed, "--out", "new")
    assert answer.code == 2
    assert said in answer.err
    assert not (tmp_path / "new").exists()


def test_a_folder_without_a_result_is_refused(peninsula: Call, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("empty", "missing"):
        said = peninsula("plot", name)
        assert said.code == 2
        assert "holds no result" in said.err


@pytest.mark.parametrize("content", [b"", b"PAR1 no table", None])
@pytest.mark.parametrize("name", ["trials-*.parquet", "scenario.yaml", "manifest.json"])
def test_a_damaged_result_is_said_to_be_damaged(
    name: str, content: bytes | None, peninsula: Call, tmp_path: Path
) -> None:
    peninsula("run", *SMALL, "--out", "r")
    (path,) = (tmp_path / "r").glob(name)
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    said = peninsula("plot", "r")
    assert said.code in (2, 4)
    assert said.err.startswith("peninsula: ")
    assert "Traceback" not in said.err
    with pytest.raises((FolderError, ValueError)):
        sim.plot("r")


def test_a_comparison_and_a_map_are_drawn(peninsula: Call, tmp_path: Path) -> None:
    world = ["two_state", "--threads", "1", "--set", "horizon=6", "--trials", "8"]
    peninsula(
        "compare", *world, "--vary", "mechanisms.tension.weight=2", "--out", "c", "--no-figures"
    )
    said = peninsula("plot", "c", "--outcome", "first_force", "--width", "single")
    assert said.code == 0, said.err
    assert len((tmp_path / "c" / "figures" / "contrasts.csv").read_text().splitlines()) == 2
    said = peninsula("plot", "c", "--outcome", "first_frce")
    assert "no share is called 'first_frce'; did you mean first_force?" in said.err
    sides = ["--x", "mechanisms.tension.weight=0,6", "--y", "mechanisms.crisis.cost=1,6"]
    peninsula("tipping", *world, *sides, "--grid", "3", "--out", "t", "--no-figures")
    assert peninsula("plot", "t", "--lang", "ko", "--format", "eps").code == 0
    assert (tmp_path / "t" / "figures" / "tipping.eps").is_file()


def test_an_attribution_is_drawn_with_labels_of_its_groups(peninsula: Call, tmp_path: Path) -> None:
    world = ["two_state", "--threads", "1", "--off", "rally", "--trials", "8"]
    peninsula("attribute", *world, "--out", "a")
    (tmp_path / "labels.yaml").write_text("mechanisms.rally: Rally round the flag\n")
    typed = ["--labels", "labels.yaml", "--outcome", "first_force", "--format", "svg"]
    said = peninsula("plot", "a", *typed)
    assert said.code == 0, said.err
    assert (tmp_path / "a" / "figures" / "attribution.csv").is_file()
    said = peninsula("plot", "a", "--outcome", "first_frce")
    assert "did you mean first_force?" in said.err


def test_commands_and_code_of_the_page_on_figures_run(peninsula: Call, tmp_path: Path) -> None:
    """Every line that the page shows below a command is printed, and no other."""
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    labels = page.partition("```yaml\n")[2].partition("```")[0]
    (tmp_path / "labels.yaml").write_text(labels, encoding="utf-8")
    for command, lines in commands(PAGE):
        first, *words = shlex.split(command)
        assert first == "peninsula"
        said = peninsula(*words)
        assert said.code == 0, said.err
        if lines:
            assert said.out.splitlines() == lines
    with mpl.rc_context({"backend": "agg"}):
        for block in blocks(PAGE):
            exec(compile(block, PAGE, "exec"), {})
    assert (tmp_path / "october.pdf").is_file()
