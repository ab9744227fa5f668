"""A table keeps its cells in LaTeX, Markdown, HTML and CSV, whatever signs names have."""

import csv
import io
import re
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sim.presentation.tables.latex import LETTERS, ROWS, escaped, latex
from sim.presentation.tables.markup import comma_separated, html, markdown
from sim.presentation.tables.table import ABREAST, Column, Group, Table, pages

NAMES = (
    r"100% & <war> _ $5 #1 {x} ~ ^ \ | ` * ]( −1 – …",
    "[bracket] first",
    "*star first",
    "us_rok.very_long.path_without_spaces",
)
KOREAN = "북한의 무력 사용"


def table(names: tuple[str, ...] = NAMES, rows: int = 1, numbers: int = 2) -> Table:
    columns = (Column("Name", text=True), *(Column(f"N_{k}") for k in range(numbers)))
    lines = tuple((name, *["−1.5"] * numbers) for name in names * rows)
    groups = (Group("First & foremost", lines), Group("", (("last", *["2"] * numbers),)))
    return Table("trial", "A_title & more", columns, groups, ("5% of #1.", "", "Two."), fixed=1)


def body(text: str) -> list[str]:
    """Rows of LaTeX."""
    lines = (line for line in text.splitlines() if line.endswith(r"\\"))
    return [line for line in lines if "&" in line and not line.startswith("\\")]


@pytest.mark.parametrize("rows", [1, ROWS])
def test_latex_has_balanced_braces_and_a_cell_for_each_column(rows: int) -> None:
    made = table((*NAMES, KOREAN), rows)
    text = latex(made)
    bare = re.sub(r"\\[\\{}&%$#_]", "", text)
    assert bare.count("{") == bare.count("}")
    lines = body(text)
    assert len(lines) == (5 * rows + 1) + (2 if rows > 1 else 1)
    for line in lines:
        assert re.sub(r"\\&", "", line).count("&") == 2
        assert line[0] not in "[*"
    assert KOREAN in text
    assert "kotex" in text
    assert ("longtable" in text) == (rows > 1)


def test_no_sign_that_latex_would_take_for_its_own_is_left() -> None:
    left = re.sub(r"\\[a-z]+\{\}|\\[&%$#_{}]|\$-\$|\$\\[a-z]+\$", "", escaped(NAMES[0]))
    assert not set(left) & set("\\&%$#_{}~^<>")


def test_a_table_too_wide_for_a_page_is_cut_and_repeats_its_names() -> None:
    made = table(numbers=2 * ABREAST + 1)
    assert [len(part.columns) for part in pages(made)] == [1 + ABREAST, 1 + ABREAST, 2]
    assert latex(made).count(r"\begin{tabular}") == 3
    assert {row[0] for part in pages(made) for row in part.groups[0].rows} == {*NAMES}
    whole = made._replace(fixed=0)
    assert [*pages(whole)] == [whole]


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="no pdflatex on PATH")
@pytest.mark.parametrize("rows", [1, ROWS])
def test_latex_compiles(tmp_path: Path, rows: int) -> None:
    made = latex(table(rows=rows, numbers=ABREAST + 2))
    packages = re.findall(r"^% (\\usepackage.*)$", made, re.MULTILINE)
    page = [r"\documentclass{article}", *packages, r"\begin{document}", made, r"\end{document}"]
    (tmp_path / "page.tex").write_text("\n".join(page), encoding="utf-8")
    done = subprocess.run(
        ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "page.tex"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        errors="replace",
    )
    assert done.returncode == 0, done.stdout[-2000:]
    assert "Overfull" not in done.stdout


def test_markdown_has_a_cell_for_each_column_and_escapes_its_signs() -> None:
    lines = [line for line in markdown(table()).splitlines() if line.startswith("|")]
    for line in lines:
        assert len(re.findall(r"(?<!\\)\|", line)) == 4
    assert r"100% \& \<war\> \_ \$5 \#1 {x} \~ \^ \\ \| \` \* ]\( −1 – …" in lines[3]


class Cells(HTMLParser):
    """Text of the cells of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[str] = []

    def handle_data(self, data: str) -> None:
        self.cells.append(data)


def test_html_shows_every_name_as_it_is() -> None:
    reader = Cells()
    reader.feed(html(table((*NAMES, KOREAN))))
    assert {*NAMES, KOREAN, "First & foremost"} <= {*reader.cells}


def test_csv_has_numbers_that_spreadsheets_read_and_no_notes() -> None:
    rows = [*csv.reader(io.StringIO(comma_separated(table())))]
    assert rows[0] == ["group", "Name", "N_0", "N_1"]
    assert rows[1] == ["First & foremost", NAMES[0], "-1.5", "-1.5"]
    assert float(rows[1][2]) == -1.5
    assert rows[-1] == ["", "last", "2", "2"]
    assert len(NAMES[3]) > LETTERS
