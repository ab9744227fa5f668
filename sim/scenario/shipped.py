"""Where the shipped scenarios and seeds are, in a checkout and in an installed wheel alike."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def shipped_scenarios() -> Path:
    """Folder of the shipped scenario files: ``baseline.yaml`` and its siblings, ``studies/``.

    Returns
    -------
    Path
        An absolute path to an existing folder; treat it as read-only.

    Raises
    ------
    FileNotFoundError
        If the package was installed without its scenarios.
    """
    return _shipped("scenarios")


def shipped_seeds() -> Path:
    """Folder of the shipped seeds: the coded evidence and the named random seeds.

    Returns
    -------
    Path
        An absolute path to an existing folder; treat it as read-only.

    Raises
    ------
    FileNotFoundError
        If the package was installed without its seeds.
    """
    return _shipped("seeds")


def _shipped(name: str) -> Path:
    # A wheel carries the folders inside the package; a checkout keeps them beside it.
    for folder in (_PACKAGE / "_shipped" / name, _PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(
        f"peninsula-sim was installed without its {name} folder "
        f"(looked in {_PACKAGE / '_shipped'} and {_PACKAGE.parent}); install it again"
    )
