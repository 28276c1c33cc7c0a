"""Charts, documents and maps: Datawrapper, Flourish, DocumentCloud and OpenStreetMap."""

from __future__ import annotations

import math

from generator.model.embed import SCRIPTED, Embed
from generator.reading.embeds.parts import EmbedFault, EmbedUrl, Provider, for_editors, matches

_SAVES = f"{SCRIPTED} allow-downloads"


def _datawrapper(parts: EmbedUrl) -> Embed | EmbedFault | None:
    if parts.host == "app.datawrapper.de":
        edited = matches(r"/(?:archive/)?(?:chart|map|table|edit)/([A-Za-z0-9]{5})(?:/.*)?", parts.path)
        return for_editors("Datawrapper", f"https://datawrapper.dwcdn.net/{edited[1]}/") if edited else None
    before = "" if parts.host == "datawrapper.dwcdn.net" else "/_"
    found = matches(rf"{before}/(?P<id>[A-Za-z0-9]{{5}})(?P<version>/\d{{1,4}})?(?:/index\.html)?", parts.path)
    if not found:
        return None
    address = f"https://datawrapper.dwcdn.net/{found['id']}{found['version'] or ''}/"
    return Embed("Datawrapper", "chart", address, address, _SAVES, height=420, fits=True)


def _flourish(parts: EmbedUrl) -> Embed | EmbedFault | None:
    found = matches(r"/(?P<path>(?:visualisation|story)/\d{1,12})(?P<more>/(?:embed|edit|preview))?", parts.path)
    if not found:
        return None
    public = f"https://public.flourish.studio/{found['path']}/"
    if parts.host == "app.flourish.studio":
        return for_editors("Flourish", public)
    return Embed(
        "Flourish",
        "chart",
        public,
        f"https://flo.uri.sh/{found['path']}/embed?auto=1",
        f"{_SAVES} allow-forms",
        height=575,
        fits=True,
    )


def _documentcloud(parts: EmbedUrl) -> Embed | EmbedFault | None:
    found = matches(
        r"/documents/(?P<id>\d{1,12}(?:-[\w.-]{1,200}?)?)(?:\.html)?(?:/pages/(?P<page>\d{1,5}))?", parts.path
    )
    if not found:
        return None
    at = matches(r"document/p(\d{1,5})(?:/.*)?", parts.part)
    page = found["page"] or (at[1] if at else "")
    part = f"#document/p{page}" if page else ""
    return Embed(
        "DocumentCloud",
        "document",
        f"https://www.documentcloud.org/documents/{found['id']}/{part}",
        f"https://embed.documentcloud.org/documents/{found['id']}/?embed=1{part}",
        f"{_SAVES} allow-forms",
        "fullscreen",
        ratio="4:5",
    )


def _openstreetmap(parts: EmbedUrl) -> Embed | EmbedFault | None:
    if parts.path == "/export/embed.html":
        return _exported(parts)
    found = matches(rf"map=(?P<zoom>\d{{1,2}})/({_DEGREES})/({_DEGREES})(?:&.*)?", parts.part)
    if not found or int(found["zoom"]) > _CLOSEST:
        return None
    marked = tuple(parts.query.get(name, "") for name in ("mlat", "mlon"))
    marker = ",".join(marked) if all(matches(_DEGREES, each) for each in marked) else ""
    box = _box(int(found["zoom"]), float(found[2]), float(found[3]))
    return _map(_page(f"map={found['zoom']}/{found[2]}/{found[3]}", marker), box, marker)


_DEGREES = r"-?\d{1,3}(?:\.\d{1,8})?"
_CLOSEST = 20
_WIDE, _HIGH = 640, 480
"""The usual size of a map in pixels. Its frame has this ratio, and about this size on most screens."""


def _box(zoom: int, latitude: float, longitude: float) -> str:
    """Return the edges of the map around a point, in degrees: west, south, east, north (Mercator, 256-pixel tiles)."""
    each = 360 / (256 * 2**zoom)  # degrees of longitude in a pixel
    across, up = each * _WIDE / 2, each * _HIGH / 2 * max(math.cos(math.radians(latitude)), 0.01)
    corners = (longitude - across, latitude - up, longitude + across, latitude + up)
    return ",".join(f"{corner:.5f}" for corner in corners)


def _exported(parts: EmbedUrl) -> Embed | None:
    """Read the address of a map in OpenStreetMap's own embed code."""
    box, marker = parts.query.get("bbox", ""), parts.query.get("marker", "")
    if not matches(",".join([_LONG] * 4), box) or (marker and not matches(f"{_LONG},{_LONG}", marker)):
        return None
    west, south, east, north = (float(each) for each in box.split(","))
    zoom = max(0, min(_CLOSEST, round(math.log2(360 * _WIDE / 256 / max(east - west, 0.0001)))))
    return _map(_page(f"map={zoom}/{(south + north) / 2:.5f}/{(west + east) / 2:.5f}", marker), box, marker)


_LONG = r"-?\d{1,3}(?:\.\d{1,20})?"


def _page(view: str, marker: str) -> str:
    """Return the address of a map on OpenStreetMap, with its marker."""
    latitude, _, longitude = marker.partition(",")
    return f"https://www.openstreetmap.org/{f'?mlat={latitude}&mlon={longitude}' if marker else ''}#{view}"


def _map(url: str, box: str, marker: str) -> Embed:
    query = f"bbox={box}&layer=mapnik{f'&marker={marker}' if marker else ''}".replace(",", "%2C")
    frame = f"https://www.openstreetmap.org/export/embed.html?{query}"
    return Embed("OpenStreetMap", "map", url, frame, referrer="strict-origin-when-cross-origin", ratio="4:3")


PROVIDERS = (
    Provider(
        "Datawrapper",
        ("datawrapper.dwcdn.net", "www.datawrapper.de", "datawrapper.de", "app.datawrapper.de"),
        ("datawrapper.dwcdn.net",),
        "https://datawrapper.dwcdn.net/aBcDe/1/",
        _datawrapper,
    ),
    Provider(
        "Flourish",
        ("public.flourish.studio", "flo.uri.sh", "app.flourish.studio"),
        ("flo.uri.sh",),
        "https://public.flourish.studio/visualisation/123456/",
        _flourish,
    ),
    Provider(
        "DocumentCloud",
        ("www.documentcloud.org", "documentcloud.org", "embed.documentcloud.org"),
        ("embed.documentcloud.org",),
        "https://www.documentcloud.org/documents/123456-title",
        _documentcloud,
    ),
    Provider(
        "OpenStreetMap",
        ("www.openstreetmap.org", "openstreetmap.org"),
        ("www.openstreetmap.org",),
        "https://www.openstreetmap.org/#map=15/57.1497/-2.0943",
        _openstreetmap,
    ),
)
