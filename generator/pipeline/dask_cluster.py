"""Builds on many machines: the workers of a Dask cluster run tasks, and this machine does the rest.   [network]

Tasks are sent in batches, with just enough in progress to keep every worker busy, and results come back in order. If a
worker is lost, Dask gives its batch to another one. If any machine has a different version of the program, the build is
refused.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import platform
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from generator import __version__
from generator.engine.runtime import Work
from generator.model.problems import Problem, Problems, refuse
from generator.pipeline.process_pool import MANY
from generator.reading import program_digest
from generator.system.extras import install_command

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10.0
"""How many seconds to wait for a scheduler to answer, and for a cluster without workers to get one."""

_BATCH = 50  # tasks sent to a worker at a time
_LEAST = 4  # minimum number of batches in progress, even if few workers have joined yet
_TOO_LARGE = "1 GiB"  # far larger than any batch; by default Dask warns at a much lower size
_OTHERWISE = "or build without --cluster"


class Versions(NamedTuple):
    """The versions that must match for two machines to communicate and to produce the same bytes."""

    broadsheet: str
    python: str
    dask: str


class VersionMismatch(Exception):
    """A worker has different versions; the argument is its ``Versions``."""


@contextmanager
def cluster_map(address: str, beside: Callable[..., Iterable[Any]]) -> Iterator[Callable[..., Iterable[Any]]]:
    """A ``map`` that runs tasks on the cluster at ``address``; ``beside`` is the ``map`` for everything else.

    :raises Problems: if the cluster cannot be reached, or its machines do not have the same program as this one.
    """
    with _client(address) as client:
        cluster = _Cluster(address, client, beside)
        cluster.compare()
        yield cluster


class _Cluster(msgspec.Struct, frozen=True):
    address: str
    client: Client
    beside: Callable[..., Iterable[Any]]

    def __call__(self, function: Callable[[Any], Any], things: Iterable[Any]) -> Iterable[Any]:
        work = list(things)
        if isinstance(function, Work) and len(work) >= MANY:
            return self._on_cluster(function, work)
        return self.beside(function, work)

    def compare(self) -> None:
        """Refuse a cluster if any of its machines has a different program."""
        with self._reachable():
            remote = self.client.run(_versions, on_error="return")
            remote["the scheduler"] = self._of_scheduler()
        _refuse_mismatch(self.address, remote)

    def _of_scheduler(self) -> object:
        try:
            return self.client.run_on_scheduler(_versions)  # type: ignore[no-untyped-call]
        except ImportError as error:
            return error

    def _on_cluster(self, task: Work, work: Sequence[Any]) -> Iterator[Any]:
        """Send one batch after another, and return the results in the order in which the batches were sent."""
        pending: deque[tuple[Future[bytes], Sequence[Any]]] = deque()
        things, room = iter(work), self._room()
        while batch := list(islice(things, _BATCH)):
            pending.append((self._sent(task, batch), batch))
            if len(pending) >= room:
                yield from self._results(task, *pending.popleft())
        while pending:
            yield from self._results(task, *pending.popleft())

    def _room(self) -> int:
        """How many batches may be in progress: two for each thread, so that no thread is idle between batches."""
        with self._reachable():
            return max(_LEAST, 2 * sum(self._threads().values()))

    def _threads(self) -> dict[str, int]:
        """The number of threads of each worker."""
        found: dict[str, int] = self.client.nthreads()  # type: ignore[no-untyped-call]
        return found

    def _sent(self, task: Work, batch: Iterable[Any]) -> Future[bytes]:
        sent = pickle.dumps((task.work, task.forget, [task.load(task.find(thing)) for thing in batch]))
        with self._reachable():
            return self.client.submit(_done, _versions(), sent, pure=False)

    def _results(self, task: Work, future: Future[bytes], batch: Sequence[Any]) -> Iterator[Any]:
        with self._reachable(batch):
            made = self._awaited(future)
        yield from map(task.keep, pickle.loads(made))  # noqa: S301  # from the same program, on the user's own cluster

    def _awaited(self, future: Future[bytes]) -> bytes:
        """Wait for the result of a batch, as long as the cluster has a worker or gets one in time."""
        while True:
            try:
                made: bytes = future.result(timeout=PATIENCE)
            except TimeoutError:
                if not self._threads():
                    refuse(Problem(self.address, 0, 0, "this cluster has no workers", _start_worker(self.address)))
            else:
                return made

    @contextmanager
    def _reachable(self, batch: Sequence[Any] = ()) -> Iterator[None]:
        """Turn errors from the cluster into problems that the user can act on."""
        from distributed.scheduler import KilledWorker

        try:
            yield
        except KilledWorker:
            message = f"several workers died while working on the same pages, {batch[0].path} to {batch[-1].path}"
            raise _problem(self.address, message, f"give the workers more memory, {_OTHERWISE}") from None
        except VersionMismatch as other:
            _refuse_mismatch(self.address, {"a worker": other.args[0]})
        except (CancelledError, OSError) as error:
            message = "the connection to the scheduler was lost"
            fix = f"make sure that the cluster is running and build again, {_OTHERWISE}"
            raise _problem(self.address, message, fix) from error


@contextmanager
def _client(address: str) -> Iterator[Client]:
    """Connect to the scheduler at ``address``, with Dask's own log messages suppressed."""
    try:
        import dask
        import distributed
    except ImportError:
        fix = f"run: {install_command('cluster')}"
        raise _problem("--cluster", "this needs Dask, which is not installed here", fix) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    quiet = dask.config.set({"distributed.admin.large-graph-warning-threshold": _TOO_LARGE})
    with quiet, _connected(distributed.Client, address) as client:
        yield client


