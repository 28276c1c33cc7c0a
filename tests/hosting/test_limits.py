"""What hosts refuse."""

from __future__ import annotations

import pytest
from newsroom import SETTINGS, Newsroom, story

from generator.hosting.limits import HOSTS, of_files, of_name
from generator.outputs import hosts


@pytest.mark.parametrize(
    "path",
    [
        "a:b.pdf",
        "what?.html",
        'x/"y".txt',
        "a|b",
        "a*b",
        "<a>",
        "a\\b",
        "CON",
        "files/nul.txt",
        "aux/index.html",
        "Com1.md",
        "a./index.html",
        "a ",
        "x" * 256,
        "/".join(["folder"] * 200),
        "x/" * 450 + "y",
    ],
)
def test_a_name_that_a_system_or_host_cannot_have_is_told(path: str) -> None:
    assert of_name(path)


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "console/index.html",
        "dünya/ışık.pdf",
        ".well-known/x",
        "a b/c.txt",
        "com10",
        "x" * 255,
        "x/" * 449 + "yy",
    ],
)
def test_other_names_are_right(path: str) -> None:
    assert of_name(path) is None


def test_cloudflare_takes_so_many_files_of_such_a_size() -> None:
    host = HOSTS["cloudflare-pages"]
    assert not [*of_files(host, {str(number): 25 << 20 for number in range(20_000)})]
    (large, many) = of_files(host, {str(number): (25 << 20) + (number == 7) for number in range(20_001)})
    assert large[0] == "7"
    assert "takes no more than 25 MiB" in large[1]
    assert "20,001 files" in many[1]
    assert (large[3], many[3]) == (True, False)
    assert not next(of_files(host, dict.fromkeys(map(str, range(100_000)), 1)))[3]
    assert next(of_files(host, dict.fromkeys(map(str, range(100_001)), 1)))[3]


@pytest.mark.parametrize(("name", "sign"), [("quay ", "space"), ("quay.", "dot")])
def test_what_windows_drops_at_the_end_of_a_name_is_named(name: str, sign: str) -> None:
    found = of_name(f"{name}/index.html")
    assert found
    assert found[0] == f"Windows drops the {sign} at the end of `{name}`"


def test_netlify_takes_so_many_files_in_a_folder_and_github_such_files_on_a_branch() -> None:
    files = {f"a/{number}": 1 for number in range(54_001)}
    assert not [*of_files(HOSTS["netlify"], {f"a/{number}": 1 for number in range(54_000)})]
    ((folder, *_),) = of_files(HOSTS["netlify"], files)
    assert folder == "a"
    ((path, message, *_),) = of_files(HOSTS["github-pages"], {**files, "film.mp4": (100 << 20) + 1})
    assert (path, message.endswith("on a branch")) == ("film.mp4", True)
    assert not [*of_files(HOSTS["github-pages"], {"film.mp4": 100 << 20})]


@pytest.mark.parametrize(("hosting", "said"), [("cloudflare-pages", True), ("netlify", False)])
def test_more_redirects_than_the_host_reads_are_a_warning(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, hosting: str, said: bool
) -> None:
    monkeypatch.setattr(hosts, "_MOST", 2)
    newsroom.write(SETTINGS + f'hosting = "{hosting}"\n')
    newsroom.write(story("a.md", "Ferry", "2026-01-01", "aliases: [/old/1/, /old/2/, /old/3/]"))
    warnings = [each for each in newsroom.build().warnings if each.path == "_redirects"]
    assert [each.message.partition(":")[0] for each in warnings] == ["3 redirects are too many"] * said
    assert "old/3" in newsroom.page("_redirects")


def test_cloudflare_reads_2000_redirects_of_1000_characters() -> None:
    line = "/old/ /new/ 301"
    assert not [*hosts._refused("cloudflare-pages", [line] * 2000)]
    (many,) = hosts._refused("cloudflare-pages", [line] * 2001)
    (long,) = hosts._refused("cloudflare-pages", [line, "/" + "x" * 1000])
    assert many.message.startswith("2,001 redirects are too many")
    assert "no line of more than 1,000 characters" in long.message
