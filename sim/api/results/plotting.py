"""Figures of results: which there are, how they look, and the files that they are written to."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from ...errors import FolderError, InputError, PeninsulaError
from ...experiment.store import make_folder
from ...scenario.scenario import Scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from ...presentation.figures import Drawable
    from ...presentation.labels import Labels
    from ...presentation.look import Look
    from ..plot import PlotRequest


class How(TypedDict, total=False):
    """How a figure is drawn: the keywords of ``plot``, which mean what the options of the command mean.

    ``width`` is "single" (3.3 inches), "double" (6.9), "slide" (10) or a number of inches; ``style``
    "paper", "slides" or "poster"; ``lang`` "en" or "ko"; ``labels`` a YAML file of names and their
    labels; ``grey`` draws in greys; ``no_caption`` leaves out title and caption.
    """

    width: str | float | None
    style: str | None
    lang: str
    labels: str | Path | None
    grey: bool
    no_caption: bool


class Plotted(ABC):
    """A result that has figures."""

    @abstractmethod
    def figures(self, outcomes: Sequence[str] | None = None) -> "Mapping[str, Drawable]":
        """The figures of the result by name, the main one first.

        ``outcomes`` are names of outcomes, for figures of which they can be chosen.
        """

    @property
    def scenarios(self) -> Sequence[Scenario]:
        """What the result is of: names that figures show are of these."""
        return ()

    @property
    def names(self) -> Sequence[str]:
        """Other names that figures show."""
        return ()

    def plot(
        self,
        figure: str | None = None,
        *,
        outcomes: Sequence[str] | None = None,
        ax: "Axes | None" = None,
        **how: Unpack[How],
    ) -> "Figure":
        """A figure of the result.

        Parameters
        ----------
        figure : str, optional
            Its name, as ``figures()`` lists them; the main figure by default.
        outcomes : sequence of str, optional
            Names of outcomes, for figures of which they can be chosen.
        ax : Axes, optional
            Axes into which the chart is drawn, without title, caption and key.
        **how
            ``width``, ``style``, ``lang``, ``labels``, ``grey`` and ``no_caption``, as ``sim.plot``.

        Returns
        -------
        Figure
            A matplotlib figure; with ``ax``, the one that the axes belong to.

        Raises
        ------
        InputError, ScenarioError
            If there is no such figure, or an option can't be used.
        """
        from ...presentation.figures import chosen

        there = self.figures(outcomes)
        name = next(iter(there)) if figure is None else figure
        one = chosen(there, name)
        if ax is None:
            with _in_force(look_of(**how), labels_of(self, **how)):
                return one.draw()
        if one.into is None:
            whole = ", ".join(name for name, other in there.items() if other.into is not None)
            raise InputError(
                f"the figure {name!r} has several charts, and is not drawn into axes; there "
                + (f"are {whole}" if whole else "is none that is")
            )
        return _into(ax, one, look_of(**how), labels_of(self, **how))


def _into(ax: "Axes", one: "Drawable", look: "Look", labels: "Labels") -> "Figure":
    from ...presentation.look import under_settings
    from ...presentation.style import finish

    figure = ax.get_figure(root=True)
    if figure is None or one.into is None:
        raise InputError("the axes belong to no figure")
    # Axes of which two stand side by side have as much room as a narrow figure.
    wide = ax.get_window_extent().width / figure.dpi / 0.7
    with _in_force(replace(look, width=wide), labels), under_settings():
        one.into(ax)
        finish(ax)
    return figure


@contextmanager
def _in_force(look: "Look", labels: "Labels") -> Iterator[None]:
    from ...presentation.labels import labelled
    from ...presentation.look import looked

    with looked(look), labelled(labels):
        yield


def look_of(
    width: str | float | None = None,
    style: str | None = None,
    grey: bool = False,
    no_caption: bool = False,
    **_: object,
) -> "Look":
    """The look that is requested.

    Raises
    ------
    InputError
        If there is no such style or width.
    """
    from ...presentation.look import NARROWEST, STYLES, USUAL_WIDTHS, WIDEST, WIDTHS, Look
    from ...scenario.nearest import did_you_mean

    manner = ("slides" if width == "slide" else "paper") if style is None else style
    if manner not in STYLES:
        near = did_you_mean(manner, STYLES)
        raise InputError(f"there is no style {manner!r}; there are {', '.join(STYLES)}{near}")
    scale = STYLES[manner]
    inches = USUAL_WIDTHS[manner] if width is None else WIDTHS.get(str(width), width)
    least = NARROWEST * scale
    try:
        wide = float(inches)
    except (TypeError, ValueError):
        near = did_you_mean(str(width), WIDTHS)
        raise InputError(
            f"width must be {', '.join(WIDTHS)} or a number of inches, not {width!r}{near}"
        ) from None
    if not least <= wide <= WIDEST:
        raise InputError(
            f"width must be from {least:g} to {WIDEST:g} inches for the style {manner}, not {wide:g}"
        )
    return Look(width=wide, scale=scale, grey=grey, captions=not no_caption)


def labels_of(
    result: Plotted, lang: str = "en", labels: str | Path | None = None, **_: object
) -> "Labels":
    """The labels that are requested for a result.

    Raises
    ------
    InputError, ScenarioError
        If the language or the file can't be used.
    """
    from ...presentation.labels import labels_for

    return labels_for(result.scenarios, labels, lang, result.names)


def refuse_outcomes(outcomes: Sequence[str] | None) -> None:
    """Refuse outcomes where the figures of a result show fixed ones.

    Raises
    ------
    InputError
        If there are any.
    """
    if outcomes:
        raise InputError(
            "the figures of this result are of fixed outcomes: no outcome can be chosen"
        )


class Plan(NamedTuple):
    """Figures as they were requested, checked."""

    figures: "Mapping[str, Drawable]"
    formats: tuple[str, ...]
    look: "Look"
    labels: "Labels"
    folder: Path


def plan(request: "PlotRequest") -> Plan:
    """Check all that can be wrong with a request before anything is drawn.

    Raises
    ------
    InputError, ScenarioError
        If an option can't be used.
    FolderError
        If the result can't be read or has no figures, or the folder can't be written.
    """
    from ...presentation.figures import chosen
    from ..reading import read

    how = How(
        width=request.width,
        style=request.style,
        lang=request.lang,
        labels=request.labels,
        grey=request.grey,
        no_caption=request.no_caption,
    )
    look = look_of(**how)
    place = Path(request.result) if isinstance(request.result, str | Path) else None
    with _whole(request.result):
        result: object = request.result if place is None else read(place)
        if not isinstance(result, Plotted):
            raise FolderError(f"{request.result} has no figures")
        there = result.figures(request.outcomes or None)
    figures = {name: chosen(there, name) for name in request.figures or there}
    labels = labels_of(result, **how)
    folder = Path("figures") if request.out is None else Path(request.out)
    if request.out is None and place is not None:
        folder = place.with_suffix("") if place.is_file() else place / "figures"
    make_folder(folder)
    return Plan(figures, tuple(request.formats), look, labels, folder)


def carry_out(request: "PlotRequest", made: Plan) -> list[Path]:
    """Draw the figures and write them; the files, figure by figure."""
    from ...presentation.saving import save, save_beside

    written: list[Path] = []
    with _in_force(made.look, made.labels):
        for name, one in made.figures.items():
            with _whole(request.result):
                figure = one.draw()
            written += save(figure, made.folder, name, made.formats)
            written += save_beside(figure, made.folder, name)
    return written


@contextmanager
def _whole(result: object) -> Iterator[None]:
    """Say of a result whose files are damaged that they are, whatever reading them runs into."""
    try:
        yield
    except PeninsulaError:
        raise
    except (ArithmeticError, AttributeError, LookupError, OSError, TypeError, ValueError) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        raise FolderError(
            f"{result} can't be drawn, as some of its files can't be read as they were written "
            f"({reason}); peninsula verify {result} says which"
        ) from error
