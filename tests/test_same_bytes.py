"""The same content, settings and instant give the same bytes, whatever surrounds the build."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from newsroom import SETTINGS, Newsroom, photo, story
from PIL import Image

from generator.cli import main
from generator.pipeline.process_pool import MANY
from generator.reading import program_digest

ROOT = Path(__file__).parent.parent
INSTANT = "2026-11-24T15:00:00+03:00"
SECONDS = str(int(datetime.fromisoformat(INSTANT).timestamp()))

SHUFFLED = """
import os, random
class Found:
    def __init__(self, found): self.found = iter(found)
    def __iter__(self): return self
    def __next__(self): return next(self.found)
    def __enter__(self): return self
    def __exit__(self, *error): pass
    def close(self): pass
def shuffled(real, kind, moments=random.Random({seed})):
    def call(*args):
        found = list(real(*args))
        moments.shuffle(found)
        return kind(found)
    return call
os.scandir, os.listdir = shuffled(os.scandir, Found), shuffled(os.listdir, list)
from generator.cli import main
main()
"""
"""Runs the program on disks that list their folders in any order."""

SURROUNDINGS: dict[str, dict[str, str]] = {
    "west of it": {"PYTHONHASHSEED": "0", "TZ": "Pacific/Apia", "LC_ALL": "C", "LANG": "C"},
    "east of it": {"PYTHONHASHSEED": "4242", "TZ": "America/Adak", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "UTF-8 mode": {"PYTHONHASHSEED": "7", "PYTHONUTF8": "1"},
}


@pytest.fixture
def site(built: Newsroom, newsroom: Newsroom) -> Newsroom:
    """A site with all kinds of stories, built into ``one``."""
    return _copied(built, newsroom)


@pytest.fixture
def large_site(built_large: Newsroom, newsroom: Newsroom) -> Newsroom:
    """A site with so many stories that the work is shared out, built into ``one``."""
    return _copied(built_large, newsroom)


def _copied(built: Newsroom, newsroom: Newsroom) -> Newsroom:
    """A copy to change, with its files' times and with what is remembered of it."""
    shutil.copytree(built.folder, newsroom.folder, symlinks=True, dirs_exist_ok=True)
    return newsroom


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("built")).write(SETTINGS + 'copyright = "The Courier"\n')
    for number in range(24):
        section = f"section: {'Yerel İşler' if number % 2 else 'World'}"
        more = (section, f"tags: [Tag {number % 5}, İstanbul]", f"bylines: [Reporter {number % 3}]")
        day = f"2026-{number % 9 + 1:02}-{number % 5 + 1:02}T10:00"  # several of one instant
        body = f"Words about matter {number} and harbour {number % 7}.\n\n![A boat](boat.jpg)"
        newsroom.write(story(f"{number % 4}/{number}.md", f"Story number {number}", day, *more, body=body))
        (newsroom.folder / f"content/{number % 4}/boat.jpg").write_bytes(photo())
    newsroom.write(
        story("later.md", "Later", "2027-01-01") + story("gone.md", "Gone", "2026-01-01", "expires: 2026-02-01")
    )
    _run(newsroom, "one")
    return newsroom


