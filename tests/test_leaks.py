"""Nothing private is published: whole sites of private things of every kind, searched to the last byte."""

from __future__ import annotations

import getpass
import gzip
import os
import shutil
import socket
import subprocess
import zlib
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner
from leak_scan import leaks, secret
from media.downloads.test_documents import packed, paper
from media.downloads.test_recordings import RECORDINGS
from newsroom import NOON, SETTINGS, Newsroom, story
from picture_files import EVERY, chunk, exif
from reading.comments.test_removal import HIDDEN, NOTE, PATH
from reading.withholding.test_checks import DOUBTFUL
from reading.withholding.test_checks import HIDDEN as WITHHELD

from generator.cli import main
from generator.reading.markdown.conversion import render

MADE_AT = 549_864_182  # seconds: 1987-06-05, when no file of a site was written
SITE = SETTINGS + (
    f'hosting = "netlify"\nrepublish = "CC-BY-4.0"\nllms = true\nprivate = true # {secret("settings")}\n'
    f'[feeds]\nof = ["sections", "tags", "bylines"]\n# {secret("settingsbelow")}\n'
)
SEARCH = 'search = "pagefind"\n' if find_spec("pagefind_bin") else ""
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" width="9" '
    f'height="9" inkscape:docname="{secret("docname")}.svg"><!-- {secret("drawing")} --><metadata>{secret("rdf")}'
    f'</metadata><rect width="9" height="9" inkscape:label="{secret("label")}"/></svg>'
)
LEFT = [
    *(".env", ".git/config", ".gitignore", "a.md~", "#a.md#", "a.md.bak", "a.md.orig", ".a.md.swp", ".DS_Store"),
    *("Thumbs.db", "desktop.ini", "4913", "x.tmp", "unused.csv", "unused.jpg", f"{secret('name')}.csv"),
]
HIDING = {
    "draft": "draft: true",
    "embargoed": "embargo: 2027-01-01T09:00:00+03:00",
    "scheduled": "published: 2027-01-01",
    "expired": "expires: 2026-06-01",
    "killed": "killed: 2026-06-01",
}
"""What withholds a story of the main site at noon, by its name."""


def _withheld(name: str, line: str) -> str:
    """A story with a secret in every field that readers would see."""
    word = secret(name)
    fields = [
        f"standfirst: {word}",
        f"section: Section {word}",
        f"tags: [Harbour, {word}]",
        f"bylines: [{word} Smith]",
        f"source: {word} Agency",
        f"picture: {{src: {name}.png, alt: {word}, caption: {word}, credit: {word}}}",
        f"slug: {name}",
        f"note: {word}",
        f"event: {{from: 2027-01-09, place: {word} Hall, name: {word}}}",
        "planned: 2026-01-02",
    ]
    fields += [line] if line else []
    fields += ["published: 2026-01-02"] if not line.startswith("published") else []
    lines = "\n".join(["---", f"title: About {word}", *fields, "---", f"The word is {word}. [It]({name}.csv)", ""])
    return f"-- content/{name}.md --\n{lines}"


def _live(withheld: bool) -> str:
    """Live coverage with an entry and a correction, which are withheld or public, and links to the entry."""
    at, word, file = "2027-01-09 12:00" if withheld else "2026-11-24 13:00", secret("entry"), secret("entryfile")
    body = f"""As [it](#{word}) was.[^a] See [more](#more{word}).[^c]

## {at} About {word} {{key}} {{#{word}}}

The word is {word}.[^b] See [the list](data.csv.gz?{file}).[^a] [^c]

### {word} {{#more{word}}}

<p id="box{word}">{word}</p>

## 2026-11-24 12:30 The gate

It closes. [Then](#{word}), [so](#box{word}), <q cite="#{word}">so</q>.[^a]

[^a]: A note.
[^b]: {word}, and another.[^d]
[^c]: Another note.
[^d]: {word}
"""
    lines = (
        "live: {from: 2026-11-24T12:00, until: 2027-01-10T12:00}",
        f"corrections: [{{at: {at}, text: '{word} [here](#{word}).'}}]",
        f'source_notes: ["[The word](#{word})"]',
    )
    linked = story(
        "linked.md", "Links to it", "2026-04-01", body=f"[It](live.md#{word}), [and](/2026/11/24/gate/#{word})."
    )
    return story("live.md", "Gate", "2026-11-24T11:30", *lines, body=body) + linked


