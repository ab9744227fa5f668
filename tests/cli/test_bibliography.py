"""``evidence --bibtex``: the sources of a scenario for a paper."""

from pathlib import Path

from tests.cli.typed import Call


def test_the_command_writes_the_file_and_leaves_others_alone(peninsula: Call) -> None:
    told = peninsula("evidence", "baseline", "--bibtex", "--out", "s.bib")
    assert told.out == "written to s.bib\n"
    assert (
        Path("s.bib").read_text(encoding="utf-8")
        == peninsula("evidence", "baseline", "--bibtex").out
    )
    assert peninsula("evidence", "baseline", "--bibtex", "--out", "s.bib").code == 0
    Path("mine.bib").write_text("@book{mine}\n", encoding="utf-8")
    told = peninsula("evidence", "baseline", "--bibtex", "--out", "mine.bib")
    assert told.code == 2
    assert "mine.bib exists and is not the sources of this scenario" in told.err
    assert peninsula("evidence", "baseline", "--bibtex", "--csv").code == 2
    assert peninsula("evidence", "baseline", "--out", "x.bib").code == 2
