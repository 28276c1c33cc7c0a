"""Links to other sites that lead nowhere. Only looked at with --external, since it asks these sites.

Each site is asked for one page at a time, with a second between two, and told who asks. What answered well is not asked
again for a week. A site that refuses programs is not said to be gone.
"""

from __future__ import annotations

import contextlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urldefrag, urlsplit
from urllib.request import Request, urlopen

import msgspec

from generator import __version__
from generator.editorial.checks import CheckedSite
from generator.model.problems import Problem
from generator.pipeline import state_folder
from generator.system import nofollow

_LINK = re.compile(r'<a href="(https?://[^"]+)"')
_GONE = {404, 410}
_WEEK = 7 * 86_400  # seconds
_PAUSE = 1.0  # seconds between two questions to one site
_PATIENCE = 15  # seconds
_AT_ONCE = 8  # sites
_FILE = "external.json"


def found(site: CheckedSite) -> Iterator[Problem]:
    """Links that lead nowhere, each at its line."""
    if not site.external:
        return
    uses: dict[str, list[str]] = defaultdict(list)
    for each in site.manuscripts:
        for address in dict.fromkeys(_LINK.findall(each.body)):
            uses[urldefrag(unescape(address))[0]].append(each.path)
    for address, wrong in _asked(site.request.site, list(uses)).items():
        for path in uses[address] if wrong else ():
            number = next((at for at, line in enumerate(site.lines(path), 1) if address in line), 0)
            fix = "correct the address, or link to a copy in an archive"
            yield Problem(path, number, 0, f"{address} {wrong}", fix, level="warning")


def _asked(site: Path, addresses: list[str]) -> dict[str, str]:
    """What is wrong with each address, in words; nothing where it answers."""
    good = _known(site)
    now = time.time()
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        if now - good.get(address, 0) > _WEEK:
            hosts[urlsplit(address).netloc].append(address)
    answers: dict[str, str] = dict.fromkeys(addresses, "")
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for told in pool.map(_ask, hosts.values()):
            answers |= told
    good |= {address: now for asked in hosts.values() for address in asked if not answers[address]}
    state_folder.write(site, _FILE, json.dumps(good).encode())
    return answers


def _known(site: Path) -> dict[str, float]:
    """When each address last answered well."""
    with contextlib.suppress(OSError, ValueError, RecursionError):
        return msgspec.json.decode(nofollow.read(site / ".broadsheet" / _FILE), type=dict[str, float])
    return {}


def _ask(addresses: list[str]) -> dict[str, str]:
    """Ask one site for each of these."""
    told = {}
    for number, address in enumerate(addresses):
        if number:
            time.sleep(_PAUSE)
        told[address] = _wrong(address)
    return told


def _wrong(address: str) -> str:
    request = Request(address, headers={"User-Agent": f"broadsheet/{__version__} (checks links)"})  # noqa: S310
    try:
        urlopen(request, timeout=_PATIENCE).close()  # noqa: S310  # the scheme is http or https
    except HTTPError as error:
        error.close()
        return f"leads nowhere: the site answers {error.code}" if error.code in _GONE else ""
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        return f"cannot be reached: {getattr(reason, 'strerror', None) or reason}"
    return ""
