"""What the command writes on its error stream."""

import warnings

import pytest

from sim.cli.terminal import warnings_as_lines
from sim.errors import PeninsulaWarning


def test_a_warning_of_this_package_is_one_line_and_those_of_others_are_left_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    others: list[str] = []
    monkeypatch.setattr(
        warnings, "showwarning", lambda message, *_, **__: others.append(str(message))
    )
    with warnings_as_lines():
        warnings.simplefilter("always")
        warnings.warn("rules are compiled otherwise", PeninsulaWarning, stacklevel=1)
        warnings.warn("of another package", UserWarning, stacklevel=1)
    assert capsys.readouterr().err == "peninsula: rules are compiled otherwise\n"
    assert others == ["of another package"]
