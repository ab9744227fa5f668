"""Progress is one line on a terminal, and the names of what is done elsewhere."""

import io

import pytest

from sim.cli.progress import doing, progress


class Screen(io.StringIO):
    """An error stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def told(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("sys.stderr", stream)
    with progress() as tell:
        tell("months", 0, 1200)
        tell("months", 1, 1200)
        tell("figures", 0, 2)
    return stream.getvalue()


def test_on_a_terminal_a_line_is_written_over_until_something_else_begins(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert told(Screen(), monkeypatch) == (
        "\rmonths: 0 of 1,200  \rmonths: 1 of 1,200  \n\rfigures: 0 of 2  \n"
    )


def test_elsewhere_each_thing_done_is_named_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(io.StringIO(), monkeypatch) == "months\nfigures\n"


def test_an_error_begins_on_a_line_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Screen()
    monkeypatch.setattr("sys.stderr", screen)

    def fail() -> None:
        with progress() as tell:
            tell("months", 0, 2)
            raise KeyError("months")

    with pytest.raises(KeyError, match="months"):
        fail()
    assert screen.getvalue().endswith("\n")


def test_what_takes_a_while_is_said_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    said = {}
    for stream in (Screen(), io.StringIO()):
        monkeypatch.setattr("sys.stderr", stream)
        with doing("drawing"):
            said[stream.isatty()] = stream.getvalue()
        assert not stream.getvalue() or stream.getvalue().endswith("\r")
    assert said == {True: "drawing ...", False: ""}
