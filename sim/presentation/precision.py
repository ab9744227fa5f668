"""What a run to a precision took, and why its intervals are wider, in sentences."""

import textwrap

from ..analysis.precise_sweeps import SweepWatch
from ..analysis.sequential import Watch
from .naming import counted

WIDTH = 80


def precision_text(watch: Watch | SweepWatch) -> str:
    """Trials, the half-width reached, the contrast known least, and what the intervals are."""
    widest = watch.widest()
    if widest is None:
        return "all arms say the same: every difference is exactly zero, whatever the trials"
    (contrast, measure, _), reading = widest
    number = sum(1 for _ in watch.readings())
    if watch.reached:
        said = f"Every half-width is at most {watch.precision:g}"
    elif reading.half <= watch.precision:
        said = (
            f"The precision of {watch.precision:g} was NOT reached: it is looked at after whole "
            f"rounds over the {watch.cycle:,} draws alone, and the run ended within one,"
        )
    else:
        said = (
            f"The precision of {watch.precision:g} was NOT reached: some half-widths are above it"
        )
    wider = reading.half / reading.fixed if reading.fixed > 0 else 0.0
    others = "Those of differences that were not declared are left out."
    if isinstance(watch, SweepWatch):
        others = (
            "Those of single points are for a fixed number of trials, and so a little too narrow."
        )
    cost = f", here {wider:.1f} times" if wider else ""
    paragraphs = [
        f"{said} after {counted(watch.trials, 'matched trial')} "
        f"({counted(number, 'declared difference')}).",
        f"Widest: {measure.label}, {contrast}: {reading.half:.2g}.",
        "Intervals are 95% confidence sequences (empirical Bernstein, Howard et al. 2021). Each "
        "holds whenever the run stops; one for a fixed number of trials does not hold when the "
        f"number was chosen by looking. They are wider for it{cost}. {others}",
    ]
    if watch.cycle > 1:
        paragraphs.append(
            f"The {watch.cycle:,} draws are taken as they are: trials make the mean over them "
            "precise, not what is unknown about the parameters."
        )
    return "\n".join(map(_filled, paragraphs))


def aim_text(watch: SweepWatch) -> str:
    """What a sweep to a precision is run for, before it is run."""
    left = f" ({', '.join(watch.unbounded)} has no bounds)" if watch.unbounded else ""
    return _filled(
        f"until {counted(len(watch.study.planned), 'declared contrast')}, each of "
        f"{', '.join(watch.outcomes)}{left}, are known to within {watch.precision:g}"
    )


def _filled(text: str) -> str:
    return textwrap.fill(text, WIDTH, break_long_words=False, break_on_hyphens=False)