def _commented() -> str:
    """Stories with notes to the desk in every position in which they are not an error."""
    said = []
    for number, body in enumerate(HIDDEN.values()):
        if all(each.level != "error" for each in render(body, PATH).problems):
            words = body.replace(NOTE, secret("note"))
            said.append(story(f"notes/{number}.md", f"Quay {number}", "2026-03-01", f"# {secret('yaml')}", body=words))
    assert len(said) > 20
    return "".join(said)


def _files(folder: Path) -> list[str]:
    """Pictures, recordings and documents with secrets in their metadata; their names."""
    made = {name: make(6) for name, make in EVERY.items()}
    made |= {name: data for name, (data, _) in RECORDINGS.items()}
    made |= {"minutes.pdf": paper(), "drawing.svg": DRAWING.encode()}
    made["data.csv.gz"] = (
        gzip.compress(b"port,dues\n")[:3]
        + b"\x08"
        + gzip.compress(b"port,dues\n")[4:10]
        + (secret("gzipname").encode() + b"\0" + gzip.compress(b"port,dues\n")[10:])
    )
    for name, data in made.items():
        (folder / name).write_bytes(data)
    return [*made]


def _write(newsroom: Newsroom, withheld: bool = True) -> None:
    """The main site, with its private stories withheld or public."""
    newsroom.write(SITE.replace("[feeds]", SEARCH + "[feeds]", 1) + _commented())
    content = newsroom.folder / "content"
    names = _files(content)
    links = "\n\n".join(
        f"![It]({name})" if name in EVERY or name.endswith(".svg") else f"[it]({name})" for name in names
    )
    newsroom.write(_live(withheld))
    newsroom.write(story("all.md", "All files", "2026-04-01", "section: Harbour", "tags: [Harbour]", body=links))
    for name, line in HIDING.items():
        newsroom.write(_withheld(name, line if withheld else ""))
        (content / f"{name}.csv").write_text(secret(f"{name}file"))
        (content / f"{name}.png").write_bytes(_own_pixels(name))
    for name in LEFT:
        for folder in ("", "static/", "x/"):
            (content / folder / name).parent.mkdir(parents=True, exist_ok=True)
            if not folder.startswith("static") or name.startswith((".", "a.", "#", "T", "d", "4", "x.")):
                (content / folder / name).write_text(secret("left"))
    newsroom.write(
        f"-- layouts/notes.txt --\n{secret('layoutnote')}\n-- layouts/locales/README --\n{secret('locale')}\n"
    )
    newsroom.write(
        f"-- layouts/unused-part.html --\n{{# {secret('layoutcomment')} #}}\n-- seeds/a.txt --\n{secret('wire')}\n"
    )
    newsroom.write(f"-- accepted.txt --\n# {secret('accepted')}\n-- README.md --\n{secret('readme')}\n")
    (newsroom.folder / "layouts/assets").mkdir(exist_ok=True)
    (newsroom.folder / "layouts/assets/own.jpg").write_bytes(EVERY["baseline.jpg"](6))
    for path in newsroom.folder.rglob("*"):
        if path.is_file() and not {newsroom.output, newsroom.folder / ".broadsheet"} & {*path.parents}:
            os.utime(path, (MADE_AT, MADE_AT + len(path.name)))


def _own_pixels(name: str) -> bytes:
    """A picture whose bytes, uncompressed, have a secret in them: the pixels themselves."""
    word = (secret(name) * 9).encode()[:48]
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", b"\0\0\0\x10\0\0\0\1\x08\2\0\0\0")
        + chunk(b"IDAT", zlib.compress(b"\0" + word))
        + chunk(b"IEND", b"")
    )


