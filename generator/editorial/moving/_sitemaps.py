"""Reads sitemaps, and lists of them (https://www.sitemaps.org/protocol.html): of a site, or from files."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.parsers import expat

import msgspec

from generator.model.problems import Problem, Problems, refuse
from generator.system import nofollow, public_hosts
from generator.system.http_client import HttpClient

LARGEST = 52_428_800
"""The most bytes of a sitemap, unpacked: the limit of the protocol."""

_MOST = 1_000  # sitemaps
_USUAL = ("sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "sitemap-index.xml", "sitemap.txt")
_PATIENCE = 60.0
_TEXT = (b"http://", b"https://")


class Sitemap(msgspec.Struct, frozen=True):
    """What is in a sitemap: addresses of pages, and of other sitemaps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def addresses(named: str) -> Iterator[str]:
    """Yield the addresses of all pages of a site, by the address of the site or a sitemap, or by a sitemap's file.

    :raises Problems: if there is no sitemap, or one that it names cannot be read.
    """
    if named.startswith(("http://", "https://")):
        yield from _of_site(named)
        return
    yield from _all(named, lambda name: _of_file(Path(name), named), _beside)


def read(data: bytes, name: str) -> Sitemap:
    """Read one sitemap: XML or a list of addresses, packed with gzip or not.

    :raises Problems: if it is neither, or too large.
    """
    data = _unpacked(data, name)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_TEXT):
        lines = data.decode("utf-8-sig", "replace").split()
        return Sitemap(tuple(each for each in lines if each.startswith(("http://", "https://"))))
    return _of_xml(data, name)


def _unpacked(data: bytes, name: str) -> bytes:
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacking = zlib.decompressobj(31)
    try:
        data = unpacking.decompress(data, LARGEST + 1)
    except zlib.error:
        refuse(Problem(name, 0, 0, "this file is damaged: it cannot be unpacked", "download it again"))
    if len(data) > LARGEST:
        refuse(_too_large(name))
    return data


def _too_large(name: str) -> Problem:
    message = f"this sitemap has more than {LARGEST:,} bytes, the most that the protocol allows"
    return Problem(name, 0, 0, message, "split it")


def _of_xml(data: bytes, name: str) -> Sitemap:
    above, words, found = list[str](), list[str](), {"url": list[str](), "sitemap": list[str]()}
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(tag: str, _: object) -> None:
        above.append(tag.rpartition(" ")[2])
        words.clear()

    def end(_: str) -> None:
        if above[-2:-1] and above.pop() == "loc" and above[-1] in found:
            found[above[-1]].append("".join(words).strip())
        elif len(above) == 1:
            above.pop()

    def entity(*_: object) -> None:
        fix = "name another sitemap"
        refuse(Problem(name, parser.CurrentLineNumber, 0, "the file declares entities of its own", fix))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.EntityDeclHandler = words.append, entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        line = getattr(error, "lineno", 0)
        why = "this is not a sitemap: neither XML nor a list of addresses"
        refuse(Problem(name, line, 0, why, "name the address of the old site, or a file with its sitemap"))
    if not any(found.values()):
        refuse(Problem(name, 0, 0, "there are no addresses in this sitemap", "name another one of the old site's"))
    return Sitemap(tuple(filter(None, found["url"])), tuple(filter(None, found["sitemap"])))


def _all(first: str, load: Callable[[str], bytes], place: Callable[[str, str], str]) -> Iterator[str]:
    """Yield the pages of a sitemap and of all that it names, each once."""
    waiting, seen = [first], {first}
    while waiting:
        name = waiting.pop()
        found = read(load(name), name)
        yield from found.pages
        for each in found.sitemaps:
            _check(each, name)
            where = place(each, first)
            if where not in seen:
                seen.add(where)
                waiting.append(where)
        if len(seen) > _MOST:
            refuse(Problem(first, 0, 0, f"there are more than {_MOST:,} sitemaps", "name them one by one"))


def _beside(address: str, first: str) -> str:
    """Where the file of a sitemap must be that another file names: the network is only used for addresses."""
    name = urlsplit(address).path.rpartition("/")[2]
    return str(Path(first).parent / name)


def _of_file(file: Path, first: str) -> bytes:
    try:
        return nofollow.read(file, LARGEST)
    except OSError as error:
        fix = f"download it next to {first}, or name the address of the old site" if str(file) != first else "check it"
        refuse(Problem(str(file), 0, 0, f"this sitemap cannot be read: {error.strerror}", fix))


def _check(address: str, named_in: str) -> None:
    """Refuse what cannot be an address: to take it apart would fail."""
    try:
        _ = urlsplit(address).port
    except ValueError:
        refuse(Problem(named_in, 0, 0, f"`{address[:200]}` is not an address", "name the address or file of a sitemap"))


def _of_site(address: str) -> Iterator[str]:
    _check(address, address)
    host = urlsplit(address).hostname or ""
    named = {*_machines(host, urlsplit(address).port or 443)}
    with HttpClient("broadsheet move-in", 2, _PATIENCE, lambda at: at in named or public_hosts.is_public(at)) as client:

        def load(name: str) -> bytes:
            if urlsplit(name).hostname not in (host, f"www.{host}", host.removeprefix("www.")):
                refuse(Problem(name, 0, 0, f"this sitemap is not on {host}", "name it, if it is yours"))
            answer = client.request(name, most=LARGEST)
            if answer.status != 200:
                why = answer.why or f"the site answers {answer.status}"
                refuse(Problem(name, 0, 0, f"this sitemap cannot be read: {why}", "download it, and name the file"))
            return answer.body

        first = address if urlsplit(address).path.endswith((".xml", ".gz", ".txt")) else _found(client, address)
        yield from _all(first, load, lambda each, at: urljoin(at, each))


def _machines(host: str, port: int) -> list[str]:
    try:
        return public_hosts.addresses(host, port)
    except OSError:
        return []


def _found(client: HttpClient, address: str) -> str:
    """The sitemap that a site's robots.txt names, or one at a usual address.

    :raises Problems: if there is none.
    """
    root = address if address.endswith("/") else f"{address}/"
    robots = client.request(urljoin(root, "/robots.txt"), most=500_000)
    lines = robots.body.decode("utf-8", "replace").splitlines() if robots.status == 200 else []
    named = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("sitemap:")]
    for each in named:
        _check(each, urljoin(root, "/robots.txt"))
    for each in (*named, *(urljoin(root, name) for name in _USUAL)):
        if client.request(each, "HEAD").status == 200 or client.request(each, most=LARGEST).status == 200:
            return urljoin(root, each)
    why = robots.why or "neither robots.txt nor the usual addresses lead to one"
    problem = Problem(address, 0, 0, f"no sitemap of this site was found: {why}", "name the address or file of one")
    raise Problems([problem])
