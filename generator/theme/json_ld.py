"""Structured data: the facts on a page for machines, as schema.org types in JSON-LD.

It follows Google's rules for articles (recommended: headline, image, both dates with their offset, authors by name and
address) and schema.org's definitions of NewsArticle, BreadcrumbList, CollectionPage and WebSite. Each function returns
one node of the page's graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.corrections import Correction
from generator.model.embed import EmbeddedVideo
from generator.model.frame import Site, absolute
from generator.model.page import Head, Listing
from generator.model.person import Person
from generator.model.recording import Recording
from generator.model.series import SeriesPart
from generator.model.story import Card, Link, Related, Story, Term, Translation
from generator.theme.disclosed_data import disclosed

Node = dict[str, object]


def without_unknown(node: Mapping[str, object]) -> Node:
    """Return a node without unknown values: empty strings, empty lists and ``None``."""
    return {name: value for name, value in node.items() if value not in ("", None, [])}


def news_article(
    site: Site, head: Head, story: Story, related: Iterable[Related] = (), people: Iterable[Person] = ()
) -> Node:
    """Return a NewsArticle with every fact that the story has, and what is known about the ``people`` who wrote it.

    The agency is the ``sourceOrganization`` ("the Organization on whose behalf the creator was working") and is named
    in ``creditText``; it is also the author if no person is. ``mentions`` are the related stories: by address if the
    site has them, and only by headline if an editor or agency named one that the site does not have yet.
    """
    agency = _agency(story)
    known = {each.url: person(site, each) for each in people}
    authors = [known.get(each.url) or _person(site, each) for each in story.bylines]
    own = next((each for each in story.translations if each.url == story.url), None)
    others = [each for each in story.translations if each.url != story.url]
    node: Node = {
        "@type": _type(story),
        "@id": story.permalink + "#article",
        "mainEntityOfPage": head.canonical,
        "url": story.permalink,
        "headline": story.headline,
        "description": story.summary,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "inLanguage": story.language,
        "author": authors or ([agency] if agency else [_publisher(site)]),
        "publisher": _publisher(site),
        "articleSection": story.section.name if story.section else "",
        "keywords": [tag.name for tag in story.tags],
        "about": [_thing(site, term) for terms in story.taxonomies.values() for term in terms],
        "isPartOf": creative_work_series(site, story.series) if story.series else None,
        "position": story.series.number if story.series else None,
        "dateline": "" if story.sponsored else story.dateline,
        "image": _images(site, story),
        "video": [video_object(site, story, each) for each in story.recordings if each.kind == "video"]
        + [embedded_video(site, story, each) for each in story.embedded_videos],
        "audio": [audio_object(site, story, each) for each in story.recordings if each.kind == "audio"],
        "sourceOrganization": agency,
        "creditText": story.source.name if story.source else "",
        "correction": [_correction(each) for each in story.corrections],
        "license": story.licence.url if story.licence else "",
        "wordCount": story.words,
        "translationOfWork": next((_work(each) for each in others if each.original), None),
        "workTranslation": [_work(each) for each in others] if own and own.original else [],
        **disclosed(site, story),
        "mentions": [_mention(site, each) for each in related]
        + [{"@type": "NewsArticle", "headline": headline} for headline in story.related_headlines],
    }
    return without_unknown(node | _live(story))


def _live(story: Story) -> Node:
    """Return what makes a story a LiveBlogPosting: its entries, and when the coverage begins and ends.

    Google's rules require an entry with a headline, a time and a text; without one, the story stays an article.
    Sponsored stories keep the type for advertisers' content.
    """
    covered = story.coverage
    if not covered or not covered.updates or story.sponsored:
        return {}
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": covered.begins.isoformat(),
        "coverageEndTime": covered.ends.isoformat(),
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "@id": each.permalink,
                "url": each.permalink,
                "headline": each.headline,
                "datePublished": each.at.isoformat(),
                "articleBody": each.text or each.headline,
            }
            for each in covered.updates
        ],
    }


def video_object(site: Site, story: Story, video: Recording) -> Node:
    """Return a video in a story (Google, "Video": a name, a thumbnail and a date are required)."""
    picture = absolute(site, story.picture.src) if story.picture else site.logo
    words = next((absolute(site, url) for url, kind in video.transcripts if kind != "text/vtt"), "")
    tracks: list[Node] = [
        {"@type": "MediaObject", "contentUrl": absolute(site, url), "encodingFormat": kind}
        for url, kind in video.transcripts
        if kind == "text/vtt"
    ]
    node: Node = {
        "@type": "VideoObject",
        **_recorded(site, story, video),
        "thumbnailUrl": absolute(site, video.poster) if video.poster else picture,
        "width": video.width or None,
        "height": video.height or None,
        "caption": tracks[0] if tracks else None,
        "subjectOf": words,
    }
    return without_unknown(node)


def embedded_video(site: Site, story: Story, video: EmbeddedVideo) -> Node:
    """Return a video from another site that is embedded in a story, with its player (Google, "Video")."""
    return {
        "@type": "VideoObject",
        "name": video.title,
        "description": video.caption or story.summary or video.title,
        "thumbnailUrl": absolute(site, video.poster),
        "uploadDate": video.uploaded,
        "embedUrl": video.frame,
    }


def audio_object(site: Site, story: Story, audio: Recording) -> Node:
    """Return a recording of sound in a story."""
    words = next((absolute(site, url) for url, _ in audio.transcripts), "")
    return without_unknown({"@type": "AudioObject", **_recorded(site, story, audio), "subjectOf": words})


def _recorded(site: Site, story: Story, recording: Recording) -> Node:
    return {
        "name": recording.title,
        "description": recording.caption or story.summary or recording.title,
        "uploadDate": story.published.isoformat(),
        "duration": recording.duration,
        "contentUrl": absolute(site, recording.src),
        "contentSize": str(recording.size),
        "encodingFormat": recording.media_type,
        "inLanguage": story.language,
    }


def breadcrumb_list(site: Site, head: Head) -> Node:
    """Return the path from the front page to this page."""
    steps = [
        {"@type": "ListItem", "position": place, "name": crumb.name, "item": site.origin + crumb.url}
        for place, crumb in enumerate(head.crumbs, 1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def collection_page(site: Site, head: Head, listing: Listing) -> Node:
    """Return a listing, with its stories in order."""
    items = [
        {"@type": "ListItem", "position": place, "url": site.origin + card.url}
        for place, card in enumerate(listing.cards, 1)
    ]
    page = web_page(site, head, "CollectionPage")
    if listing.kind == "series":
        page["about"] = creative_work_series(site, Link(listing.name, head.crumbs[-1 - bool(listing.number)].url))
    return page | {"mainEntity": {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}}


def profile_page(site: Site, head: Head, about: Person) -> Node:
    """Return the page of somebody who writes for the site (Google, "Profile page")."""
    more = {"description": about.words, "alternateName": about.fediverse}
    return web_page(site, head, "ProfilePage") | {"mainEntity": person(site, about) | without_unknown(more)}


def person(site: Site, about: Person) -> Node:
    """Return somebody who writes for the site, with what the newsroom says about them."""
    portrait = about.portrait
    square = next((crop.src for crop in portrait.crops if crop.width == crop.height), portrait.src) if portrait else ""
    node: Node = {
        "@type": "Person",
        "@id": f"{site.origin}{about.url}#person",
        "name": about.name,
        "url": site.origin + about.url,
        "jobTitle": about.role,
        "knowsAbout": about.beat,
        "image": absolute(site, square) if square else "",
        "email": about.email,
        "sameAs": [link.url for link in about.links],
    }
    return without_unknown(node)


def web_page(site: Site, head: Head, kind: str = "WebPage") -> Node:
    """Return a page that is neither a story nor a listing."""
    page: Node = {"@type": kind, "url": head.canonical, "name": head.title, "inLanguage": head.language}
    return page | ({"description": head.description} if head.description else {})


def web_site(site: Site) -> Node:
    """Return the site as a whole, for its front page."""
    about = {"description": site.description} if site.description else {}
    return {
        "@type": "WebSite",
        "@id": site.url + "#site",
        "url": site.url,
        "name": site.title,
        "inLanguage": site.language,
        "publisher": _publisher(site),
        **about,
        **_search(site),
    }


def _search(site: Site) -> Node:
    """Return how to search the site, if it has a search (Google's "Sitelinks search box")."""
    if not site.search:
        return {}
    template = site.search.replace("{query}", "{search_term_string}")
    target = {"@type": "EntryPoint", "urlTemplate": template}
    action = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return {"potentialAction": action}


def web_manifest(site: Site, short_title: str, icons: Iterable[tuple[str, int, str]]) -> Node:
    """Return the site as an app (W3C, Web Application Manifest). ``icons`` are addresses, pixel sizes and purposes."""
    node: Node = {
        "id": site.home,
        "name": site.title,
        "short_name": short_title,
        "description": site.description,
        "lang": site.language,
        "dir": site.direction,
        "start_url": site.home,
        "scope": site.home,
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [
            {"src": url, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for url, size, purpose in icons
            if purpose in ("any", "maskable")
        ],
    }
    return without_unknown(node)


def _publisher(site: Site) -> Node:
    """Return the site's publisher, with its logo and the addresses of its policies."""
    logo = {"@type": "ImageObject", "url": site.logo, "width": 512, "height": 512} if site.logo else None
    policies: dict[str, list[str]] = {}
    for policy in site.policies:
        policies.setdefault(POLICIES[policy.name], []).append(policy.url)
    node: Node = {
        "@type": "NewsMediaOrganization",
        "@id": site.url + "#publisher",
        "name": site.publisher,
        "url": site.url,
        "logo": logo,
        **{name: urls[0] if len(urls) == 1 else urls for name, urls in policies.items()},
    }
    return without_unknown(node)


POLICIES = {
    "principles": "publishingPrinciples",
    "corrections": "correctionsPolicy",
    "ethics": "ethicsPolicy",
    "verification": "verificationFactCheckingPolicy",
    "unnamed_sources": "unnamedSourcesPolicy",
    "ownership": "ownershipFundingInfo",
    "masthead": "masthead",
    "feedback": "actionableFeedbackPolicy",
    "diversity": "diversityPolicy",
    "ai": "publishingPrinciples",
}
"""The property of schema.org's NewsMediaOrganization for each of Broadsheet's settings. It has no property for the use
of AI, which belongs to the principles.
"""

_TYPES = {
    "": "NewsArticle",
    "reportage": "ReportageNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "background": "BackgroundNewsArticle",
    "opinion": "OpinionNewsArticle",
    "review": "NewsArticle",
}
"""schema.org's type for each genre. A ReviewNewsArticle is also a Review, which needs an ``itemReviewed`` (Google's
"Review snippet"); the genre alone does not say what is reviewed.
"""


def _type(story: Card) -> str:
    if story.sponsored:
        return "AdvertiserContentArticle"
    return "ReviewNewsArticle" if isinstance(story, Story) and story.review else _TYPES[story.genre]


def _person(site: Site, byline: Term) -> Node:
    return {"@type": "Person", "name": byline.name, "url": site.origin + byline.url}


def _thing(site: Site, term: Term) -> Node:
    return {"@type": "Thing", "name": term.name, "url": site.origin + term.url}


def creative_work_series(site: Site, series: SeriesPart | Link) -> Node:
    """Return a series, by its name and the address of its page."""
    url = site.origin + series.url
    return {"@type": "CreativeWorkSeries", "@id": f"{url}#series", "name": series.name, "url": url}


def _agency(story: Story) -> Node | None:
    if not story.source:
        return None
    address = {"url": story.source_url} if story.source_url else {}
    return {"@type": "NewsMediaOrganization", "name": story.source.name, **address}


def _correction(correction: Correction) -> Node:
    return {"@type": "CorrectionComment", "text": correction.text, "datePublished": correction.at.isoformat()}


def _images(site: Site, story: Story) -> list[Node]:
    """Return the story's picture in the shapes that search engines want, 16:9 first; uncropped if it has no crops.

    A picture with a credit has a ``contentUrl``, which Google's "Image metadata" requires.
    """
    picture = story.picture
    if not picture:
        return []
    cuts = [(crop.src, crop.width, crop.height) for crop in picture.crops]
    return [
        without_unknown(
            {
                "@type": "ImageObject",
                "url": absolute(site, src),
                "contentUrl": absolute(site, src) if picture.credit else "",
                "width": width or None,
                "height": height or None,
                "caption": picture.caption or picture.alt,
                "creditText": picture.credit,
            }
        )
        for src, width, height in cuts or [(picture.src, picture.width, picture.height)]
    ]


def _work(translation: Translation) -> Node:
    """Return a translation or an original, by its ``@id``, for ``workTranslation`` and ``translationOfWork``."""
    return {"@type": "NewsArticle", "@id": translation.permalink + "#article", "inLanguage": translation.language}


def _mention(site: Site, related: Related) -> Node:
    kind = "AdvertiserContentArticle" if related.card.sponsored else "NewsArticle"
    return {"@type": kind, "headline": related.card.headline, "url": site.origin + related.card.url}
