"""Put the parts of a sweep together: the folder that an undivided sweep would have left."""

from collections.abc import Sequence
from pathlib import Path

from ..errors import FolderError, InputError
from .plan import blocks_of, missing
from .shards import whole
from .store import make_folder, only_run
from .sweep_writer import SweepWriter
from .swept import Swept


def merge(folders: Sequence[Path], out: Path, command: Sequence[str] = ()) -> Swept:
    """Put the shards of several folders of one study into a new one.

    The parts stay as they are. Files are linked where the disk allows it, so that nothing is stored
    twice. What several parts hold is taken once; what none holds is left for ``--resume``.

    Parameters
    ----------
    folders : sequence of Path
        Folders of sweeps of the same study, at least one.
    out : Path
        A folder that is empty or not there yet.

    Raises
    ------
    FolderError, InputError
        If a folder holds no sweep, or one of another study, or ``out`` can't be used.
    VerificationError
        If a shard is not the file that was written.
    """
    parts = [Swept(folder) for folder in folders]
    study = parts[0].study
    for part in parts[1:]:
        _same(parts[0], part)
    make_folder(out)
    if any(out.iterdir()):
        raise FolderError(f"{out} is not empty; name a new folder with --out")
    with only_run(out):
        writer = SweepWriter(out, study, None, False, command, parts[0].manifest["made"]["threads"])
        for part in parts:
            _add(writer, part)
        writer.hash_whole()
        left = missing(blocks_of(study.points, study.trials), writer.held)
        writer.write_manifest(complete=all(t.point.key in writer.ledger.failed for t in left))
    return Swept(out)


def _same(one: Swept, other: Swept) -> None:
    """Refuse parts that can't be of one sweep."""
    if one.manifest["rules"] != other.manifest["rules"]:
        raise InputError(
            f"{other.folder} was made by another version of the program than {one.folder}"
        )
    first, second = one.study, other.study
    if first.points != second.points or first.trials != second.trials:
        what = "points" if first.points != second.points else "trials"
        raise InputError(
            f"{other.folder} holds {second.name} with other {what} than {one.folder} ({first.name})"
        )


def _add(writer: SweepWriter, part: Swept) -> None:
    """Add what a part holds and the whole does not, with the hashes that the part knows."""
    held = writer.held
    for shard in part.ledger.shards:
        if any(_new(piece.first, piece.trials, held.get(piece.key, ())) for piece in shard.pieces):
            writer.adopt(whole(part.folder, shard.entry()), shard)
    writer.adopt_lines(part.ledger)


def _new(first: int, trials: int, held: Sequence[tuple[int, int]]) -> bool:
    return not any(start <= first and first + trials <= end for start, end in held)
