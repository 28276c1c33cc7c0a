"""Checks the settings about other sites: ``[embeds]``, ``[scripts]``, ``[newsletter]`` and ``[support]``.

Their addresses go into the Content Security Policy of pages, so they are checked strictly: https, a host of letters,
digits and dots, and no character that ends a directive there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from generator.model.third_parties import origin_of
from generator.model.url_argument import has_possible_port
from generator.reading.embeds.recognise import known_host

Wrong = tuple[str, str] | None
Found = Iterator[tuple[str, str, str]]
"""The name of a setting that does not go together with others in its table, the message, and the fix."""

_HOST = r"[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_ADDRESS = re.compile(rf"https://{_HOST}(?::\d{{1,5}})?(?:/[^\s\"'<>\\]*|\?[^\s\"'<>\\]*)?")
_TRACKERS = ("googletagmanager.com", "google-analytics.com", "connect.facebook.net", "static.hotjar.com")
"""Sites whose scripts load more scripts, which the policy of pages forbids, and recognise readers by cookies."""


def _host(value: str) -> Wrong:
    named = re.sub(r"(?i)\A(?:https?:)?//|[/?#:].*\Z", "", value).lower()
    if not re.fullmatch(_HOST, value):
        fix = f'write "{named}"' if re.fullmatch(_HOST, named) else 'write it as in "maps.example", each one by itself'
        return f"`{value}` is not the name of a host", fix
    if known_host(value):
        return f"`{value}` need not be allowed: stories can already embed its content", "remove it"
    return None


def _address(name: str, example: str) -> Callable[[str], Wrong]:
    def check(value: str) -> Wrong:
        if value.lower().startswith("http:"):
            return f"`{value}` is not a secure address", f"write it with https: `{name} = {example}`"
        if not _ADDRESS.fullmatch(value) or not has_possible_port(value):
            return f"`{value}` is not an address that can be used here", f"write it in full: `{name} = {example}`"
        return None

    return check


def _script(value: str) -> Wrong:
    if wrong := _address("src", EXAMPLES["scripts.src"])(value):
        return wrong
    if re.search(r"[;,]", value.partition("?")[0]):
        return f"`{value}` has a `;` or `,`, which means something else in the policy of pages", "use another address"
    host = origin_of(value).removeprefix("https://")
    if any(host == each or host.endswith(f".{each}") for each in _TRACKERS):
        message = f"the script of {host} loads others, which pages do not allow, and recognises readers by cookies"
        return message, "use one that counts visits without cookies and without further scripts"
    return None


def _digest(value: str) -> Wrong:
    if not re.fullmatch(r"sha(?:256-[A-Za-z0-9+/]{43}=|384-[A-Za-z0-9+/]{64}|512-[A-Za-z0-9+/]{86}==)", value):
        message = f"`{value}` is not the digest of a script (Subresource Integrity)"
        fix = "write the one that its maker gives: `sha384-` and 64 characters; leave it out if the script may change"
        return message, fix
    return None


def _page(value: str) -> Wrong:
    if re.fullmatch(r"/(?:[^\s/\\\"'<>][^\s\\\"'<>]*)?", value):
        return None
    return _address("url", '"https://give.example/courier"')(value)


def _field(value: str) -> Wrong:
    if not re.fullmatch(r"[\w.:\[\]-]{1,60}", value):
        return f"`{value}` cannot be the name of a field", 'write it as in your provider\'s form: "email"'
    return None


CHECKS: Mapping[str, Callable[[str], Wrong]] = {
    "embeds.hosts": _host,
    "scripts.src": _script,
    "scripts.integrity": _digest,
    "scripts.connect": _address("connect", '["https://stats.example/"]'),
    "newsletter.action": _address("action", '"https://letters.example/subscribe"'),
    "newsletter.field": _field,
    "newsletter.redirects": _address("redirects", '["https://thanks.example/"]'),
    "support.url": _page,
    "support.action": _address("action", '"https://give.example/donate"'),
    "support.redirects": _address("redirects", '["https://thanks.example/"]'),
}
"""The check for each value, by ``TABLE.NAME`` of its setting."""

EXAMPLES: Mapping[str, str] = {
    "embeds.hosts": '["maps.example"]',
    "scripts.src": '["https://stats.example/script.js"]',
    "scripts.integrity": '["sha384-…"]',
    "scripts.data": '{ domain = "courier.example" }',
    "scripts.connect": '["https://stats.example/"]',
    "newsletter.action": '"https://letters.example/subscribe"',
    "newsletter.hidden": '{ list = "weekly" }',
    "newsletter.redirects": '["https://thanks.example/"]',
    "support.hidden": '{ campaign = "winter" }',
    "support.redirects": '["https://thanks.example/"]',
}
"""Example values, by ``TABLE.NAME`` of their settings."""


def wrong_together(table: str, values: Mapping[str, object]) -> Found:
    """Yield the faults in a table whose values are valid one by one, but not together."""
    if table == "support":
        yield from _support(bool(values.get("url")), bool(values.get("action")), bool(values.get("hidden")))
    if table == "scripts":
        src, digests = values.get("src") or (), values.get("integrity") or ()
        assert isinstance(src, tuple) and isinstance(digests, tuple)  # as they are read
        if not src:
            yield "src", "[scripts] names no script", f"write `src = {EXAMPLES['scripts.src']}`, or remove the table"
        elif digests and len(digests) != len(src):
            message = f"`integrity` has {len(digests)} digests, but `src` has {len(src)} scripts"
            yield "integrity", message, "give one for each script, in the same order, or none"
        data = values.get("data")
        for name in data if isinstance(data, dict) else ():
            if not re.fullmatch(r"[a-z][a-z0-9-]*", name):
                fix = "write it in lower case with hyphens: `website-id` becomes `data-website-id`"
                yield "data", f"`{name}` cannot be the name of an attribute", fix


def _support(url: bool, action: bool, hidden: bool) -> Found:
    if url == action:
        link, form = 'url = "https://give.example/courier"', 'action = "https://give.example/donate"'
        fix = f"write `{link}` for a link, or `{form}` for a form"
        what = "both a `url` and an `action`" if url else "neither a `url` nor an `action`"
        yield "support" if not url else "url", f"[support] has {what}", fix
    elif hidden and not action:
        yield "hidden", "`hidden` has no effect without a form", "remove it, or write `action` instead of `url`"
