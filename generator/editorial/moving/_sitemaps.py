"""Reads sitemaps and sitemap indexes (https://www.sitemaps.org/protocol.html) of a site, or from files."""

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
"""The size limit for a sitemap, unpacked, in bytes: that of the protocol."""

_MOST = 1_000  # sitemaps
_MOST_ADDRESSES = 2_000_000
_DEEPEST = 20  # nested elements; the protocol has three levels
_USUAL = ("sitemap.xml", "sitemap_index.xml", "wp-sitemap.xml", "sitemap-index.xml", "sitemap.txt")
_PATIENCE = 30.0
_TEXT = (b"http://", b"https://")


class Sitemap(msgspec.Struct, frozen=True):
    """The contents of a sitemap: addresses of pages, and of other sitemaps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()


def addresses(named: str) -> Iterator[str]:
    """Yield the addresses of all pages of a site, by the address of the site or a sitemap, or by a sitemap's file.

    :raises Problems: if there is no sitemap, or one that it names cannot be read.
    """
    if named.startswith(("http://", "https://")):
        yield from _of_site(named)
        return
    yield from _all([named], lambda name: _of_file(Path(name), named), _beside)


def read(data: bytes, name: str) -> Sitemap:
    """Read one sitemap: XML or a list of addresses, possibly compressed with gzip.

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
    made = b""
    while data.startswith(b"\x1f\x8b") and len(made) <= LARGEST:  # a gzip file may have several members
        unpacking = zlib.decompressobj(31)
        try:
            made += unpacking.decompress(data, LARGEST + 1 - len(made))
        except zlib.error:
            refuse(_damaged(name))
        if not unpacking.eof and len(made) <= LARGEST:
            refuse(_damaged(name))
        data = unpacking.unused_data
    if len(made) > LARGEST:
        refuse(_too_large(name))
    return made


def _damaged(name: str) -> Problem:
    return Problem(name, 0, 0, "this file is damaged: it cannot be unpacked", "download it again")


def _too_large(name: str) -> Problem:
    message = f"this sitemap has more than {LARGEST:,} bytes, the most that the protocol allows"
    return Problem(name, 0, 0, message, "split it")


def _of_xml(data: bytes, name: str) -> Sitemap:
    above, words, found = list[str](), list[str](), {"url": list[str](), "sitemap": list[str]()}
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(tag: str, _: object) -> None:
        if len(above) == _DEEPEST:
            message, fix = f"the elements are nested more than {_DEEPEST} deep", "name another sitemap"
            refuse(Problem(name, parser.CurrentLineNumber, 0, message, fix))
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
        refuse(Problem(name, 0, 0, "there are no addresses in this sitemap", "name another sitemap of the old site"))
    return Sitemap(tuple(filter(None, found["url"])), tuple(filter(None, found["sitemap"])))


def _all(firsts: list[str], load: Callable[[str], bytes], place: Callable[[str, str], str]) -> Iterator[str]:
    """Yield the pages in sitemaps and in those that they name; each sitemap is read once."""
    first, count = firsts[0], 0
    waiting, seen = [*reversed(firsts)], {*firsts}
    while waiting:
        name = waiting.pop()
        found = read(load(name), name)
        count += len(found.pages)
        if count > _MOST_ADDRESSES:
            message = f"the sitemaps have more than {_MOST_ADDRESSES:,} addresses"
            refuse(Problem(first, 0, 0, message, "name them one by one"))
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
    """Return the expected path of a sitemap that another file names: the network is only used for addresses."""
    name = urlsplit(address).path.rpartition("/")[2]
    return str(Path(first).parent / name)


def _of_file(file: Path, first: str) -> bytes:
    try:
        return nofollow.read(file, LARGEST)
    except OSError as error:
        fix = f"download it next to {first}, or name the address of the old site" if str(file) != first else "check it"
        refuse(Problem(str(file), 0, 0, f"this sitemap cannot be read: {error.strerror}", fix))


def _check(address: str, named_in: str) -> None:
    """Refuse text that cannot be parsed as an address."""
    try:
        _ = urlsplit(address).port
    except ValueError:
        refuse(Problem(named_in, 0, 0, f"`{address[:200]}` is not an address", "name the address or file of a sitemap"))


def _of_site(address: str) -> Iterator[str]:
    _check(address, address)
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    own = {name for form in (host, _ascii(host)) for name in (form, f"www.{form}")}
    machines = {each for name in own for each in _machines(name, urlsplit(address).port or 443)}

    def is_allowed(machine: str) -> bool:
        return machine in machines or public_hosts.is_public(machine)

    with HttpClient("broadsheet move-in", 2, _PATIENCE, is_allowed, hosts=own.__contains__) as client:

        def load(name: str) -> bytes:
            if urlsplit(name).hostname not in own:
                refuse(_elsewhere(name, host))
            answer = client.request(name, most=LARGEST)
            if answer.status != 200:
                why = answer.why or f"the site answers {answer.status}"
                refuse(Problem(name, 0, 0, f"this sitemap cannot be read: {why}", "download it, and name the file"))
            return answer.body

        is_sitemap = urlsplit(address).path.endswith((".xml", ".gz", ".txt"))
        yield from _all([address] if is_sitemap else _found(client, address), load, lambda each, at: urljoin(at, each))


def _elsewhere(sitemap: str, host: str) -> Problem:
    fix = f"if it has addresses of your site, check it by itself: `broadsheet move-in --verify {sitemap}`"
    return Problem(sitemap, 0, 0, f"this sitemap is not on {host}, and other sites are not asked", fix)


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return host


def _machines(host: str, port: int) -> list[str]:
    try:
        return public_hosts.addresses(host, port)
    except (OSError, UnicodeError):
        return []


def _found(client: HttpClient, address: str) -> list[str]:
    """Return the sitemaps that a site's robots.txt names, or the one at a usual address.

    :raises Problems: if there is none, or the site does not answer.
    """
    root = address if address.endswith("/") else f"{address}/"
    robots = client.request(urljoin(root, "/robots.txt"), most=500_000)
    lines = robots.body.decode("utf-8", "replace").splitlines() if robots.status == 200 else []
    named = [line.partition(":")[2].strip() for line in lines if line.lower().startswith("sitemap:")]
    for each in named:
        _check(each, urljoin(root, "/robots.txt"))
    if named:
        return [*dict.fromkeys(urljoin(root, each) for each in named)]
    why = robots.why
    for name in _USUAL if not why else ():
        answer = client.request(urljoin(root, name), most=LARGEST)
        if answer.status == 200:
            return [urljoin(root, name)]
        if why := answer.why:
            break  # the other addresses would not be faster
    why = why or "neither robots.txt nor the usual addresses lead to one"
    problem = Problem(address, 0, 0, f"no sitemap of this site was found: {why}", "name the address or file of one")
    raise Problems([problem])
