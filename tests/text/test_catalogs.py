"""Catalogues: how many forms a message has is what the header states, whatever Babel says of the language."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel import Locale
from babel.messages import plurals as of_babel
from babel.messages.catalog import Catalog
from newsroom import Newsroom, story

from generator.model.output import Layout
from generator.text.catalogs import catalogue_of
from generator.text.messages import words_of
from tools.catalogues import updated

OURS = sorted((Path(__file__).parent.parent.parent / "layouts" / "languages").glob("*.po"))
STORIES = 'msgid "%(num)s story"\nmsgid_plural "%(num)s stories"\n'
FRENCH = f'{STORIES}msgstr[0] "%(num)s article"\nmsgstr[1] "%(num)s articles"\n'


def _header(*fields: str) -> str:
    return "\n".join(['msgid ""', 'msgstr ""', *(f'"{field}\\n"' for field in fields), "", ""])


def _catalogue(language: str, text: str) -> Layout:
    return Layout(f"languages/{language}.po", f"layouts/languages/{language}.po", text)


def _counted(language: str, text: str, numbers: range) -> list[str]:
    words = words_of([_catalogue(language, text)], language)
    return [words.ngettext("%(num)s story", "%(num)s stories", number) for number in numbers]


@pytest.fixture
def another_babel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Babel of a day on which every language counts in another way."""
    for language in [*of_babel.PLURALS]:
        monkeypatch.setitem(of_babel.PLURALS, language, (3, "(n % 3)"))
    catalogue_of.cache_clear()
    words_of.__globals__["_read"].cache_clear()


@pytest.mark.usefixtures("another_babel")
@pytest.mark.parametrize(
    ("rule", "counted"),
    [
        ("nplurals=2; plural=(n > 1);", ["0 article", "1 article", "2 articles"]),
        ("nplurals=2; plural=(n != 1);", ["0 articles", "1 article", "2 articles"]),
    ],
)
@pytest.mark.parametrize("language", ["fr", "fr-CA", "tlh"])  # the CLDR has nothing of Klingon
def test_the_rule_is_the_one_that_the_catalogue_states(rule: str, counted: list[str], language: str) -> None:
    assert _counted(language, _header(f"Plural-Forms: {rule}") + FRENCH, range(3)) == counted


@pytest.mark.usefixtures("another_babel")
def test_a_country_has_its_own_plural_rule_or_that_of_its_language() -> None:
    language = _catalogue("pt", _header("Plural-Forms: nplurals=2; plural=(n != 1);") + FRENCH)
    minutes = 'msgid "%(num)s min read"\nmsgid_plural "%(num)s min read"\nmsgstr[0] "um"\nmsgstr[1] "muitos"\n'
    country = _catalogue("pt-BR", _header("Plural-Forms: nplurals=2; plural=(n > 1);") + minutes)
    words = words_of([country, language], "pt-BR")
    assert words.ngettext("%(num)s min read", "%(num)s min read", 0) == "um"
    assert words.ngettext("%(num)s story", "%(num)s stories", 0) == "0 articles"


def test_a_message_that_is_not_translated_yet_or_is_marked_as_fuzzy_stays_english() -> None:
    header = _header("Plural-Forms: nplurals=2; plural=(n > 1);")
    assert _counted("fr", f'{header}{STORIES}msgstr[0] ""\nmsgstr[1] ""\n', range(2)) == ["0 stories", "1 story"]
    assert _counted("fr", f"{header}#, fuzzy\n{FRENCH}", range(2)) == ["0 stories", "1 story"]


