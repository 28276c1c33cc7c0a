"""What a build starts ends with it, however it ends; and whatever that leaves, the next build gives a clean site."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from newsroom import Newsroom, numbered

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")

ROOT = Path(__file__).parent.parent
SIGNALS = {"killed": signal.SIGKILL, "told to end": signal.SIGTERM, "Ctrl-C": signal.SIGINT}
SOON = 3.0  # seconds

POOL = """
import sys, threading, time
from pathlib import Path
from generator.pipeline.process_pool import workers

def work(number):
    time.sleep(0.02)
    Path(sys.argv[1], str(number)).touch()

if __name__ == "__main__":
    if sys.argv[2] == "spawn":
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    for _ in workers(2)(work, range(5000)):
        time.sleep(float(sys.argv[3]))
"""

PROGRAM = """
import sys
from generator.search.pagefind import _failure
_failure([sys.executable, "-c", "import sys, time; open(sys.argv[1], 'w'); time.sleep(3600)", sys.argv[1]])
"""

PROGRAMS = """
import sys
from generator.engine.runtime import Work
from generator.pipeline.process_pool import workers
from generator.search.pagefind import _failure

def run(name):
    _failure([sys.executable, "-c", "import sys, time; open(sys.argv[1], 'w'); time.sleep(3600)", name])

list(workers(2)(Work(run, heavy=True), sys.argv[1:]))
"""


def _session(leader: int) -> set[int]:
    """The processes of a session: the one that began it, and all that it has started."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            with suppress(OSError):
                state, _, _, session = (entry / "stat").read_text().rpartition(") ")[2].split()[:4]
                if int(session) == leader and state not in "ZX":
                    found.add(int(entry.name))
    return found


