"""A Dask cluster of several processes gives what threads give, even when it loses a worker."""

import os
import signal
from collections.abc import Generator, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest

from sim.errors import InputError
from sim.experiment import plan, sweep_writer
from sim.experiment.executors import Done
from sim.experiment.executors.cluster import Packed, cluster_of, on_cluster, run_block
from sim.experiment.plan import Task
from sim.experiment.studies.study import Study
from sim.experiment.sweep import sweep_into
from tests.experiment.sweeps import TEXT, study, swept

distributed = pytest.importorskip("dask.distributed")


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as local:
        yield local


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "BLOCK", 20)
    monkeypatch.setattr(sweep_writer, "BLOCK", 30)


def test_a_cluster_gives_the_content_of_threads_and_fails_the_same_points(
    cluster: object, tmp_path: Path
) -> None:
    text = TEXT.partition("design:")[0] + (
        "design: zip\nparameters:\n"
        "  ladder.hybrid.severity: [0.14, 0.21]\n  ladder.show_of_force.severity: [0.21, 0.18]\n"
    )
    for name, of in (("whole", study(tmp_path)), ("failing", study(tmp_path, text))):
        alone = swept(of, tmp_path / f"{name}-threads")
        with distributed.Client(cluster) as client:
            there = sweep_into(of, tmp_path / f"{name}-cluster", on_cluster(client))
        assert there.content_hash == alone.content_hash
        assert there.ledger.failed == alone.ledger.failed


def test_a_killed_worker_changes_nothing(cluster: object, tmp_path: Path) -> None:
    of = study(tmp_path, TEXT.replace("horizon: 4", "horizon: 60"), trials=400)
    killed: list[int] = []

    with distributed.Client(cluster) as client:

        def killing(study: Study, tasks: Iterable[Task]) -> Generator[Done]:
            for number, done in enumerate(on_cluster(client)(study, tasks)):
                yield done
                if number == 10:
                    pids = client.run(os.getpid)
                    killed.append(next(iter(pids.values())))
                    os.kill(killed[0], signal.SIGKILL)

        result = sweep_into(of, tmp_path / "cluster", killing)
        assert killed[0] not in client.run(os.getpid).values()
    assert result.ledger.failed == {}
    assert result.content_hash == swept(of, tmp_path / "threads").content_hash


def test_a_worker_of_another_version_is_refused(tmp_path: Path) -> None:
    of = study(tmp_path)
    with pytest.raises(InputError, match="install the same everywhere"):
        run_block(of.bases[0], (), None, 0, 1, "other rules")


def test_a_scheduler_that_is_not_there_is_said_in_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.experiment.executors.cluster.CONNECT_SECONDS", 0.2)
    with (
        pytest.raises(InputError, match="no Dask scheduler at tcp://127"),
        cluster_of(None, "tcp://127.0.0.1:9"),
    ):
        pass


def test_rows_come_back_as_they_were_sent() -> None:
    rows = np.arange(60, dtype=np.int64).reshape(5, 12) * 10**15
    assert np.array_equal(Packed.of(rows).rows(), rows)
