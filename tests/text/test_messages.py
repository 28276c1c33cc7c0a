"""The paper's own words: what a catalogue is, and that ours are whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from newsroom import Newsroom, story

from generator.model.output import Layout
from generator.model.story import Reason
from generator.model.typography import USUAL
from generator.site.related.reasons import reason_text
from generator.text.catalogs import catalogue_of
from generator.text.locales import locale_of
from generator.text.messages import ENGLISH, Words, problems_of, untranslated, words_of

ROOT = Path(__file__).parent.parent.parent
OURS = sorted((ROOT / "layouts" / "languages").glob("*.po"))
METHODS = [("**.py", "python"), ("**.html", "jinja2")]
OPTIONS = {"**.html": {"extensions": "jinja2.ext.do"}}


def _catalogue(name: str, text: str, folder: str = "layouts/") -> Layout:
    return Layout(f"languages/{name}.po", f"{folder}languages/{name}.po", text)


BUILT_IN = [_catalogue(each.stem, each.read_text(encoding="utf-8"), "theme/layouts/") for each in OURS]
GERMAN = _catalogue("de", 'msgid "Latest"\nmsgstr "Neues"\n\nmsgid "Archive"\nmsgstr "Archiv"\n', "theme/layouts/")
SWISS = _catalogue("de-CH", 'msgid "Latest"\nmsgstr "Das Neuste"\n')
OWN = _catalogue("de", 'msgid "Archive"\nmsgstr "Zeitungsarchiv"\n')


def test_a_catalogue_has_the_words_of_its_language() -> None:
    assert words_of([GERMAN], "de").gettext("Latest") == "Neues"
    assert words_of([GERMAN], "fr").gettext("Latest") == "Latest"


def test_a_language_of_a_country_falls_back_to_the_language_and_that_to_english() -> None:
    words = words_of([SWISS, GERMAN], "de-CH")
    assert [words.gettext(each) for each in ("Latest", "Archive", "Topics")] == ["Das Neuste", "Archiv", "Topics"]


def test_a_sites_own_catalogue_overrides_ours_message_by_message() -> None:
    words = words_of([GERMAN, OWN], "de")
    assert [words.gettext(each) for each in ("Latest", "Archive")] == ["Neues", "Zeitungsarchiv"]


def test_other_words_have_another_digest() -> None:
    assert len({words_of(each, "de").digest for each in ([GERMAN], [OWN], [GERMAN, OWN], [])}) == 4


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("ar", 0, "لا أخبار"),
        ("ar", 1, "خبر واحد"),
        ("ar", 2, "خبران"),
        ("ar", 7, "7 أخبار"),
        ("ar", 11, "11 خبرًا"),
        ("ar", 99, "99 خبرًا"),
        ("ar", 100, "100 خبر"),
        ("de", 0, "0 Artikel"),
        ("de", 1, "1 Artikel"),
        ("es", 0, "0 artículos"),
        ("es", 1, "1 artículo"),
        ("es", 21, "21 artículos"),
        ("es", 1_000_000, "1000000 de artículos"),
        ("fr", 0, "0\N{NO-BREAK SPACE}article"),
        ("fr", 1, "1\N{NO-BREAK SPACE}article"),
        ("fr", 2, "2\N{NO-BREAK SPACE}articles"),
        ("fr", 2_000_000, "2000000\N{NO-BREAK SPACE}d’articles"),
    ],
)
def test_each_language_counts_in_its_own_way(language: str, number: int, said: str) -> None:
    words = words_of(BUILT_IN, language)
    assert words.ngettext("%(num)s story", "%(num)s stories", number) == said


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_numbers_that_the_cldr_counts_alike_have_the_same_form(path: Path) -> None:
    rule = catalogue_of(_catalogue(path.stem, path.read_text(encoding="utf-8"))).plurals.rule
    forms = {(locale_of(path.stem).plural_form(each), rule(each)) for each in (*range(1_000), 10**6, 3 * 10**6)}
    assert len(forms) == len({category for category, _ in forms})


def test_french_keeps_its_signs_on_the_line_of_their_word() -> None:
    _check_signs("fr", r"(?<![\N{NO-BREAK SPACE}])[:;!?»]|«(?!\N{NO-BREAK SPACE})")


@pytest.mark.parametrize("language", ["de", "es", "fr"])
def test_quotation_marks_and_apostrophes_are_those_of_the_language(language: str) -> None:
    outer = USUAL[language][:2].strip()
    others = "".join(each for each in "“”„«»‹›‘‚" if each not in outer)
    _check_signs(language, rf"[\"'{others}]")


def _check_signs(language: str, wrong: str) -> None:
    """Check that no translation contains what the regular expression ``wrong`` finds."""
    for each in _messages(ROOT / f"layouts/languages/{language}.po"):
        for said in [each.string] if isinstance(each.string, str) else each.string:
            assert not re.search(wrong, said), said


def test_french_has_a_space_before_a_colon_on_pages_and_in_feeds() -> None:
    assert words_of(BUILT_IN, "fr").labelled("Le Phare", "Agenda") == "Le Phare\N{NO-BREAK SPACE}: Agenda"
    assert words_of(BUILT_IN, "de").labelled("Bote", "Termine") == "Bote: Termine"


@pytest.mark.parametrize(
    ("reason", "language", "said"),
    [
        (Reason("on", ("NATO", "Ukraine")), "en", "both on NATO and Ukraine"),
        (Reason("mention", ("silt", "boat", "quay")), "en", "both mention silt, boat and quay"),
        (Reason("section, week", ("Harbour",)), "en", "both in Harbour, the same week"),
        (Reason("on", ("Liman", "Feribot")), "tr", "ortak konu: Liman ve Feribot"),
        (Reason("on", ("Hafen", "Fähre")), "de", "beide zum Thema Hafen und Fähre"),
        (Reason("section, week", ("Port",)), "fr", "tous deux dans Port, la même semaine"),
        (Reason("mention", ("muelle", "isla")), "es", "ambos mencionan muelle e isla"),
        (Reason("on", ("الميناء", "العبّارة")), "ar", "كلاهما عن الميناء والعبّارة"),
    ],
)
def test_a_reason_is_in_the_language_of_the_site(reason: Reason, language: str, said: str) -> None:
    assert reason_text(reason, words_of(BUILT_IN, language)) == said


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        ('msgid "Latest"\nmsgstr Neues\n', 2, "not in gettext's PO format", 'msgstr "..."'),
        (
            'msgid "in %(site)s"\nmsgstr "in"\n',
            1,
            "the placeholder `%(site)s` is missing here",
            "where its value should appear",
        ),
        (
            'msgid "in %(site)s"\nmsgstr "in %(seite)s"\n',
            1,
            "`%(seite)s` is not a placeholder",
            "the placeholders are: %(site)s",
        ),
        ('msgid "Archive"\nmsgstr "100 %s"\n', 1, "`%s` is not a placeholder", "the placeholders are: none"),
    ],
)
def test_a_mistake_in_a_catalogue_is_a_problem_at_its_line(text: str, line: int, message: str, fix: str) -> None:
    (problem,) = problems_of([_catalogue("de", text)])
    assert (problem.path, problem.line) == ("layouts/languages/de.po", line)
    assert message in problem.message
    assert fix in problem.fix


def test_a_site_adds_a_language_by_one_file(newsroom: Newsroom) -> None:
    newsroom.write('-- site.toml --\ntitle = "Kurier"\nbase_url = "https://kurier.example/"\nlanguage = "de"\n')
    newsroom.write('-- layouts/languages/de.po --\nmsgid "Latest"\nmsgstr "Neues"\n')
    newsroom.write(story("a.md", "Ebbe", "2026-01-01"))
    newsroom.build()
    assert ">Neues</a>" in newsroom.page("")
    newsroom.write('-- layouts/languages/de.po --\nmsgid "Latest"\nmsgstr "Das Neueste"\n')
    newsroom.build()
    assert ">Das Neueste</a>" in newsroom.page("")
    newsroom.write("-- layouts/languages/de.po --\nmsgid Latest\n")
    assert [problem.path for problem in newsroom.problems()] == ["layouts/languages/de.po"]


def test_a_date_that_begins_a_line_begins_with_a_capital(newsroom: Newsroom) -> None:
    newsroom.write('-- site.toml --\ntitle = "Le Phare"\nbase_url = "https://phare.example/"\nlanguage = "fr"\n')
    for number in range(1, 9):
        newsroom.write(story(f"{number}.md", f"Bac {number}", f"2026-03-01T0{number}:00"))
    newsroom.build()
    assert ">Le 1er mars 2026 à\N{NO-BREAK SPACE}01:00</time>" in newsroom.page("")
    assert ">le 1er mars 2026 à\N{NO-BREAK SPACE}01:00</time>" in newsroom.page("2026/03/01/bac-1")


@cache
def _spoken() -> set[str | tuple[str, ...]]:
    """All that the theme and the program say to readers."""
    found: set[str | tuple[str, ...]] = set()
    for folder in ("generator", "layouts"):
        for _, _, message, _, _ in extract_from_dir(str(ROOT / folder), METHODS, OPTIONS):
            found.add(message)
    return found


def _messages(path: Path) -> Iterator[Message]:
    with path.open("rb") as file:
        yield from (each for each in read_po(file) if each.id)


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_our_catalogues_have_every_word_and_no_other(path: Path) -> None:
    """``make words`` brings them up to date."""
    told = {each.id for each in _messages(path)}
    assert told == _spoken()
    for each in _messages(path):
        assert all([each.string] if isinstance(each.string, str) else each.string), each.id
    text = path.read_text(encoding="utf-8")
    assert list(problems_of([_catalogue(path.stem, text)])) == []


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_a_site_in_another_language_has_no_english_messages(path: Path, newsroom: Newsroom) -> None:
    newsroom.write(
        f'-- site.toml --\ntitle = "X"\nbase_url = "https://x.example/"\nlanguage = "{path.stem}"\nper_page = 1\n'
    )
    for number in range(1, 5):
        more = ("section: S", "tags: [T, U]", "bylines: [B B]", "source: A", f"related: [X{number % 4 + 1}, Y]")
        newsroom.write(story(f"{number}.md", f"X{number}", f"2026-01-0{number}", "modified: 2026-02-01", *more))
    newsroom.build()
    words = {each.id for each in _messages(path) if isinstance(each.id, str) and "%" not in each.id}
    words -= {each.string for each in _messages(path)}  # French has "Date", too
    for name, data in newsroom.tree().items():
        if name.endswith(".html"):
            shown = {
                each.strip()
                for each in re.findall(r'>([^<]+)<|(?:aria-label|title)="([^"]+)"', data.decode())
                for each in each
            }
            assert not shown & words, name


def test_english_is_what_is_written() -> None:
    assert ENGLISH.gettext("Stories by %(name)s", name="Ayla") == "Stories by Ayla"
    assert Words("en").ngettext("%(num)s story", "%(num)s stories", 1) == "1 story"


def _told(language: str, *own: Layout) -> list[str]:
    return [f"{each.message}: {each.fix}" for each in untranslated((*BUILT_IN, *own), language)]


@pytest.mark.parametrize("language", ["en", "en-US", "tr", "tr-TR", "ar", "de", "de-AT", "es", "es-MX", "fr", "fr-CA"])
def test_a_language_of_the_theme_needs_no_catalogue(language: str) -> None:
    assert _told(language) == []


def test_a_site_in_a_language_without_a_catalogue_is_told_how_to_get_one() -> None:
    assert "add layouts/languages/it.po" in _told("it-CH")[0]
    assert "rename layouts/languages/it_IT.po to it.po" in _told("it", _catalogue("it_IT", ""))[0]
    assert 'write `language = "tr"`' in _told("tur")[0]


def test_a_catalogue_that_lacks_texts_is_told_how_many() -> None:
    [told] = _told("it", _catalogue("it", 'msgid "Latest"\nmsgstr "Ultime notizie"\n'))
    assert "texts are not translated here" in told
    whole = next(each.text for each in BUILT_IN if each.name.endswith("tr.po"))
    assert _told("it", _catalogue("it", whole.replace("Language: tr", "Language: it"))) == []
