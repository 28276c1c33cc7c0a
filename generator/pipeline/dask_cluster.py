"""A build on many machines: tasks are done by the workers of a Dask cluster, all else beside the site.   [network]

Tasks go out in loads, as many at a time as keep every worker busy and no more, and come home in order. Dask gives
the load of a worker that is lost to another one. Every machine must have our own program, or nothing is done.
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
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from generator import __version__
from generator.engine.runtime import Work
from generator.model.problems import Problem, Problems, refuse
from generator.pipeline.process_pool import MANY
from generator.reading import scan

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE = 10.0
"""Seconds in which a scheduler must answer, and a cluster without workers must get one."""

_LOAD = 50  # tasks that a worker takes at a time
_LEAST = 4  # loads that are under way at a time, even where few workers have come yet
_TOO_LARGE = "1 GiB"  # no load comes near it; Dask would warn of far less
_EXTRA = f'pip install "broadsheet[cluster]=={__version__}"'
_BESIDE = "or build without --cluster"


class Likeness(NamedTuple):
    """What two machines must have in common to make the same bytes, and to understand one another."""

    broadsheet: str
    python: str
    dask: str


class Unlike(Exception):
    """A worker of another likeness, which is told."""


@contextmanager
def joined(address: str, beside: Callable[..., Iterable[Any]]) -> Iterator[Callable[..., Iterable[Any]]]:
    """A ``map`` that has tasks done on the cluster at ``address``; ``beside`` is the one for all else.

    :raises Problems: if no cluster can be reached there, or its machines do not have our program.
    """
    with _client(address) as client:
        cluster = _Cluster(address, client, beside)
        cluster.compare()
        yield cluster


@dataclass(frozen=True, slots=True)
class _Cluster:
    address: str
    client: Client
    beside: Callable[..., Iterable[Any]]

    def __call__(self, function: Callable[[Any], Any], things: Iterable[Any]) -> Iterable[Any]:
        work = list(things)
        if isinstance(function, Work) and len(work) >= MANY:
            return self._away(function, work)
        return self.beside(function, work)

    def compare(self) -> None:
        """Refuse a cluster any machine of which has another program."""
        with self._reachable():
            theirs = self.client.run(_likeness, on_error="return")
            theirs["the scheduler"] = self._of_scheduler()
        _refuse_unlike(self.address, theirs)

    def _of_scheduler(self) -> object:
        try:
            return self.client.run_on_scheduler(_likeness)  # type: ignore[no-untyped-call]
        except ImportError as error:
            return error

    def _away(self, task: Work, work: Sequence[Any]) -> Iterator[Any]:
        """Send load after load, and bring them home in the order in which they went."""
        under_way: deque[tuple[Future[bytes], Sequence[Any]]] = deque()
        things, room = iter(work), self._room()
        while load := list(islice(things, _LOAD)):
            under_way.append((self._sent(task, load), load))
            if len(under_way) >= room:
                yield from self._home(task, *under_way.popleft())
        while under_way:
            yield from self._home(task, *under_way.popleft())

    def _room(self) -> int:
        """How many loads may be under way: two for each thread, so that none waits for the next."""
        with self._reachable():
            return max(_LEAST, 2 * sum(self._threads().values()))

    def _threads(self) -> dict[str, int]:
        """The threads of each worker."""
        found: dict[str, int] = self.client.nthreads()  # type: ignore[no-untyped-call]
        return found

    def _sent(self, task: Work, load: Iterable[Any]) -> Future[bytes]:
        sent = pickle.dumps((task.work, task.forget, [task.load(thing) for thing in load]))
        with self._reachable():
            return self.client.submit(_done, _likeness(), sent, pure=False)

    def _home(self, task: Work, future: Future[bytes], load: Sequence[Any]) -> Iterator[Any]:
        with self._reachable(load):
            made = self._awaited(future)
        yield from map(task.keep, pickle.loads(made))  # noqa: S301  # of our own program, on a cluster of one's own

    def _awaited(self, future: Future[bytes]) -> bytes:
        """What a load comes to, for as long as there is a worker, or soon will be."""
        while True:
            try:
                made: bytes = future.result(timeout=PATIENCE)
            except TimeoutError:
                if not self._threads():
                    refuse(Problem(self.address, 0, 0, "this cluster has no workers", _start_worker(self.address)))
            else:
                return made

    @contextmanager
    def _reachable(self, load: Sequence[Any] = ()) -> Iterator[None]:
        """Say what goes wrong with a cluster in words for who asked for it."""
        from distributed.scheduler import KilledWorker

        try:
            yield
        except KilledWorker:
            message = f"several workers were lost over the same pages, {load[0].path} to {load[-1].path}"
            raise _problem(self.address, message, f"give the workers more memory, {_BESIDE}") from None
        except Unlike as other:
            _refuse_unlike(self.address, {"a worker": other.args[0]})
        except (CancelledError, OSError) as error:
            message = "the connection to the scheduler was lost"
            raise _problem(self.address, message, f"see that the cluster runs and build again, {_BESIDE}") from error


@contextmanager
def _client(address: str) -> Iterator[Client]:
    """A connection to the scheduler at ``address``, whose own words to engineers are kept down."""
    try:
        import dask
        import distributed
    except ImportError:
        raise _problem("--cluster", "this needs Dask, which is not installed here", _EXTRA) from None
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    quiet = dask.config.set({"distributed.admin.large-graph-warning-threshold": _TOO_LARGE})
    with quiet, _connected(distributed.Client, address) as client:
        yield client


def _connected(connect: type[Client], address: str) -> Client:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # versions: we compare them ourselves
            asyncio.run(_knock(address))
            return connect(address, timeout=PATIENCE, set_as_default=False)
    except OSError:
        fix = f"start one there (dask scheduler), or see that nothing stands between, {_BESIDE}"
        raise _problem(address, "no Dask scheduler answers here", fix) from None
    except (ValueError, TypeError, OverflowError, RuntimeError) as error:
        fix = "write it as the scheduler says it, such as tcp://192.0.2.1:8786"
        raise _problem(address, f"this is no address of a cluster: {error}", fix) from None


async def _knock(address: str) -> None:
    """Find out whether Dask answers: a client would wait for ever on a server of another kind."""
    from distributed.comm.core import connect
    from distributed.security import Security

    ways = Security().get_connection_args("client")  # type: ignore[no-untyped-call]
    knock = connect(address, timeout=PATIENCE, **ways)  # type: ignore[no-untyped-call]
    comm = await asyncio.wait_for(knock, PATIENCE)
    comm.abort()


def _done(likeness: Likeness, task: bytes) -> bytes:
    """What a worker does with a load. Threads of one process would only be in each other's way."""
    if likeness != _likeness():
        raise Unlike(_likeness())
    with _alone:
        work, forget, things = pickle.loads(task)  # noqa: S301  # a Dask worker runs whatever it is sent, as it is
        made = [work(thing) for thing in things]
        forget()
        return pickle.dumps(made)


