"""Files of a result folder: written aside and renamed when whole, listed with their checksums."""

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from ..errors import FolderError, VerificationError

FORMAT = 1
MANIFEST = "manifest.json"
DRAWS = "draws.csv"
OURS = (
    MANIFEST,
    "scenario.yaml",
    DRAWS,
    "draws-*.csv",
    "scenario-*.yaml",
    "study.json",
    "ledger.jsonl",
    "contrasts.csv",
    "summary.csv",
    "summary.json",
    "trials-*.parquet",
    "trajectories-*.parquet",
    "decisions-*.jsonl",
    ".*.part",
)
"""Names of the files that a run or a sweep writes into its folder, besides ``figures``."""
CHECKSUM = "blake2b"
_ZEROS = "0" * 32
_CHUNK = 1 << 20


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` make a file aside, then put it in its place at once.

    Whatever happens meanwhile, the file is there whole or as it was before.
    """
    aside = path.with_name(f".{path.name}.part")
    try:
        write(aside)
        place(aside, path)
    except BaseException:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
        raise


def place(aside: Path, path: Path) -> None:
    """Give a file written aside its name, once it has reached the disk."""
    handle = os.open(aside, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    aside.replace(path)
    _sync_folder(path.parent)


def write_text(path: Path, text: str) -> None:
    """Put a text file in its place at once."""
    write_whole(path, lambda aside: _write_utf8(aside, text))


def _write_bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def checksum(path: Path) -> str:
    """BLAKE2b-128 of a file's bytes, in hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def kind_of(folder: Path) -> str:
    """What a folder holds, as its manifest says.

    Raises
    ------
    FolderError
        If it has no manifest that can be read.
    """
    manifest = _manifest_of(folder)
    if manifest is None:
        raise FolderError(f"{folder} holds no result: it has no manifest")
    return str(manifest.get("kind", "run"))


def _manifest_of(folder: Path) -> dict[str, Any] | None:
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise FolderError(f"{path} is no readable manifest: {_reason(error)}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise FolderError(f"{path} is no manifest that this version reads")
    return manifest


def read_manifest(folder: Path, kind: str = "run") -> dict[str, Any] | None:
    """The manifest of a run's folder, or of a sweep's, or None where there is none.

    Raises
    ------
    FolderError
        If there is one that can't be read, or that is of the other kind.
    """
    manifest = _manifest_of(folder)
    if manifest is None:
        return None
    found = manifest.get("kind", "run")
    if found != kind:
        article = "an" if str(found)[:1] in "aeiou" else "a"
        raise FolderError(f"{folder} holds {article} {found}, not a {kind}")
    return manifest


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Put the manifest in its place at once, with its own checksum as its last entry.

    The checksum is that of the file with zeros in the place of the checksum.
    """
    told = {key: value for key, value in manifest.items() if key != CHECKSUM}
    told[CHECKSUM] = _ZEROS
    text = json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    data = text.encode("utf-8", "backslashreplace")
    before, _, after = data.rpartition(_ZEROS.encode())
    data = before + _digest(data).encode() + after
    write_whole(folder / MANIFEST, lambda aside: _write_bytes(aside, data))


def whole_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of any result, seen to be as it was written.

    Raises
    ------
    FileNotFoundError, NotADirectoryError
        If there is none.
    VerificationError
        If it can't be read, or is not the one that was written.
    """
    path = folder / MANIFEST
    try:
        data = path.read_bytes()
        manifest = json.loads(data)
        stated = str(manifest.pop(CHECKSUM)).encode("ascii")
    except (FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, AttributeError, TypeError, ValueError, LookupError, RecursionError) as error:
        raise VerificationError(f"{path} is no readable manifest: {_reason(error)}") from error
    before, found, after = data.rpartition(stated)
    if not found or _digest(before + _ZEROS.encode() + after).encode() != stated:
        raise VerificationError(f"{path} is not the file that was written: its checksum differs")
    return dict(manifest)


def make_folder(folder: Path) -> None:
    """Make the folder and see that files can be written there.

    Raises
    ------
    FolderError
        If it is a file or can't be written.
    """
    try:
        str(folder.absolute()).encode()
    except UnicodeEncodeError:
        raise FolderError(f"{folder} can't be written: its name is not UTF-8") from None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".writable.part"
        probe.write_bytes(b"")
        probe.unlink()
    except FileExistsError:
        raise FolderError(f"{folder} is a file, not a folder") from None
    except (OSError, ValueError) as error:
        raise FolderError(f"{folder} can't be written: {_reason(error)}") from error


def strangers(folder: Path) -> list[str]:
    """Names in the folder that no run has written."""
    return sorted(
        path.name
        for path in folder.iterdir()
        if path.name != "figures" and not any(path.match(pattern) for pattern in OURS)
    )


def clear(folder: Path, keep: Collection[str] = ()) -> None:
    """Remove what runs have written, the manifest first, but for the names in ``keep``."""
    for pattern in OURS:
        for path in sorted(folder.glob(pattern)):
            if path.name not in keep and path.is_file():
                path.unlink()


@contextmanager
def only_run(folder: Path) -> Iterator[None]:
    """Hold the folder for one run at a time; the system lets go of it however the run ends.

    Raises
    ------
    FolderError
        If another run holds it.
    """
    try:
        import fcntl
    except ImportError:
        # Windows has no such lock; two runs in one folder are then the user's own care.
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(f"another run is writing to {folder}") from None
        except OSError:
            # Some network file systems know no locks.
            pass
        yield
    finally:
        os.close(handle)


def _write_utf8(path: Path, text: str) -> None:
    # A path that is not UTF-8 stands in the command as JSON can hold it.
    path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")


def _sync_folder(folder: Path) -> None:
    # A rename lasts through a power cut only when its folder has reached the disk too.
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"it states no {error.args[0]}"
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)
