"""Addresses of the old site: decides which addresses belong to it, and normalises them for comparison."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import msgspec

_IDS = ("p", "page_id", "attachment_id", "post", "postid", "id")
"""The parameters with which programs identify a page: WordPress's ``/?p=41``."""


class OldSite(msgspec.Struct, frozen=True):
    """The old site: the hosts of its addresses, and the base path of the new one, which aliases do not have."""

    hosts: frozenset[str] = frozenset()
    base_url: str = ""
    base_path: str = "/"

    @classmethod
    def at(cls, base_url: str, base_path: str, more: tuple[str, ...] = ()) -> OldSite:
        """Return the site at an address, with and without ``www.``; ``more`` are its other addresses."""
        names = {_host(each).removeprefix("www.") for each in (base_url, *more)} - {""}
        return cls(frozenset(names | {f"www.{name}" for name in names}), base_url, base_path)

    def key(self, address: str, at: str = "") -> str:
        """Return an address in the form for comparison: its decoded path without a slash at the end (``/2024/a``).

        Empty if it is on another site or not an address. ``at`` is the address of the page that contains it. An
        address that names a page by a number keeps its query: ``/?p=41``.
        """
        try:
            whole = urljoin(urljoin(self.base_url or "https://old.invalid/", at), address.strip())
            parts = urlsplit(whole)
            own = {*self.hosts, "old.invalid"}
            if parts.scheme not in ("http", "https") or (parts.hostname or "") not in own:
                return ""
        except ValueError:
            return ""
        path = unquote(parts.path).removesuffix("index.html").removesuffix("index.php").rstrip("/")
        base = self.base_path.rstrip("/")
        path = path.removeprefix(base) if base and f"{path}/".startswith(f"{base}/") else path
        query = next((f"?{name}={value}" for name, value in parse_qsl(parts.query) if name in _IDS), "")
        return f"{path or '/'}{query}" if query and not path.strip("/") else path or "/"

    def whole(self, address: str, at: str = "") -> str:
        """Return an address in full; empty if its site is not known. ``at`` is as in ``key``."""
        try:
            found = urljoin(urljoin(self.base_url, at), address.strip())
        except ValueError:
            return ""
        return found if found.startswith(("https://", "http://")) else ""

    def path_of(self, address: str) -> str:
        """Return the path of an absolute address on the old site; empty for any other address."""
        return urlsplit(address).path if "//" in address and self.key(address) else ""


def _host(address: str) -> str:
    try:
        return urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