_alone = threading.Lock()


@cache
def _likeness() -> Likeness:
    return Likeness(scan.program(), ".".join(platform.python_version_tuple()[:2]), version("distributed"))


def _refuse_unlike(address: str, theirs: Mapping[str, object]) -> None:
    """Refuse if anyone has another program than we, and say who and what."""
    ours = _likeness()
    unlike = {where: _unlike(ours, found) for where, found in theirs.items() if found != ours}
    said: dict[str, list[str]] = {}
    for where, words in unlike.items():
        said.setdefault(words, []).append(where)
    fix = f"install the same on every machine, with Python {ours.python}: {_EXTRA} distributed=={ours.dask}"
    if said:
        raise Problems(Problem(address, 0, 0, f"{words}: {_listed(found)}", fix) for words, found in said.items())


def _unlike(ours: Likeness, theirs: object) -> str:
    match theirs:
        case Likeness(_, python, _) if python != ours.python:
            return f"Python {python} instead of our {ours.python}"
        case Likeness(_, _, dask) if dask != ours.dask:
            return f"Dask {dask} instead of our {ours.dask}"
        case Likeness():
            return "another Broadsheet than this one"
    return "no Broadsheet that answers"


def _listed(places: Sequence[str]) -> str:
    more = f" and {len(places) - 3} more" if len(places) > 3 else ""
    return ", ".join(places[:3]) + more


def _start_worker(address: str) -> str:
    return f"start one: dask worker {address}"


def _problem(path: str, message: str, fix: str) -> Problems:
    return Problems([Problem(path, 0, 0, message, fix)])