def _of_machine(newsroom: Newsroom) -> list[str]:
    """What nobody needs to know of the machine, its user, and when files were written."""
    known = [str(newsroom.folder), f"{Path.home()}/", socket.gethostname(), str(MADE_AT), "1987-06-05", "05 Jun 1987"]
    user = getpass.getuser()
    return [word for word in known if len(word) > 4] + ([f"/{user}/", f"@{user}"] if user else [])


def _all(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, hidden ones too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    newsroom = Newsroom(tmp_path_factory.mktemp("leaks") / "site")
    (newsroom.folder / "content").mkdir(parents=True)
    _write(newsroom)
    newsroom.build(full=True)
    return newsroom


def test_row_70_nothing_private_is_published(town: Newsroom) -> None:
    tree = _all(town.output)
    assert leaks(tree, _of_machine(town)) == {}
    for path in ("feed.xml", "feed.json", "text/index.html", "sitemap.xml", "llms.txt", "all-files/ninjs.json"):
        assert any(each.endswith(path) for each in tree), f"{path} is not searched, since it is not made"
    assert not SEARCH or any(path.endswith(".pf_index") for path in tree)
    assert {"baseline.jpg", "clip.mp4", "talk.mp3", "minutes.pdf", "drawing.svg"} <= tree.keys()


def test_row_70_nor_what_was_published_and_is_withdrawn(town: Newsroom, tmp_path: Path) -> None:
    """All that was public leaves no trace in the next build; that of a killed story remains its address."""
    site = Newsroom(tmp_path / "site")
    (site.folder / "content").mkdir(parents=True)
    _write(site, withheld=False)
    site.build()
    public = leaks(_all(site.output))
    assert len(public) > 50
    for name in (*HIDING, "entry"):
        assert {secret(name), secret(f"{name}file")} <= {word for told in public.values() for word in told}
    _write(site)
    site.build()
    assert leaks(_all(site.output), _of_machine(site)) == {}
    assert site.tree().keys() ^ town.tree().keys() == set()


def test_row_67_a_build_with_drafts_is_elsewhere(town: Newsroom, tmp_path: Path) -> None:
    site = Newsroom(tmp_path / "site")
    shutil.copytree(town.folder, site.folder)
    before = _all(site.output)
    done = CliRunner().invoke(main, ["build", "--drafts", "--as-of", NOON, "--site", str(site.folder)])
    assert done.exit_code == 0, done.output
    assert _all(site.output) == before
    told = {word for words in leaks(_all(site.folder / "output-drafts")).values() for word in words}
    assert {secret(name) for name in ("draft", "embargoed", "scheduled")} <= told
    assert secret("note") not in told
    site.build()
    assert _all(site.output) == before


def _git(folder: Path, *words: str) -> bytes:
    name = ["-c", "user.name=Desk", "-c", "user.email=desk@courier.example"]
    return subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True).stdout


def test_row_70_nothing_private_is_deployed(town: Newsroom, tmp_path: Path) -> None:
    """Every object that git sends to the host, including those that no branch has."""
    site, remote = Newsroom(tmp_path / "site"), tmp_path / "remote.git"
    shutil.copytree(town.folder, site.folder)
    _git(tmp_path, "init", "--quiet", "--bare", str(remote))
    _git(site.folder, "init", "--quiet", "--initial-branch", "main")
    for line in ("user.name Desk", "user.email desk@courier.example"):
        _git(site.folder, "config", *line.split())
    _git(site.folder, "remote", "add", "origin", str(remote))
    done = CliRunner().invoke(main, ["deploy", "--earlier", "--site", str(site.folder)])
    assert done.exit_code == 0, done.output
    objects = _git(remote, "cat-file", "--batch-all-objects", "--batch-check").decode().splitlines()
    sent = {each.split()[0]: _git(remote, "cat-file", *each.split()[1::-1]) for each in objects}
    assert len(sent) > 100
    assert leaks(sent, _of_machine(site)) == {}