def test_a_catalogue_without_plurals_needs_no_rule() -> None:
    assert catalogue_of(_catalogue("fr", 'msgid "Latest"\nmsgstr "À la une"\n')).problems == ()


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        (FRENCH, 2, "has no rule for which number", 'begin the file with three lines: `msgid ""`, `msgstr ""` and'),
        (FRENCH, 2, "has no rule for which number", r'`"Plural-Forms: nplurals=2; plural=(n > 1);\n"`'),
        (_header("Language: fr") + FRENCH, 6, "has no rule for which number", "add this line to the header: "),
        (_header("Plural-Forms: ") + FRENCH, 6, "has no rule for which number", "add this line to the header: "),
        (
            _header("Language: fr", "Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;") + FRENCH,
            4,
            "this is not a valid plural rule",
            "write `Plural-Forms: nplurals=",
        ),
        (
            _header("Plural-Forms: nplurals=1; plural=0;") + FRENCH,
            5,
            "this has 2 plural forms, but the header says 1",
            "translate `msgstr[0]` only, or correct `Plural-Forms` in the header",
        ),
        (
            _header("Plural-Forms: nplurals=3; plural=n % 3;") + FRENCH,
            5,
            "this has 2 plural forms, but the header says 3",
            "translate `msgstr[0]` to `msgstr[2]`, or correct",
        ),
        (
            _header("Plural-Forms: nplurals=2; plural=(n > 1);") + f'{STORIES}msgstr[1] "%(num)s articles"\n',
            5,
            "this has 1 plural form, but the header says 2",
            "translate `msgstr[0]` to `msgstr[1]`",
        ),
        (
            _header("Plural-Forms: nplurals=2; plural=(n > 1);") + f'{STORIES}msgstr "%(num)s articles"\n',
            5,
            "this has 1 plural form, but the header says 2",
            "translate `msgstr[0]` to `msgstr[1]`",
        ),
    ],
)
def test_wrong_plurals_are_a_problem_at_their_line(text: str, line: int, message: str, fix: str) -> None:
    (problem,) = catalogue_of(_catalogue("fr", text)).problems
    assert (problem.path, problem.line, problem.level) == ("layouts/languages/fr.po", line, "error")
    assert message in problem.message
    assert fix in problem.fix
    assert problem.source == text.splitlines()[line - 1]


def test_the_suggested_fix_works() -> None:
    (problem,) = catalogue_of(_catalogue("fr", FRENCH)).problems
    lines = problem.fix.removeprefix("begin the file with three lines: ").replace("`, `", "` and `").split("` and `")
    mended = "\n".join(line.strip("`") for line in lines) + f"\n\n{FRENCH}"
    assert _counted("fr", mended, range(3)) == ["0 article", "1 article", "2 articles"]


def test_a_header_that_was_copied_from_another_language_is_a_warning() -> None:
    text = _header("Language: tr", "Plural-Forms: nplurals=1; plural=0;") + f'{STORIES}msgstr[0] "%(num)s Berichte"\n'
    (problem,) = catalogue_of(_catalogue("de", text)).problems
    assert (problem.line, problem.level) == (3, "warning")
    assert "`tr` in the catalogue for `de`" in problem.message
    assert "`Plural-Forms: nplurals=2; plural=(n != 1);`" in problem.fix
    for language, stated in (("pt-BR", "pt_BR"), ("pt", "pt_PT.UTF-8"), ("sr-Latn", "sr@latin")):
        assert not catalogue_of(_catalogue(language, text.replace("Language: tr", f"Language: {stated}"))).problems


def test_a_site_whose_catalogue_states_no_rule_is_not_built(newsroom: Newsroom) -> None:
    newsroom.write('-- site.toml --\ntitle = "La Gazette"\nbase_url = "https://gazette.example/"\nlanguage = "fr"\n')
    newsroom.write(f"-- layouts/languages/fr.po --\n{FRENCH}")
    newsroom.write(story("a.md", "Marée", "2026-01-01", "tags: [Port]"))
    (problem,) = newsroom.problems()
    assert (problem.path, problem.line) == ("layouts/languages/fr.po", 2)
    rule = _header("Language: fr", "Plural-Forms: nplurals=2; plural=(n > 1);")
    newsroom.write(f"-- layouts/languages/fr.po --\n{rule}{FRENCH}")
    newsroom.build()
    assert "1 article" in newsroom.page("tags")


@pytest.mark.usefixtures("another_babel")
@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_each_of_ours_states_a_rule_that_tells_no_two_numbers_apart_that_its_language_counts_alike(path: Path) -> None:
    ours = catalogue_of(_catalogue(path.stem, path.read_text(encoding="utf-8")))
    assert ours.problems == ()
    assert ours.forms
    alike: dict[str, int] = {}
    for number in range(2_000):
        form = ours.plurals.rule(number)
        assert alike.setdefault(Locale.parse(path.stem, sep="-").plural_form(number), form) == form


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_ours_have_the_header_that_gettexts_own_programs_want(path: Path) -> None:
    header = path.read_text(encoding="utf-8").partition("\n\n")[0].splitlines()
    assert header[:3] == ['msgid ""', 'msgstr ""', rf'"Language: {path.stem.replace("-", "_")}\n"']
    assert r'"Content-Type: text/plain; charset=UTF-8\n"' in header
    assert r'"Content-Transfer-Encoding: 8bit\n"' in header


