"""The sources of a scenario as BibTeX."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import sim
from sim.presentation.bibtex import bibtex, keys
from sim.scenario.bibliography import Reference
from sim.scenario.evidence import Claim, evidence_book
from sim.scenario.shipped import shipped_scenarios

SHIPPED = sorted(path.stem for path in shipped_scenarios().glob("*.yaml"))


def entries(text: str) -> dict[str, dict[str, str]]:
    """Fields of each entry, by its key."""
    found = {}
    for key, body in re.findall(r"^@\w+\{([^,]+),\n(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        found[key] = dict(re.findall(r"^  (\w+) = \{(.*)\},$", body, re.MULTILINE))
    return found


@pytest.mark.parametrize("name", SHIPPED)
def test_every_source_has_who_what_and_when_and_braces_are_balanced(name: str) -> None:
    text = bibtex(sim.load(name))
    assert text.startswith(f"% Sources of {name}\n")
    for key, fields in entries(text).items():
        assert fields["author"], key
        assert fields["title"], key
        assert re.fullmatch(r"\d{4}", fields["year"]), key
        assert {"doi", "url", "note"} & {*fields}, key
        for value in fields.values():
            bare = re.sub(r"\\[{}]", "", value)
            assert bare.count("{") == bare.count("}"), key


def test_what_the_baseline_cites_is_there_and_nothing_else() -> None:
    scenario = sim.load("baseline")
    book, _ = evidence_book()
    named = keys(book)
    cited = {value.evidence for value in scenario.values.values()} & {*named}
    found = entries(bibtex(scenario))
    assert {named[key] for key in cited} <= {*found}
    assert found["johnson2011defense"]["journal"] == "Foreign Policy Analysis"
    assert found["palmer2022dataset"]["doi"] == "10.1177/0738894221995743"
    assert "bell2015questioning" not in found


def test_keys_are_those_that_papers_cite() -> None:
    """A key that changes breaks the papers that cite it."""
    book, _ = evidence_book()
    named = keys(book)
    assert named["leeds_2003"] == named["leeds_2003_sizes"] == "leeds2003alliances"
    assert named["crisman_cox_gibilisco_2018"] == "crismancox2018audience"
    assert named["martinez_machain_morgan_2013"] == "martinezmachain2013effect"
    assert named["nis_troops_by_december"] == "national2024report"
    assert named["nis_soldier_pay"] == "national2024reportb"
    assert "record_fit" not in named
    different = {claim.reference for key, claim in book.items() if key in named}
    assert len({*named.values()}) == len(different)


def test_dois_that_were_not_verified_are_left_out() -> None:
    book, _ = evidence_book()
    for key in ("benson_2011", "crisman_cox_gibilisco_2018", "engel_1954"):
        assert book[key].doi == ""
        assert "DOI was not verified" in book[key].locator


def test_names_of_two_sources_that_would_be_the_same_get_letters() -> None:
    first = Reference("press", (), "A Ministry", "Report on shells")
    second = Reference("press", (), "A Ministry", "Report on troops")
    claims = [
        Claim(str(k), "", published="2024-10", reference=r)
        for k, r in enumerate((first, second, first))
    ]
    assert keys({claim.key: claim for claim in claims}) == {
        "0": "a2024report",
        "1": "a2024reportb",
        "2": "a2024report",
    }


@pytest.mark.skipif(
    None in (shutil.which("bibtex"), shutil.which("pdflatex")), reason="no BibTeX on PATH"
)
def test_bibtex_and_latex_take_every_entry(tmp_path: Path) -> None:
    (tmp_path / "s.bib").write_text(bibtex(sim.load("baseline")), encoding="utf-8")
    lines = [r"\documentclass{article}\usepackage{url}\begin{document}\nocite{*}"]
    lines += [r"\bibliographystyle{plain}\bibliography{s}\end{document}"]
    (tmp_path / "p.tex").write_text("\n".join(lines), encoding="utf-8")
    typeset = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "p.tex"]
    for typed in (typeset, ["bibtex", "p"], typeset):
        done = subprocess.run(typed, cwd=tmp_path, capture_output=True, text=True, errors="replace")
        assert done.returncode == 0, done.stdout[-2000:]
        assert "Warning--" not in done.stdout