@pytest.fixture(scope="module")
def built_large(built: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = _copied(built, Newsroom(tmp_path_factory.mktemp("large")))
    for number in range(100, 100 + MANY):
        newsroom.write(story(f"{number}.md", f"Story number {number}", "2026-10-10T23:30", f"tags: [T{number % 40}]"))
    _run(newsroom, "one", "--jobs", "3")
    return newsroom


def _run(
    newsroom: Newsroom,
    output: str,
    *words: str,
    python: str = sys.executable,
    program: tuple[str, ...] = ("-m", "generator"),
    instant: tuple[str, ...] = ("--as-of", INSTANT),
    **surroundings: str,
) -> None:
    """Build the site into ``output``, in a process of its own."""
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "SYSTEMROOT"}}
    command = [python, *program, "build", "--output", output, *instant, *words]
    environment = {**kept, "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", **surroundings}
    done = subprocess.run(command, cwd=newsroom.folder, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def _build(newsroom: Newsroom, *words: str, instant: str = INSTANT) -> None:
    """Build the site into ``two``, in this process."""
    folders = ("--site", str(newsroom.folder), "--output", str(newsroom.folder / "two"))
    done = CliRunner().invoke(main, ["build", *folders, "--as-of", instant, "--jobs", "1", *words])
    assert done.exit_code == 0, done.output


def _same(newsroom: Newsroom, one: str = "one", two: str = "two") -> None:
    """Every file is the same, and so is who may read it; the manifest is the same, too."""
    first, second = newsroom.folder / one, newsroom.folder / two
    assert newsroom.tree(first) == newsroom.tree(second)
    manifests = [each / ".broadsheet/manifest.json" for each in (first, second)]
    assert manifests[0].read_bytes() == manifests[1].read_bytes()
    modes = [{path: (root / path).stat().st_mode for path in newsroom.tree(root)} for root in (first, second)]
    assert modes[0] == modes[1]


@pytest.mark.parametrize("surroundings", SURROUNDINGS)
def test_row_27_what_surrounds_the_process_makes_no_difference(site: Newsroom, surroundings: str) -> None:
    shutil.rmtree(site.folder / ".broadsheet")
    _run(site, "two", **SURROUNDINGS[surroundings])
    _same(site)


def test_what_was_remembered_under_other_surroundings_makes_no_difference(site: Newsroom) -> None:
    _run(site, "two", PYTHONHASHSEED="1", TZ="Pacific/Apia", LC_ALL="C")
    _same(site)


@pytest.mark.parametrize("umask", [0o000, 0o027, 0o077])
def test_who_may_read_a_file_by_default_makes_no_difference(site: Newsroom, umask: int) -> None:
    before = os.umask(umask)
    try:
        _build(site)
    finally:
        os.umask(before)
    _same(site)


@pytest.mark.parametrize("jobs", ["1", "5"])  # 2 of them: below, with other time zones
def test_the_number_of_jobs_makes_no_difference(large_site: Newsroom, jobs: str) -> None:
    shutil.rmtree(large_site.folder / ".broadsheet")
    _run(large_site, "two", "--jobs", jobs)
    _same(large_site)


@pytest.mark.parametrize("seed", range(2))
def test_row_27_the_order_in_which_a_disk_lists_its_folders_makes_no_difference(site: Newsroom, seed: int) -> None:
    shutil.rmtree(site.folder / ".broadsheet")
    _run(site, "two", program=("-c", SHUFFLED.format(seed=seed)))
    _same(site)


def test_a_fresh_checkout_with_what_was_remembered_elsewhere_gives_the_same(site: Newsroom) -> None:
    """As it is on a machine that tests: other times, another place, a memory that is somewhat older."""
    site.write(story("0/0.md", "Story number 0, corrected", "2026-01-01"))
    there = Newsroom(site.folder.parent / "checkout")
    shutil.copytree(site.folder, there.folder, ignore=shutil.ignore_patterns("one"), copy_function=shutil.copyfile)
    _run(there, "two")
    shutil.rmtree(site.folder / ".broadsheet")
    _run(site, "clean")
    shutil.move(there.folder / "two", site.folder / "two")
    _same(site, "clean")


def test_an_atomic_site_is_the_same_too(site: Newsroom) -> None:
    _build(site, "--atomic")
    _same(site)


def test_the_source_date_is_the_instant(site: Newsroom) -> None:
    _run(site, "two", instant=(), SOURCE_DATE_EPOCH=SECONDS, TZ="Asia/Tokyo")
    _same(site)


def test_the_zone_in_which_an_instant_is_given_makes_no_difference(site: Newsroom) -> None:
    _build(site, instant="2026-11-24T12:00:00Z")
    _same(site)


ASKS = "from zoneinfo import ZoneInfo; from datetime import datetime; z = ZoneInfo('Europe/Istanbul')"
OFFSET = "print(datetime(2026, 7, 1, tzinfo=ZoneInfo('Europe/Istanbul')).utcoffset())"


@pytest.mark.parametrize(
    ("program", "offset"),
    [
        (f"{ASKS}; {OFFSET}", "9:00:00"),
        (f"import generator; {ASKS}; {OFFSET}", "3:00:00"),
        (f"{ASKS}; import generator; {OFFSET}", "3:00:00"),  # where another program has asked already
    ],
    ids=["without us", "with us", "after another"],
)
def test_time_zones_are_those_of_the_package(another_database: str, program: str, offset: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONTZPATH": another_database}
    said = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)
    assert said.stdout.strip() == offset


SPAWNED = "import sys, urllib.request; sys.platform = 'darwin'; from generator.cli import main; main()"
"""Runs the program with workers that are new processes, as on systems that do not fork.

The standard library's modules that look at the name of the system are loaded under its true name.
"""


@pytest.mark.parametrize("program", [("-m", "generator"), ("-c", SPAWNED)], ids=["forked", "spawned"])
def test_the_time_zones_of_the_system_make_no_difference(
    large_site: Newsroom, another_database: str, program: tuple[str, ...]
) -> None:
    shutil.rmtree(large_site.folder / ".broadsheet")
    _run(large_site, "two", "--jobs", "2", program=program, PYTHONTZPATH=another_database)
    _same(large_site)


@pytest.mark.parametrize("zone", ["CET-1CEST,M3.5.0,M10.5.0/3", ":/etc/localtime", "right/Europe/Berlin", "No/Where"])
def test_a_clock_of_the_machine_that_the_package_does_not_know_makes_no_difference(
    site: Newsroom, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(site.folder / ".broadsheet")
    with monkeypatch.context() as patch:
        patch.setenv("TZ", zone)
        time.tzset()
        _build(site)
    time.tzset()
    _same(site)


VERSIONS = (
    "import importlib.metadata as m, sys; print('%d.%d' % sys.version_info[:2], *map(m.version, sys.argv[1:]))",
    *program_digest.SHAPES_THE_SITE,
    *program_digest.SHAPES_THE_SEARCH,
)
"""What tells the version of a Python, and of the packages in it that shape a site."""


def _python(version: str) -> str:
    """Another Python with the same packages as this one: of ``make pythons``, or the machine's own."""
    ours = subprocess.run([sys.executable, "-c", *VERSIONS], capture_output=True, text=True, check=True).stdout.split()
    for python in (str(ROOT / f".venv/{version}/bin/python"), f"python{version}", sys.executable):
        if path := shutil.which(python):
            found = subprocess.run([path, "-c", *VERSIONS], capture_output=True, text=True).stdout.split()
            if found == [version, *ours[1:]]:
                return path
    return ""


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_the_version_of_python_makes_no_difference(full_site: Newsroom, version: str) -> None:
    python = _python(version)
    if not python:
        pytest.skip(f"no Python {version} with the same packages is here; where one is, `make pythons` sets it up")
    shutil.rmtree(full_site.folder / ".broadsheet")
    _run(full_site, "two", python=python)
    _same(full_site)
    verify = [sys.executable, "-m", "generator", "verify", "--output", "two"]
    said = subprocess.run(verify, cwd=full_site.folder, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert said.returncode == 0


@pytest.fixture
def full_site(built_full: Newsroom, newsroom: Newsroom) -> Newsroom:
    """A site with one of every kind of file that we make, built into ``one``."""
    return _copied(built_full, newsroom)


@pytest.fixture(scope="module")
def built_full(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("full"))
    (newsroom.folder / "content").mkdir()
    settings = SETTINGS.replace("share_pictures = false", 'share_pictures = true\nsearch = "pagefind"\noffline = true')
    newsroom.write(settings + "llms = true\n")
    picture = "picture: {src: harbour.jpg, alt: The harbour, caption: At noon}"
    newsroom.write(
        story("a.md", "Ferry returns", "2025-03-01T10:00", "section: Harbour", "tags: [Ferry, Quay]", picture)
        + story("b.md", "Dues rise", "2026-02-01T10:00", "section: Council", "tags: [Dues, Quay]", f"expires: {LATE}")
        + story("c.md", "İskele açıldı", "2026-03-01", "language: tr", "tags: [Quay]", body="![Map](map.png)")
        + story("d.md", "عودة العبّارة", "2026-03-02", "language: ar", "translation_of: ferry-returns")
        + story(
            "e.md",
            f"The {NEW_LETTERS} bridge",
            "2026-03-03",
            f"tags: [{NEW_LETTERS}]",
            body=f"On {NEW_LETTERS}**{NEW_SIGN}bold**.",
        )
        + story("f.md", f"Again {NEW_LETTERS}", "2026-03-04", body=f"## {NEW_LETTERS}\n\nFrom {NEW_LETTERS}, late.")
    )
    noise = Image.effect_noise((700, 500), 60)
    Image.merge("RGB", (noise, noise.rotate(90), noise.rotate(180))).save(newsroom.folder / "content/harbour.jpg")
    noise.quantize(16).save(newsroom.folder / "content/map.png")
    _run(newsroom, "one")
    return newsroom


LATE = "2027-01-01"
NEW_LETTERS = "".join(map(chr, (0x2EBF0, 0x31350, 0x11F02, 0x1E4D0, 0x10D4A, 0x105C0)))
"""Letters of Unicode 15 to 16, which older Pythons do not know as such."""
NEW_SIGN = chr(0x1FAE8)  # a shaking face, of Unicode 15