def test_row_49_what_other_programs_withhold_is_not_published(tmp_path: Path) -> None:
    site = Newsroom(tmp_path / "site").write(SETTINGS.replace("share_pictures", "adopt = true\nshare_pictures"))
    word = secret("withheld")
    for number, line in enumerate((*WITHHELD, *DOUBTFUL)):
        own = [] if line.lower().startswith("published") else ["date: 2026-01-01"]
        own += [] if "tags:" in line.partition("{")[0] else [f"tags: [Harbour, {word}]"]
        lines = ["---", f"title: {word} {number}", *own, line, "---", f"{word} ![{word}](a.png)", ""]
        site.write(f"-- content/posts/{number}.md --\n" + "\n".join(lines))
    for folder in ("_drafts", "drafts", "_private"):
        site.write(f"-- content/{folder}/a.md --\n---\ntitle: {word}\ndate: 2026-01-01\n---\n{word}\n")
    for number, body in enumerate(HIDDEN.values()):
        body = body.replace(NOTE, secret("note"))
        site.write(f"-- content/notes/{number}.md --\n---\ntitle: N {number}\ndate: 2026-01-01\n---\n{body}\n")
    (site.folder / "content/posts/a.png").write_bytes(_own_pixels("withheldpicture"))
    site.write(story("open.md", "Open", "2026-02-01"))
    site.build()
    assert leaks(_all(site.output), _of_machine(site)) == {}
    assert site.page("2026/02/01/open")


def _gzipped(data: bytes) -> bytes:
    return b"pagefind" + gzip.compress(b"pagefind_dcd" + data)


PACKED: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda data: b"<p>" + data + b"</p>",
    "in capitals": bytes.upper,
    "UTF-16": lambda data: b"\xff\xfe" + data.decode().encode("utf-16-le"),
    "UTF-16, the other order, after one byte": lambda data: b"x" + data.decode().encode("utf-16-be"),
    "gzip": gzip.compress,
    "gzip after other bytes": _gzipped,
    "zlib in a PNG": lambda data: b"\x89PNG\r\n\x1a\n" + chunk(b"zTXt", b"a\0\0" + zlib.compress(data)),
    "base64": lambda data: b'src="data:text/plain;base64,' + b64encode(data) + b'"',
    "base64 at an odd place": lambda data: b64encode(b"x" + data + b"yz"),
    "base64 of addresses, of gzip": lambda data: urlsafe_b64encode(gzip.compress(data)),
    "percent-encoded": lambda data: "".join(f"%{byte:02x}" for byte in data).encode(),
    "entities": lambda data: "".join(f"&#{byte};" for byte in data).encode(),
    "a zip": lambda data: packed(word__document_xml=data),
    "a zip in gzip": lambda data: gzip.compress(packed(a_txt=data)),
    "a PDF": lambda data: b"%PDF-1.7\nstream\n" + zlib.compress(b"BT (" + data + b") Tj ET") + b"\nendstream",
}


@pytest.mark.parametrize("how", PACKED)
def test_a_leak_is_found_however_it_is_packed(how: str) -> None:
    told = leaks({"a/b": PACKED[how](secret("planted").encode()), "c": b"<p>Words.</p>"})
    assert told == {"a/b": [secret("planted")]}


def test_a_leak_in_a_name_and_in_metadata_is_found() -> None:
    assert leaks({f"tags/{secret('planted')}/index.html": b""})
    assert len(leaks({"a.jpg": b"\xff\xd8" + exif(1)})["a.jpg"]) == 2
    assert leaks({"a": b"made on Thalassa"}, ["thalassa"])
    assert all(leaks({name: make(6)}) for name, make in EVERY.items())


@pytest.mark.parametrize("place", ["index.html", "feed.xml", ".broadsheet/manifest.json", "drawing.svg"])
def test_a_leak_that_somebody_puts_into_the_site_is_found(town: Newsroom, place: str) -> None:
    tree = _all(town.output)
    at = len(tree[place]) // 2
    tree[place] = tree[place][:at] + secret("planted").encode() + tree[place][at:]
    assert leaks(tree) == {place: [secret("planted")]}