def _template(*messages: str | tuple[str, str]) -> Catalog:
    template = Catalog()
    for each in messages:
        template.add(each)
    return template


@pytest.mark.usefixtures("another_babel")
def test_bringing_a_catalogue_up_to_date_keeps_its_header_and_what_is_translated() -> None:
    header = _header("Language: fr", "X-Generator: Poedit 3.4", "Plural-Forms: nplurals=2; plural=(n > 1);")
    text = f'{header}{FRENCH}\nmsgid "Latest"\nmsgstr "À la une"\n\nmsgid "Gone"\nmsgstr "Parti"\n'
    template = _template(("%(num)s story", "%(num)s stories"), ("%(num)s photo", "%(num)s photos"), "Latest")
    made = updated(text, "fr", template)
    assert made.startswith(header)
    assert FRENCH in made
    assert 'msgid_plural "%(num)s photos"\nmsgstr[0] ""\nmsgstr[1] ""\n' in made
    assert 'msgstr "À la une"' in made
    assert "Parti" not in made
    assert updated(made, "fr", template) == made


def test_a_new_catalogue_gets_a_header_with_the_rule_of_its_language() -> None:
    made = updated("", "de", _template(("%(num)s story", "%(num)s stories")))
    assert made.startswith('msgid ""\nmsgstr ""\n"Language: de\\n"\n')
    assert '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n' in made
    assert 'msgstr[0] ""\nmsgstr[1] ""\n' in made


def test_a_header_without_a_rule_gets_one() -> None:
    header = "# By the desk\n" + _header("Language: de").rstrip() + "\n"
    made = updated(f'{header}\nmsgid "Latest"\nmsgstr "Neues"\n', "de", _template("Latest"))
    assert made == f'{header}"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\nmsgid "Latest"\nmsgstr "Neues"\n\n'


LATE = 'msgid "%(who)s at %(when)s"\n'


@pytest.mark.parametrize(
    ("translation", "message", "fix"),
    [
        ("%(who)s à %(when)s", "", ""),
        ("%(who)s à 100 %% %(when)s", "", ""),
        ("", "", ""),
        ("%(who)s", "the placeholder `%(when)s` is missing here", "write it where its value should appear"),
        (
            "%(qui)s à %(when)s",
            "`%(qui)s` is not a placeholder in the English text",
            "the placeholders are: %(when)s, %(who)s",
        ),
        (
            "%(who)s à %(when)s %d",
            "`%d` is not a placeholder in the English text",
            "the placeholders are: %(when)s, %(who)s",
        ),
    ],
)
def test_a_translation_has_the_placeholders_of_the_english_text(translation: str, message: str, fix: str) -> None:
    found = catalogue_of(_catalogue("fr", f'{LATE}msgstr "{translation}"\n')).problems
    assert [(each.message, each.fix) for each in found] == [(message, fix)] * bool(message)
    assert [each.line for each in found] == [1] * bool(message)


def test_a_text_without_placeholders_has_none_to_write() -> None:
    for translation in ("%(num)s", "100 %%"):
        (problem,) = catalogue_of(_catalogue("fr", f'msgid "Latest"\nmsgstr "{translation}"\n')).problems
        assert problem.fix == "the placeholders are: none"


def test_a_plural_form_may_leave_out_the_number_but_nothing_else() -> None:
    header = _header("Plural-Forms: nplurals=2; plural=(n > 1);")
    text = f'{header}{STORIES}msgstr[0] "un article"\nmsgstr[1] "%(num)s articles"\n'
    assert catalogue_of(_catalogue("fr", text)).problems == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "Latest"\nmsgstr "Neues"\nLatest\n', 3),
        ('msgid "Latest\nmsgstr "Neues"\n', 1),
        ('msgid "Latest"\nmsgid "Neues"\n"', 3),
    ],
)
def test_a_line_that_is_not_in_the_format_is_named_and_nothing_is_translated(text: str, line: int) -> None:
    found = catalogue_of(_catalogue("de", text))
    assert [(each.line, each.message) for each in found.problems] == [(line, "this is not in gettext's PO format")]
    assert found.words == {}
