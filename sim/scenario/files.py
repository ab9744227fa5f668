"""Find scenario files and follow ``extends``, without leaving the folders given."""

from contextlib import suppress
from pathlib import Path

from ..errors import Problem, ScenarioError
from .nearest import closest
from .nodes import Mapping, Mark, Scalar
from .problems import Findings, listing, shorten
from .reading import read_file
from .shipped import shipped_scenarios

SUFFIXES = (".yaml", ".yml")
STUDY_KEYS = ("scenario", "scenarios", "parameters", "points", "design", "samples", "contrasts")
"""Keys of which every study has one and no scenario any."""
LONGEST_CHAIN = 16


def available(kind: str = "scenario") -> tuple[str, ...]:
    """Names of the shipped scenarios, or of the shipped studies, sorted."""
    try:
        return tuple(sorted({path.stem for path in _siblings(_shipped(kind))}))
    except FileNotFoundError:
        return ()


def _shipped(kind: str) -> Path:
    return shipped_scenarios() / "studies" if kind == "study" else shipped_scenarios()


def find(name_or_path: str | Path, kind: str = "scenario") -> Path:
    """The file of a shipped scenario's name, or of a path; with ``kind`` "study", of a study.

    Raises
    ------
    ScenarioError
        If there is neither a file at the path nor a shipped one of that name.
    """
    text = str(name_or_path)
    path = Path(text)
    try:
        if path.is_file():
            return path
    except (OSError, ValueError):
        pass
    names = available(kind)
    if text in names:
        for suffix in SUFFIXES:
            shipped = _shipped(kind) / f"{text}{suffix}"
            if shipped.is_file():
                return shipped
    nearest = closest(path.stem, names)
    message = f"there is no such file, and no shipped {kind} of this name"
    if not text:
        raise ScenarioError([Problem("''", 0, 0, f"this names no {kind}", "", listing(names))])
    other, verb = ("scenario", "run") if kind == "study" else ("study", "sweep")
    if text in available(other):
        message = f"this is a shipped {other}, not a {kind}: peninsula {verb} {text}"
    with suppress(OSError, ValueError):
        if path.is_dir():
            message = f"this is a folder, not a {kind} file"
        elif path.exists():
            message = f"this is no ordinary file, and so not a {kind} file"
    raise ScenarioError([Problem(text, 0, 0, message, "", listing(names), nearest)])


def shown_path(path: Path) -> str:
    """A path as the reader of a message would write it: relative where it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd().resolve()).as_posix()
    except (OSError, ValueError):
        pass
    try:
        return path.resolve().relative_to(shipped_scenarios().parent.resolve()).as_posix()
    except (OSError, ValueError):
        return str(path)


def chain(path: Path, findings: Findings) -> list[Mapping]:
    """Trees of the file and of all that it extends, the most basic first, as they were read."""
    folders = [path.resolve().parent]
    with suppress(FileNotFoundError):
        folders.append(shipped_scenarios().resolve())
    trees: list[Mapping] = []
    seen: list[Path] = []
    current: Path | None = path.resolve()
    while current is not None:
        seen.append(current)
        tree = read_file(current, shown_path(current), findings)
        if tree is None and not findings:
            tree = Mapping({}, Mark(shown_path(current), 1, 1))
        if not isinstance(tree, Mapping):
            if tree is not None:
                findings.report(
                    tree.mark, "a scenario is a mapping of keys such as name and states"
                )
            break
        if key := next((key for key in tree if key in STUDY_KEYS), ""):
            findings.report(
                tree.where(key),
                f"this is a study, not a scenario, as its key {key} says: "
                f"peninsula sweep {shown_path(current)}",
            )
            findings.stop()
        trees.append(tree)
        current = _base(tree, current, folders, seen, findings)
    return trees[::-1]


def _base(
    tree: Mapping, of: Path, folders: list[Path], seen: list[Path], findings: Findings
) -> Path | None:
    stated = tree.get("extends")
    if not isinstance(stated, Scalar) or not isinstance(stated.value, str):
        return None
    base = named(stated.value, stated.mark, of, folders, findings)
    if base is None:
        return None
    if base in seen:
        circle = " extends ".join(p.stem for p in [*seen[seen.index(base) :], base])
        findings.report(stated.mark, f"extends runs in a circle: {circle}", found=stated.value)
        return None
    if len(seen) >= LONGEST_CHAIN:
        findings.report(stated.mark, f"extends goes over more than {LONGEST_CHAIN} files")
        return None
    return base


def named(
    text: str, mark: Mark, of: Path, folders: list[Path], findings: Findings, key: str = "extends"
) -> Path | None:
    """The file that ``key: text`` means, seen from the file ``of``; None after reporting why none.

    ``folders`` are those that it may lie in.
    """
    is_name = "/" not in text and "\\" not in text and not text.endswith(SUFFIXES)
    candidates = [f"{text}{suffix}" for suffix in SUFFIXES] if is_name else [text]
    targets: list[Path] = []
    outside = False
    for folder in dict.fromkeys([of.parent, *folders]):
        for candidate in candidates:
            try:
                target = (folder / candidate).resolve()
                if not target.is_file():
                    continue
            except (OSError, ValueError, RuntimeError):
                continue
            inside = not Path(candidate).is_absolute() and any(
                target.is_relative_to(allowed) for allowed in folders
            )
            outside = outside or not inside
            if inside:
                targets.append(target)
    if targets:
        # A user's own baseline.yaml may extend the shipped scenario of the same name.
        return next((target for target in targets if target != of), targets[0])
    if outside:
        message = f"{key} may only name a scenario in the file's own folder or a shipped one"
    else:
        message = f"{key} names no scenario in the file's folder and no shipped one"
    names = sorted({path.stem for path in _siblings(of.parent) if path != of} | set(available()))
    nearest = closest(text.removesuffix(".yaml").rpartition("/")[2], names)
    findings.append(
        Problem(mark.file, mark.line, mark.column, message, shorten(text), listing(names), nearest)
    )
    return None


def _siblings(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES)
    except OSError:
        return []
