"""What other programs call the settings of a site, and what editors can write here instead."""

from __future__ import annotations

from collections.abc import Mapping

from generator.reading.withholding.names import bare

_ADVICE: Mapping[str, str] = {
    "write it as `title`": "name sitename sitetitle blogtitle masthead newspaper",
    "write it as `base_url`": "url siteurl address domain host site homepage root link",
    "write it as `tagline`": "subtitle slogan motto sitesubtitle",
    "write it as `description`": "about summary metadescription sitedescription",
    "write it as `language`": "lang languagecode defaultcontentlanguage defaultlang defaultlanguage locale sitelang",
    "write it as `timezone`": "tz zone timezonename sitetimezone",
    "write it as `permalink`": "permalinks urlformat articleurl articlesaveas permalinkstructure",
    "write it as `per_page`": "paginate paginateby pagination pagersize pagesize postsperpage defaultpagination pager",
    "write it as `publisher`": "author authors siteauthor owner company organization organisation",
    "write it as `copyright`": "license licence rights footer footertext",
    "write it as `sections`": "categories category channels desks",
    "write the fields of your own as `fields`": "customfields extrafields",
    "write each entry of the menu below a line `[[menu]]`": (
        "menus nav navigation navbar links sidebar footerlinks mainmenu menuitems headerpages"
    ),
    "the theme is in layouts/; a file there replaces the built-in one": (
        "themes layout layouts templates themedir themesdir stylesheet css colors colours"
    ),
    "values of your own go below a line `[extra]`; layouts read them as `site.extra`": (
        "params data social twitter facebook instagram mastodon logo email contact"
        " googlesiteverification disqus disqusshortname comments"
    ),
    "name a script that counts readers without cookies below a line `[scripts]`, as `src`": (
        "analytics googleanalytics plausible umami goatcounter matomo fathom simpleanalytics tracking counter"
    ),
    "set it on the command line: --output, --content": "output outputdir publishdir destination dest contentdir input",
    "drafts are built with --drafts": "builddrafts showdrafts drafts future buildfuture buildexpired",
    "Broadsheet has no plugins": "plugins plugin gems modules markup markdown kramdown extensions highlighter",
    "write it under `[feeds]`": "feed rss atom feedall generatefeed generatefeeds rsslimit feedlimit",
    "write it under `[robots]`": "enablerobotstxt robotstxt crawlers",
}
"""What to do about settings of other programs, with their names in the form that ``bare`` returns."""

_ADVICE_BY_NAME = {name: advice for advice, names in _ADVICE.items() for name in names.split()}


def advice_on_setting(name: str) -> str:
    """Return what to do about a setting of another program; empty for a name that no program uses."""
    return _ADVICE_BY_NAME.get(bare(name), "")
