"""Stories that are converted in other processes become the same files, and the report is the same."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image

from generator.editorial.moving import Report, Request, move_in
from generator.engine.runtime import Stream, in_turn
from generator.pipeline import process_pool

GOLDEN = Path(__file__).parents[2] / "golden" / "moves"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def even_for_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_pool, "MANY", 1)
    monkeypatch.setattr(process_pool, "_STREAMED", 1)


def _moved(source: Path, site: Path, media: tuple[Path, ...], stream: Stream) -> tuple[dict[str, bytes], Report]:
    request = Request(site=site, source=source, now=NOW, drafts=True, media=media)
    report = move_in(request, None, True, stream=stream)
    return {str(each.relative_to(site)): each.read_bytes() for each in site.rglob("*") if each.is_file()}, report


def _compare(source: Path, folder: Path, *media: Path) -> dict[str, bytes]:
    here = _moved(source, folder / "here", media, in_turn)
    assert _moved(source, folder / "there", media, process_pool.streams(2)) == here
    return here[0]


@pytest.mark.parametrize("source", ["hugo/site", "ghost", "wordpress/export.xml"])
def test_golden_moves_are_the_same_in_other_processes(source: str, tmp_path: Path) -> None:
    assert _compare(GOLDEN / source, tmp_path)


_WXR = """<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Old</title><wp:wxr_version>1.2</wp:wxr_version>
<link>https://old.example</link>{0}</channel></rss>"""
_ITEM = """<item><title>Story {0}</title><link>https://old.example/story-{0}/</link><wp:post_id>{0}</wp:post_id>
<wp:post_date>2024-05-06 09:30:00</wp:post_date><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
<content:encoded><![CDATA[<p>Words and <a href="/gone-{0}/">nothing</a></p>
<img src="https://old.example/wp-content/uploads/{1}" alt="A gate">]]></content:encoded></item>"""


def test_files_with_one_name_have_the_names_that_they_have_in_one_process(tmp_path: Path) -> None:
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    pictures = ("gate 1.png", "gate-1.png", "gate_1.png")
    for shade, name in enumerate(pictures):
        Image.new("L", (9, 9), shade).save(uploads / name)
    items = "".join(_ITEM.format(number, pictures[number * number % 3]) for number in range(12))
    (tmp_path / "export.xml").write_text(_WXR.format(items))
    files = _compare(tmp_path / "export.xml", tmp_path, uploads)
    assert len([path for path in files if "gate-1" in path]) == 2


def test_files_that_no_story_shows_are_known_only_after_the_last_story(tmp_path: Path) -> None:
    files = _compare(_site(tmp_path), tmp_path)
    assert [path for path in files if path.endswith(".png")] == [
        "content/images/gate-11.png",
        "content/static/images/unused.png",
    ]


def test_processes_that_are_started_afresh_make_the_same(tmp_path: Path) -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        assert _compare(_site(tmp_path), tmp_path)
    finally:
        done.set()
        thread.join()


def _site(folder: Path) -> Path:
    """Twelve stories, the last of which has a picture, and a picture that none has."""
    site = folder / "old"
    (site / "images").mkdir(parents=True)
    for name in ("gate-11.png", "unused.png"):
        Image.new("L", (9, 9)).save(site / "images" / name)
    (site / "_posts").mkdir()
    (site / "_config.yml").write_text("title: Old\n")
    for number in range(12):
        text = f"---\ntitle: Story {number}\n---\n![A gate](/images/gate-{number}.png) and [gone](/gone-{number}/)\n"
        (site / "_posts" / f"2026-05-{number + 1:02}-a.md").write_text(text)
    return site
