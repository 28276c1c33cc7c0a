"""Broken links to other sites. This check runs only with --external, because it sends requests to those sites.

It requests one page at a time from each site, waits a second between requests, and identifies itself. A link that works
is not checked again for a week. A page that refuses requests from programs does not count as broken. Addresses that
only your own network can reach are not requested, but reported, since readers cannot reach them.
"""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from html import unescape
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import msgspec

from generator import __version__
from generator.editorial.checks import CheckedSite
from generator.model.picture import Picture
from generator.model.problems import Problem
from generator.pipeline import state_folder
from generator.system import nofollow, public_hosts
from generator.system.http_client import HttpClient, Response

_LINK = re.compile(r'<a href="(https?://[^"]+)"')
_GONE = {404, 410}
_WEEK = 7 * 86_400  # seconds
_PAUSE = 1.0  # seconds between two requests to one site
_REFUSES_HEAD = {403, 405, 501}
_PATIENCE = 15.0  # seconds to wait for an answer
_AT_ONCE = 8  # sites requested at the same time
_FILE = "external.json"


def found(site: CheckedSite) -> Iterator[Problem]:
    """Report broken links, each at its line."""
    if not site.external:
        return
    uses: dict[str, list[str]] = defaultdict(list)
    for each in site.manuscripts:
        for address in dict.fromkeys(_LINK.findall(each.body + _captions(each.picture))):
            if unescape(address).startswith(site.request.settings.base_url):  # see the check own-addresses
                continue
            uses[urldefrag(unescape(address))[0]].append(each.path)
    for address, wrong in _results(site.request.site, list(uses)).items():
        for path in uses[address] if wrong else ():
            number = next((at for at, line in enumerate(site.lines(path), 1) if address in line), 0)
            fix = "correct the address, or link to a copy in an archive"
            yield Problem(path, number, 0, f"{address} {wrong}", fix, level="warning")


def _captions(picture: Picture | None) -> str:
    return f"{picture.caption_html}{picture.credit_html}" if picture else ""


def _results(site: Path, addresses: list[str]) -> dict[str, str]:
    """Return a description of what is wrong with each address; an empty string if it works."""
    good = _known(site)
    now = time.time()
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        if now - good.get(address, 0) > _WEEK:
            hosts[_host(address)].append(address)
    answers: dict[str, str] = dict.fromkeys(addresses, "")
    agent = f"broadsheet/{__version__} (checks links)"
    with (
        HttpClient(agent, 1, _PATIENCE, public_hosts.is_public, public_hosts.addresses) as client,
        ThreadPoolExecutor(_AT_ONCE) as pool,
    ):
        for found_here in pool.map(partial(_ask, client), hosts.values()):
            answers |= found_here
    good |= {address: now for asked in hosts.values() for address in asked if not answers[address]}
    state_folder.write(site, _FILE, json.dumps(good).encode())
    return answers


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:  # such as `http://[::1/`
        return ""


def _known(site: Path) -> dict[str, float]:
    """Return the time at which each address last worked."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        return msgspec.json.decode(nofollow.read(site / ".broadsheet" / _FILE), type=dict[str, float])
    return {}


def _ask(client: HttpClient, addresses: list[str]) -> dict[str, str]:
    """Request each of these addresses, all on one site."""
    found_here = {}
    for number, address in enumerate(addresses):
        if number:
            time.sleep(_PAUSE)
        found_here[address] = _wrong(_answer(client, address))
    return found_here


def _answer(client: HttpClient, address: str) -> Response:
    """Return a site's response, without the page itself if the site supports HEAD requests."""
    answer = client.request(address, "HEAD")
    return client.request(address) if answer.status in _REFUSES_HEAD else answer


def _wrong(answer: Response) -> str:
    if answer.why:
        return f"cannot be reached: {answer.why}"
    return f"does not exist: the site responds with {answer.status}" if answer.status in _GONE else ""