@contextmanager
def _started(command: list[str], folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A process that leads a session; nothing of it is left behind."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        yield process
    finally:
        for each in _session(process.pid):
            with suppress(ProcessLookupError):
                os.kill(each, signal.SIGKILL)
        assert process.stdout
        process.stdout.close()
        process.wait()


def _until(true: Callable[[], object], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _ends(process: subprocess.Popen[bytes], how: signal.Signals, group: bool) -> None:
    """End a process (or all of its session, as a terminal does), and see that all it has started ends soon."""
    if group:
        os.killpg(process.pid, how)
    else:
        process.send_signal(how)
    assert _until(lambda: process.poll() is not None, 20), "the process itself does not end"
    assert _until(lambda: not _session(process.pid), SOON), f"still running: {_session(process.pid)}"


def _count(folder: Path) -> int:
    return len([*folder.iterdir()])


@pytest.mark.parametrize("pause", ["0", "0.5"])
@pytest.mark.parametrize("context", ["fork", "spawn"])
@pytest.mark.parametrize(
    ("how", "group"), [("killed", False), ("told to end", False), ("Ctrl-C", False), ("Ctrl-C", True)]
)
def test_row_60_workers_end_with_the_process_that_started_them(
    tmp_path: Path, how: str, group: bool, context: str, pause: str
) -> None:
    """``pause``: seconds that their results wait for each time, so that it is not always found waiting for them."""
    script = tmp_path / "pool.py"
    script.write_text(POOL)
    (tmp_path / "made").mkdir()
    with _started([sys.executable, str(script), str(tmp_path / "made"), context, pause], tmp_path) as process:
        assert _until(lambda: _count(tmp_path / "made") > 3, 60)
        assert len(_session(process.pid)) >= 3
        _ends(process, SIGNALS[how], group)
    made = _count(tmp_path / "made")
    time.sleep(0.2)
    assert _count(tmp_path / "made") == made


@pytest.mark.parametrize(
    ("how", "group"), [("killed", False), ("told to end", False), ("Ctrl-C", False), ("Ctrl-C", True)]
)
def test_a_program_ends_with_the_process_that_runs_it(tmp_path: Path, how: str, group: bool) -> None:
    with _started([sys.executable, "-c", PROGRAM, str(tmp_path / "begun")], tmp_path) as process:
        assert _until((tmp_path / "begun").exists, 60)
        assert len(_session(process.pid)) == 3
        _ends(process, SIGNALS[how], group)


@pytest.mark.parametrize(
    ("how", "group"), [("killed", False), ("told to end", False), ("Ctrl-C", False), ("Ctrl-C", True)]
)
def test_programs_that_workers_run_end_with_the_process_that_started_the_workers(
    tmp_path: Path, how: str, group: bool
) -> None:
    begun = [tmp_path / "one", tmp_path / "two"]
    with _started([sys.executable, "-c", PROGRAMS, *map(str, begun)], tmp_path) as process:
        assert _until(lambda: all(path.exists() for path in begun), 60)
        assert len(_session(process.pid)) == 7  # this process, two workers, and for each a watchdog and its program
        _ends(process, SIGNALS[how], group)


def _written(newsroom: Newsroom, edition: int) -> None:
    newsroom.write("".join(numbered(number, f"Words {edition}.", f"priority: {edition}") for number in range(28)))
    newsroom.write("".join(numbered(number, f"Words {edition}.") for number in range(28, 30)))


MIDNIGHT = "2026-12-01T00:00:00+03:00"


def _build(newsroom: Newsroom) -> list[str]:
    return [sys.executable, "-m", "generator", "build", "--as-of", "2026-12-01", "--jobs", "2"]


@pytest.mark.parametrize("how", SIGNALS)
def test_a_build_stopped_at_any_moment_does_not_harm_the_next(newsroom: Newsroom, how: str) -> None:
    """Two editions take turns; ``BROADSHEET_KILLS`` says how many builds are stopped, a few unless it does."""
    kills = int(os.environ.get("BROADSHEET_KILLS", "6")) // 3
    moments = random.Random(kills)
    clean = []
    for edition in (1, 2):
        _written(newsroom, edition)
        newsroom.build(MIDNIGHT)
        clean.append(newsroom.tree())
    _written(newsroom, 1)
    begun = time.monotonic()
    subprocess.run(_build(newsroom), cwd=newsroom.folder, check=True, capture_output=True)
    span = time.monotonic() - begun
    assert newsroom.tree() == clean[0]
    for kill in range(kills):
        edition = 1 - kill % 2
        _written(newsroom, 1 + edition)
        with _started(_build(newsroom), newsroom.folder) as process:
            time.sleep(span * moments.uniform(0.3, 0.95))
            if process.poll() is None:
                _ends(process, SIGNALS[how], group=how == "Ctrl-C")
            assert process.stdout
            assert b"Traceback" not in process.stdout.read()
        newsroom.build(MIDNIGHT)
        assert newsroom.tree() == clean[edition]
        assert not [path for path in newsroom.state.iterdir() if path.name.startswith("stage")]


def test_a_preview_stops_what_it_started(newsroom: Newsroom) -> None:
    _written(newsroom, 1)
    command = [sys.executable, "-u", "-m", "generator", "preview", "--port", "8390"]
    with _started(command, newsroom.folder) as process:
        assert process.stdout
        assert _until(lambda: b"shows the site" in process.stdout.readline(), 60)  # type: ignore[union-attr]
        _ends(process, signal.SIGKILL, group=False)


def test_files_that_a_killed_build_still_writes_do_no_harm(newsroom: Newsroom) -> None:
    """Each build has a folder of its own for what is new: one of another build is not written to."""
    newsroom.write(numbered(1)).build()
    left = newsroom.state / "stage-0123456789abcdef"
    left.mkdir()
    newsroom.write(numbered(2))
    seen: list[set[str]] = []

    def meanwhile(function: Callable[[object], object], things: list[object]) -> list[object]:
        left.mkdir(exist_ok=True)
        (left / "late.html").write_text("half a page")
        seen.append({path.name for path in left.parent.iterdir() if path.is_dir()})
        return [function(each) for each in things]

    from generator.engine.runtime import Runtime
    from generator.pipeline.build import build

    build(newsroom.request(), newsroom.output, runtime=Runtime(map=meanwhile))
    assert left.name in seen[-1]
    assert "late.html" not in {Path(path).name for path in newsroom.tree()}
    shutil.rmtree(left, ignore_errors=True)
    clean = Newsroom(newsroom.folder)
    clean.build(output=newsroom.folder / "clean", full=True)
    assert newsroom.tree() == newsroom.tree(newsroom.folder / "clean")
