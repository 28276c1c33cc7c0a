"""What the tests share: a newsroom to build in, and the sample site, built and served."""

from __future__ import annotations

import functools
import http.server
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import settings
from newsroom import NOON, SETTINGS, Newsroom

from generator.pipeline.build import BuildRequest, build, settings_of
from generator.publish import staging
from generator.publish.lock import locked

TESTS = Path(__file__).parent
ROOT = TESTS.parent

# `make test` tries the same examples each time, so that it cannot fail on a change that has nothing to do with it;
# `make fuzz` tries new ones. How long an example takes is the machine's affair.
os.environ.pop("GITHUB_STEP_SUMMARY", None)  # which, on GitHub, is that of the tests themselves

settings.register_profile("house", deadline=None, derandomize="BROADSHEET_FUZZ" not in os.environ)
settings.load_profile("house")

# Each publication waits until the disk's clock has moved on. On Linux that is at most 10 ms, and there are thousands.
if sys.platform == "linux":
    staging._TICK = 12_000_000

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as where a shell began us in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)  # what tests start must end at a Ctrl-C


LONGEST = (
    *("browser/test_theme.py", "browser/test_preview.py", "browser/test_addresses.py", "browser/test_search.py"),
    *("test_same_bytes.py", "test_tampered_store.py", "test_kill.py", "browser/test_stress.py", "test_outliving.py"),
    *("browser/test_drawings.py", "editorial/test_checks.py", "browser/test_embeds.py", "browser/test_own_theme.py"),
    *("test_hostile_lines.py", "test_mistakes.py", "pipeline/test_edits.py", "test_incremental.py", "test_fuzz.py"),
    *("test_site_links.py", "test_kill_calls.py", "cli/test_terminal.py", "search/test_pagefind.py"),
    *("preview/test_live_graph.py", "test_leaks.py", "test_valid_html.py", "preview/test_server.py"),
    *("pipeline/test_build.py", "pipeline/test_dask_cluster.py", "test_power_cut.py", "test_publication.py"),
    *("test_action.py", "browser/test_desk.py"),
)
"""Files of tests by how much processor time they take, from about 100 seconds down to 8."""


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: while a test waits for a browser or a clock, another one can run."""
    return (len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest: if they came last, one worker would wait for another."""
    order = {TESTS / name: number for number, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path, len(order)))


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """An empty newsroom with settings."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    return Newsroom(folder).write(SETTINGS)


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sample site, built as of noon; once, for all workers of pytest-xdist. It is only read."""
    base = tmp_path_factory.getbasetemp()
    shared = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "sample"
    with locked(shared / "lock", patience=300):
        build(BuildRequest(ROOT, settings_of(ROOT), datetime.fromisoformat(NOON)), shared / "site")
    return shared / "site"


@pytest.fixture
def another_database(tmp_path: Path) -> str:
    """A folder of time zones in which Istanbul's clock is Tokyo's, as PYTHONTZPATH names it."""
    zone = tmp_path / "zones" / "Europe" / "Istanbul"
    zone.parent.mkdir(parents=True)
    zone.write_bytes(files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes())
    return str(tmp_path / "zones")


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(sample: Path) -> Iterator[str]:
    """The address of the sample site."""
    with serving(sample) as address:
        yield address


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a site in a folder, for as long as it is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