def _connected(connect: type[Client], address: str) -> Client:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about versions, which `compare` checks
            asyncio.run(_probe(address))
            return connect(address, timeout=PATIENCE, set_as_default=False)
    except OSError:
        fix = f"start one there (dask scheduler), check that no firewall blocks the connection, {_OTHERWISE}"
        raise _problem(address, "no Dask scheduler answers here", fix) from None
    except (ValueError, TypeError, OverflowError, RuntimeError) as error:
        fix = "copy the address that the scheduler prints, such as tcp://192.0.2.1:8786"
        raise _problem(address, f"this is not the address of a cluster: {error}", fix) from None


async def _probe(address: str) -> None:
    """Check that Dask answers: a client would wait forever for a server of another kind."""
    from distributed.comm.core import connect
    from distributed.security import Security

    ways = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    connection = connect(address, timeout=PATIENCE, **ways)  # type: ignore[no-untyped-call]
    comm = await asyncio.wait_for(connection, PATIENCE)
    comm.abort()


def _done(local: Versions, task: bytes) -> bytes:
    """Process a batch on a worker, one batch at a time: threads of one process would only slow each other down."""
    if local != _versions():
        raise VersionMismatch(_versions())
    with _alone:
        work, forget, things = pickle.loads(task)  # noqa: S301  # a Dask worker runs any code it is sent anyway
        made = [work(thing) for thing in things]
        forget()
        return pickle.dumps(made)


_alone = threading.Lock()


@cache
def _versions() -> Versions:
    return Versions(program_digest.program(), ".".join(platform.python_version_tuple()[:2]), version("distributed"))


def _refuse_mismatch(address: str, remote: Mapping[str, object]) -> None:
    """Refuse if any machine has a different program, naming the machines and their versions."""
    local = _versions()
    mismatches = {where: _mismatch(local, found) for where, found in remote.items() if found != local}
    machines: dict[str, list[str]] = {}
    for where, message in mismatches.items():
        machines.setdefault(message, []).append(where)
    fix = (
        f"install the same on every machine: Python {local.python}, distributed=={local.dask}, and Broadsheet "
        f"{__version__} from the same release, wheel or commit as here"
    )
    if machines:
        raise Problems(
            Problem(address, 0, 0, f"{message}: {_listed(found)}", fix) for message, found in machines.items()
        )


def _mismatch(local: Versions, remote: object) -> str:
    match remote:
        case Versions(_, python, _) if python != local.python:
            return f"Python {python} instead of {local.python}, which this machine has"
        case Versions(_, _, dask) if dask != local.dask:
            return f"Dask {dask} instead of {local.dask}, which this machine has"
        case Versions():
            return "a different version of Broadsheet"
    return "no response from Broadsheet"


def _listed(places: Sequence[str]) -> str:
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    return ", ".join(places[:3]) + more


def _start_worker(address: str) -> str:
    return f"start one: dask worker {address}"


def _problem(path: str, message: str, fix: str) -> Problems:
    return Problems([Problem(path, 0, 0, message, fix)])
