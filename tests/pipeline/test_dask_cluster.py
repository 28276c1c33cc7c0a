"""A real cluster of two workers on this machine, which stand in an empty folder and have no copy of the site."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from newsroom import SETTINGS, Newsroom, story

import generator
from generator.cli import main
from generator.engine.runtime import Runtime, Work
from generator.model.problems import Problems
from generator.pipeline import dask_cluster
from generator.pipeline.build import build
from generator.pipeline.dask_cluster import cluster_map
from generator.pipeline.process_pool import MANY, workers

HOUSE = Path(generator.__file__).parent


@pytest.fixture(autouse=True)
def no_loop_of_the_browser() -> Iterator[None]:
    """Tests in a browser leave Playwright's event loop running in the thread; a command has none."""
    loop = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(loop)


@dataclass
class Machines:
    """A scheduler and workers, each a process of its own in ``folder``."""

    folder: Path
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, kind: str, *more: str, house: Path = HOUSE, zones: str = "") -> subprocess.Popen[bytes]:
        words = ["--host", "127.0.0.1", "--no-dashboard", "--scheduler-file", "scheduler.json", *more]
        program = [sys.executable, "-m", f"distributed.cli.dask_{kind}"]
        environment = {**os.environ, "PYTHONPATH": str(house.parent), "PYTHONWARNINGS": "ignore", "PYTHONTZPATH": zones}
        quiet = subprocess.DEVNULL
        process = subprocess.Popen([*program, *words], cwd=self.folder, env=environment, stdout=quiet, stderr=quiet)
        self.processes.append(process)
        return process

    def worker(self, house: Path = HOUSE, zones: str = "") -> subprocess.Popen[bytes]:
        """A worker with the program in ``house``, on a machine whose own database of time zones is ``zones``."""
        return self.start("worker", "--no-nanny", "--nthreads", "1", house=house, zones=zones)

    @property
    def address(self) -> str:
        file = self.folder / "scheduler.json"
        wait(file.exists)
        return str(json.loads(file.read_text())["address"])

    def stop(self) -> None:
        for process in self.processes:
            process.kill()
            process.wait()


def wait(until: Any) -> None:
    late = time.monotonic() + 30
    while not until():
        assert time.monotonic() < late
        time.sleep(0.05)


@pytest.fixture
def machines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machines]:
    found = Machines(tmp_path_factory.mktemp("elsewhere"))
    try:
        found.start("scheduler", "--port", "0")
        yield found
    finally:
        found.stop()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_cluster, "PATIENCE", 1.0)


def gathered(address: str, count: int) -> None:
    """Wait until so many workers are there."""
    with cluster_map(address, map) as mapped:
        wait(lambda: len(mapped.client.nthreads()) == count)  # type: ignore[attr-defined]


def many(newsroom: Newsroom) -> None:
    for number in range(MANY):
        newsroom.write(story(f"s{number}.md", f"Story {number}", "2026-11-20T10:00", f"tags: [T{number % 9}]"))


def built(newsroom: Newsroom, mapped: Any, output: Path) -> dict[str, bytes]:
    build(newsroom.request(), output, runtime=Runtime(mapped))
    return newsroom.tree(output)


def test_a_cluster_gives_the_same_bytes_from_cold_and_after_an_edit_and_while_a_worker_is_lost(
    machines: Machines, newsroom: Newsroom, tmp_path: Path, another_database: str
) -> None:
    first, _ = machines.worker(zones=another_database), machines.worker(zones=another_database)
    gathered(machines.address, 2)
    many(newsroom)
    beside = Newsroom(tmp_path / "beside")
    shutil.copytree(newsroom.folder, beside.folder)
    with cluster_map(machines.address, refuse_much) as mapped:
        assert built(newsroom, mapped, newsroom.output) == built(beside, map, beside.output)
        for each in (newsroom, beside):
            each.write(SETTINGS.replace("Port Elm", "Skerra"))
        assert built(newsroom, killing(mapped, first), newsroom.output) == built(beside, map, beside.output)
        assert first.wait(5) == -signal.SIGKILL
    assert b"Skerra" in (newsroom.output / "index.html").read_bytes()


def refuse_much(function: Any, things: Iterable[Any]) -> Iterable[Any]:
    """Much work of tasks may not be done here."""
    work = list(things)
    assert len(work) < MANY or not isinstance(function, Work)
    return map(function, work)


def killing(mapped: Any, worker: subprocess.Popen[bytes]) -> Any:
    """The same map, but the worker is lost when the first thing comes home."""

    def lossy(function: Any, things: Iterable[Any]) -> Iterator[Any]:
        for made in mapped(function, things):
            worker.kill()
            yield made

    return lossy


def test_little_work_is_done_here(machines: Machines) -> None:
    with cluster_map(machines.address, workers(1)) as mapped:
        assert list(mapped(Work(abs), range(MANY - 1))) == list(range(MANY - 1))


def test_a_worker_of_another_program_is_refused(machines: Machines, tmp_path: Path) -> None:
    other = tmp_path / "other" / "generator"
    shutil.copytree(HOUSE, other, ignore=shutil.ignore_patterns("__pycache__"))
    (other / "another.py").write_text("")
    with cluster_map(machines.address, map) as mapped:
        machines.worker(other)  # one that comes late
        wait(lambda: mapped.client.nthreads())  # type: ignore[attr-defined]
        with pytest.raises(Problems, match="a different version of Broadsheet: a worker"):
            list(mapped(Work(abs), range(MANY)))
    with pytest.raises(Problems, match="a different version of Broadsheet: tcp://"), cluster_map(machines.address, map):
        pass


@pytest.mark.usefixtures("impatient")
def test_without_workers_and_then_without_a_scheduler(machines: Machines) -> None:
    with cluster_map(machines.address, map) as mapped:
        with pytest.raises(Problems, match="this cluster has no workers"):
            list(mapped(Work(abs), range(MANY)))
        machines.processes[0].kill()
        with pytest.raises(Problems, match="the connection to the scheduler was lost"):
            list(mapped(Work(abs), range(MANY)))


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("tcp://127.0.0.1:1", "no Dask scheduler answers here"),
        ("cloud://x:1", "this is not the address of a cluster"),
        ("nowhere", "this is not the address of a cluster"),
    ],
)
def test_a_wrong_address_changes_nothing(newsroom: Newsroom, address: str, message: str) -> None:
    said = CliRunner().invoke(main, ["build", "--site", str(newsroom.folder), "--cluster", address])
    assert said.exit_code == 1
    assert f"{address}: {message}" in said.stderr
    assert not newsroom.output.exists()


def test_without_the_extra_its_name_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(Problems, match=r"install .*\"distributed>="), cluster_map("tcp://127.0.0.1:1", map):
        pass


@pytest.mark.usefixtures("impatient")
def test_a_server_of_another_kind_is_no_scheduler() -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"tcp://127.0.0.1:{mute.getsockname()[1]}"
        with pytest.raises(Problems, match="no Dask scheduler answers here"), cluster_map(address, map):
            pass
