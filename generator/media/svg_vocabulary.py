"""Allow-lists for SVG drawings: the elements, attributes and functions of SVG and CSS that can only draw.

The names come from SVG 2, Filter Effects 1, SVG Animations 2 and WAI-ARIA. Anything not listed is not published.
"""

from __future__ import annotations

SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS = _words(
    """
    svg g defs symbol use switch title desc style a view
    path rect circle ellipse line polyline polygon image
    text tspan textPath
    marker pattern mask clipPath linearGradient radialGradient stop
    filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
    feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage
    feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    animate animateMotion animateTransform mpath set
    """
)
"""Elements in the SVG namespace that are published."""

SILENT = frozenset({"metadata"})
"""Elements in the SVG namespace that show nothing; they are left out silently."""

PRESENTATION = _words(
    """
    alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters
    color-rendering cursor direction display dominant-baseline fill fill-opacity fill-rule filter flood-color
    flood-opacity font-family font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style
    font-variant font-variation-settings font-weight glyph-orientation-horizontal glyph-orientation-vertical
    image-rendering isolation letter-spacing lighting-color line-height marker marker-end marker-mid marker-start mask
    mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering stop-color stop-opacity stroke
    stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width
    text-anchor text-align text-decoration text-rendering text-transform transform transform-box transform-origin
    unicode-bidi vector-effect visibility white-space word-spacing writing-mode
    """
)

GEOMETRY = _words(
    """
    amplitude azimuth baseFrequency bias clipPathUnits cx cy d diffuseConstant divisor dx dy edgeMode elevation exponent
    filterUnits fr fx fy gradientTransform gradientUnits height in in2 intercept k1 k2 k3 k4 kernelMatrix
    kernelUnitLength lengthAdjust limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits
    method mode numOctaves offset operator order orient pathLength patternContentUnits patternTransform patternUnits
    points pointsAtX pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY result
    rotate rx ry scale seed slope spacing specularConstant specularExponent spreadMethod startOffset stdDeviation
    stitchTiles surfaceScale tableValues targetX targetY textLength viewBox width x x1 x2 xChannelSelector y y1 y2
    yChannelSelector z
    """
)

ANIMATED = PRESENTATION | GEOMETRY
"""Attributes that an animation may change: none of them takes a URL or runs anything."""

_TIMING = _words(
    """
    accumulate additive attributeType begin by calcMode dur end fill from keyPoints keySplines keyTimes max min origin
    path repeatCount repeatDur restart to values
    """
)

_OTHER = _words(
    """
    attributeName baseProfile class clip enable-background id lang media requiredExtensions requiredFeatures role style
    systemLanguage tabindex type version zoomAndPan
    """
)

ATTRIBUTES = ANIMATED | _TIMING | _OTHER
"""Attributes that are published, besides ``aria-*``, ``xml:space``, ``xml:lang``, ``href``, and the ``data-*`` that
styles select.
"""

WORDS = frozenset({"id", "class", "lang", "media", "role", "systemLanguage"})
"""Attributes whose values are plain text, in which brackets have no meaning."""

FUNCTIONS = _words(
    """
    rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark device-cmyk
    calc min max clamp round mod rem abs sign sin cos tan sqrt pow exp log hypot var env
    matrix matrix3d perspective rotate rotatex rotatey rotatez rotate3d scale scalex scaley scalez scale3d
    skew skewx skewy translate translatex translatey translatez translate3d
    blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia
    circle ellipse inset path polygon rect xywh cubic-bezier steps linear
    linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient
    not is where has lang dir nth-child nth-last-child nth-of-type nth-last-of-type
    """
)
"""CSS functions that load nothing."""

AT_RULES = frozenset({"media", "supports", "keyframes", "-webkit-keyframes", "layer", "container", "charset"})
"""CSS at-rules that load nothing."""
