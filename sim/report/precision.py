"""What a run to a precision took, and why its intervals are wider, in sentences."""

from ..analysis.stopping import Watch
from .naming import counted


def precision_text(watch: Watch) -> str:
    """Trials, the half-width reached, the contrast known least, and what the intervals are."""
    widest = watch.widest()
    if widest is None:
        return "all arms say the same: every difference is exactly zero, whatever the trials"
    (contrast, measure, _), reading = widest
    number = sum(1 for _ in watch.readings())
    if watch.reached:
        said = f"Every half-width is at most {watch.precision:g}"
    else:
        said = (
            f"The precision of {watch.precision:g} was NOT reached: some half-widths are above it"
        )
    wider = reading.half / reading.fixed if reading.fixed > 0 else 0.0
    cost = f", here {wider:.1f} times" if wider else ""
    given = (
        f"The {watch.cycle:,} draws are taken as they are: trials make the mean over them precise, "
        "not",
        "what is unknown about the parameters.",
    )
    return "\n".join(
        (
            f"{said} after {counted(watch.trials, 'matched trial')} "
            f"({counted(number, 'declared contrast')}).",
            f"Widest: {measure.label}, {contrast}: {reading.half:.2g}.",
            "Intervals are 95% confidence sequences (empirical Bernstein, Howard et al. 2021). Each "
            "holds",
            "whenever the run stops; one for a fixed number of trials does not hold when the number "
            "was",
            f"chosen by looking. They are wider for it{cost}. Other intervals are left out.",
            *(given if watch.cycle > 1 else ()),
        )
    )
