"""Studies beyond one machine: shares of a study, or many studies, as tasks of Dask.

    from reformlab_dask import study_on_dask
    study_on_dask(lab.Study("explore", scenario, (), {"points": 1024, "replications": 2}), shares=32)

Tasks are pure functions of scenario, command line and share. So a task whose worker was killed is done again,
and the result has the bytes that one machine would have printed. Workers on other machines need the program
(`$REFORMLAB` or PATH) in the version of the one here, and nothing of this module.
"""

from __future__ import annotations

import contextlib
import os
import pathlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import distributed

import reformlab_program
from reformlab import ReformLabError, Result, Study, result
from reformlab_program import Parcel, call


@contextlib.contextmanager
def dask_client(scheduler: str | None = None, workers: int | None = None) -> Iterator[distributed.Client]:
    """A Dask client: of the scheduler at an address such as `tcp://10.0.0.5:8786`, else of a cluster on this machine
    alone with `workers` processes (by default one a processor), which ends with the block."""
    if scheduler:
        with distributed.Client(scheduler) as client:
            try:
                client.wait_for_workers(1, timeout=60)
            except TimeoutError:
                raise ReformLabError(f"no worker has joined the scheduler at {scheduler} within a minute") from None
            yield client
        return
    own = distributed.LocalCluster(
        n_workers=workers or os.cpu_count(), threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0")
    with own as cluster, distributed.Client(cluster) as client:
        yield client


def _gathered(
    client: distributed.Client | None, scheduler: str | None, work: Callable[..., Any], tasks: Sequence[tuple[Any, ...]]
) -> list[Any]:
    """What `work` gives for the arguments of each task, in their order."""
    with contextlib.nullcontext(client) if client else dask_client(scheduler) as at_work:
        # Workers of this machine find the module where this one does. Others get it, those that come later too.
        if not isinstance(at_work.cluster, distributed.LocalCluster):
            at_work.upload_file(reformlab_program.__file__)
        return at_work.gather([at_work.submit(work, *task, pure=True) for task in tasks])


def study_on_dask(
    study: Study, shares: int = 16, *, scheduler: str | None = None, client: distributed.Client | None = None
) -> Result:
    """`study` done in shares on Dask and merged: byte for byte what `study.run()` gives on one machine.

    A share whose worker dies is done again by another. `compare`, `run` and `attribute` divide their replications,
    `explore` (with `replications`) its points; other commands do not divide.

    - Parameter shares: how many; a few for each worker even out their speed, each costs a start of the program.
    - Parameter scheduler: the address of a Dask scheduler; without it a cluster on this machine.
    - Parameter client: a client that is there already, in place of both.
    - Raises: `CommandFailed` with the message of the worker's program.
    """
    parcel = Parcel.of(study)
    tasks = [(parcel, number + 1, shares) for number in range(shares)]
    journals = _gathered(client, scheduler, reformlab_program.share, tasks)
    with tempfile.TemporaryDirectory() as folder:
        # Beside the catalogue: journals hold the scenario and not the reforms that it takes from there.
        parcel.unpack(folder)
        names = [f"share-{number + 1}.journal" for number in range(shares)]
        for name, journal in zip(names, journals):
            pathlib.Path(folder, name).write_bytes(journal)
        return result(study, call("merge", *names, "--json", "--quiet", folder=folder))


def sweep(
    studies: Sequence[Study], batch: int = 25, *, scheduler: str | None = None, client: distributed.Client | None = None
) -> list[Result]:
    """Many short studies on Dask, `batch` of them a task; the results in the order of `studies`.

    A start of the program takes some hundredths of a second and a task of Dask a few thousandths, so batches pay
    where a study takes less than a second. Parameters otherwise as of `study_on_dask`.
    """
    parcels = [Parcel.of(study) for study in studies]
    batches = [(parcels[start:start + batch],) for start in range(0, len(parcels), batch)]
    printed = [one for done in _gathered(client, scheduler, reformlab_program.batch, batches) for one in done]
    return [result(study, one) for study, one in zip(studies, printed)]
