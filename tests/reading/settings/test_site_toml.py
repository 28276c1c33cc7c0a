"""site.toml, and what its editor is told of it."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problems import Problem, Problems
from generator.model.settings import Agency, Feeds, LightDark, Settings, ThemeSettings
from generator.reading.settings.site_toml import SettingsProblems, read

SITE = 'title = "The Port Elm Courier"\nbase_url = "https://courier.example/"\n'


def _problems(text: str) -> tuple[Problem, ...]:
    with pytest.raises(Problems) as caught:
        read(text)
    return caught.value.problems


def test_two_lines_are_enough_for_settings() -> None:
    settings = read(SITE)
    assert settings == Settings("The Port Elm Courier", "https://courier.example/")
    assert settings.zone.key == "UTC"


@pytest.mark.parametrize("comment", ["<!-- NOTE -->", "%% NOTE %%", "{# NOTE #}", "&lt;!-- NOTE --&gt;"])
def test_a_note_to_the_desk_in_a_setting_is_an_error(comment: str) -> None:
    (said,) = _problems(f'{SITE}description = "News {comment}"\n')
    assert (said.line, said.level) == (3, "error")


@pytest.mark.parametrize(
    ("base_url", "origin", "base_path"),
    [
        ("https://courier.example", "https://courier.example", "/"),
        ("https://courier.example/", "https://courier.example", "/"),
        ("https://owner.example/repo", "https://owner.example", "/repo/"),
        ("http://localhost:8000/a/b//", "http://localhost:8000", "/a/b/"),
        ("http://[::1]:8000/", "http://[::1]:8000", "/"),
    ],
)
def test_the_address_of_a_site_has_an_origin_and_a_base_path(base_url: str, origin: str, base_path: str) -> None:
    settings = read(SITE, base_url=base_url)
    assert (settings.origin, settings.base_path) == (origin, base_path)


def test_tables_say_what_subjects_of_wire_copy_mean() -> None:
    tables = '[wire_tags]\n"medtop:20000523" = "Work"\npolitics = ""\n[wire_sections]\npl = "Council"\n'
    settings = read(SITE + '[agencies.NCW]\nsection = "World"\nkeep_days = 30\n' + tables)
    assert settings.wire_tags == {"medtop:20000523": "Work", "politics": ""}
    assert settings.wire_sections == {"pl": "Council"}
    assert settings.agencies["NCW"] == Agency("NCW", section="World", keep_days=30)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("[wire_sections]\npl = 1", 'write `pl = "..."`'),
        ("[agencies.NCW]\nkeep_days = 0", "`keep_days` must be a whole number from 1"),
        ('[agencies.NCW]\nkeep_days = "30"', "write `keep_days = 30`"),
    ],
)
def test_a_bad_setting_for_wire_copy_is_a_problem_at_its_line(lines: str, said: str) -> None:
    (problem,) = _problems(SITE + lines)
    assert said in f"{problem.message} {problem.fix}"
    assert problem.source == lines.split("\n")[1]


def test_an_agency_is_found_by_each_of_its_names() -> None:
    settings = read(SITE + '[agencies."North Coast Wire"]\ntimezone = "Europe/Lisbon"\naliases = ["NCW"]\n')
    agency = settings.agency("north coast wire ")
    assert agency
    assert agency.timezone == "Europe/Lisbon"
    assert settings.agency("ncw") is agency
    assert settings.agency("South Coast Wire") is None


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ("tagline = 5", "`tagline` must be text in quotes", 'tagline = "..."'),
        ('language = "English"', "`English` is not a language tag", '"pt-BR"'),
        ('timezone = "Istanbul"', "`Istanbul` is not a time zone", "Europe/Istanbul"),
        ('timezone = "../etc"', "`../etc` is not a time zone", "Europe/Istanbul"),
        ('html = "raw"', "`html` cannot be `raw`", '"sanitise", "escape" or "trust"'),
        ("per_page = 0", "`per_page` must be a whole number", "per_page = 20"),
        ("per_page = true", "`per_page` must be a whole number", "per_page = 20"),
        ("related = -1", "`related` must be a whole number from 0 to 20", "related = 5"),
        ('feeds = "full"', "`feeds` must be a table", "[feeds]"),
        ('sections = "Local"', "`sections` must be a list of names", '["Local"]'),
        ('sections = ["Local", ""]', "`sections` must be a list of names", '["Local", "World"]'),
        ('permalink = "/{year}/"', "`/{year}/` cannot be a permalink", "it must contain {slug}"),
        ('permalink = "/{slug}/{hour}/"', "cannot be a permalink", "{year}, {month}, {day}, {section}, {slug}"),
        ('permalink = "/{slug!r}/"', "cannot be a permalink", "it must contain {slug}"),
        ('permalink = "{slug}"', "`{slug}` cannot be a permalink", "begin and end it with one slash"),
        ('permalink = "/*/{slug}/"', "cannot be a permalink", "it must contain {slug}"),
        ('permalink = "/:{slug}/"', "cannot be a permalink", "begin and end it with one slash"),
        ('permalink = "/../{slug}/"', "cannot be a permalink", "begin and end it with one slash"),
        ('extra = "red"', "`extra` must be a table", "[extra]"),
        ('agencies = "AA"', "each agency must be a table", '[agencies."Its Name"]'),
        ('wire_tags = "AA"', "`wire_tags` must be a table", "[wire_tags]"),
        ("wire_tag = {}", "`wire_tag` is not a setting", "`[wire_tags]`"),
        ('tag_line = "News"', "`tag_line` is not a setting", "did you mean `tagline`?"),
        ('share_pictures = "yes"', "`share_pictures` cannot be `yes`", '`share_pictures = "last-year"`, or true'),
        ("share_pictures = 30", "`share_pictures` cannot be `30`", "true for all stories, or false for none"),
        ("colour = 1", "`colour` is not a setting", "the known ones are: title, base_url"),
    ],
)
def test_a_bad_setting_is_a_problem_at_its_line_with_a_fix(line: str, message: str, fix: str) -> None:
    (problem,) = _problems(f"{SITE}# a comment, {line}\n  {line}\n")
    assert (problem.path, problem.line, problem.column) == ("site.toml", 4, 3)
    assert problem.source == f"  {line}"
    assert message in problem.message
    assert fix in problem.fix


@pytest.mark.parametrize(
    ("value", "fix"),
    [
        ("yes", "write `share_pictures = true`"),
        (
            "last-year",
            'write `share_pictures = "last-year"` or `share_pictures = true` or `share_pictures = false`',
        ),
        ("", 'write `share_pictures = "last-year"`, or remove the line'),
    ],
)
def test_a_setting_that_is_text_or_not_can_be_mended_either_way(value: str, fix: str) -> None:
    (problem,) = _problems(f"{SITE}share_pictures = {value}\n")
    assert problem.fix == fix


@pytest.mark.parametrize(
    "base_url",
    [
        "courier.example",
        "ftp://courier.example/",
        "https://",
        "https://[bad",
        "https://[:::::]/",
        "https://courier.example:99999/",
        "https://a b.example/",
        "https://courier.example/?page=1",
        "https://courier.example/#top",
        'https://courier.example/"><script>',
        "https://me:secret@courier.example/",
    ],
)
def test_what_is_not_the_address_of_a_site_is_a_problem(base_url: str) -> None:
    (problem,) = _problems(f"title = 'T'\nbase_url = '{base_url}'\n")
    assert (problem.line, problem.column) == (2, 1)
    assert problem.message == f"`{base_url}` is not the address of a site"
    assert "https://example.org/" in problem.fix


def test_everything_that_is_wrong_is_reported_at_once() -> None:
    text = 'title = " "\nsubtitle = "News"\nper_page = 0\n[agencies.AA]\ntimezone = "Ankara"\nlink = "https://aa.example"\n'
    assert [(problem.line, problem.column, problem.message) for problem in _problems(text)] == [
        (0, 0, "the site has no `base_url`"),
        (1, 1, "the site has no `title`"),
        (2, 1, "`subtitle` is not a setting"),
        (3, 1, "`per_page` must be a whole number from 1 to 1000"),
        (5, 1, "`Ankara` is not a time zone"),
        (6, 1, "`link` is not a setting of the agency AA"),
    ]


@pytest.mark.parametrize(
    "table",
    [
        '[agencies."North Coast Wire"]\nzone = "UTC"',
        '[agencies]\n"North Coast Wire" = {zone = "UTC"}',
        'agencies."North Coast Wire".zone = "UTC"',
        'agencies = {"North Coast Wire" = {url = "https://ncw.example/", zone = "UTC"}}',
    ],
)
def test_an_agencys_setting_is_found_however_its_table_is_written(table: str) -> None:
    (problem,) = _problems(f'{SITE}timezone = "Europe/Istanbul"\n{table}')
    assert problem.line == 4 + table.count("\n")
    assert problem.source[problem.column - 1 :].startswith("zone = ")
    assert problem.message == "`zone` is not a setting of the agency North Coast Wire"


def test_an_agencys_zone_is_not_taken_for_the_sites() -> None:
    text = SITE + 'timezone = "Europe/Istanbul"\n[agencies.NCW]\ntimezone = "Lisbon"\n'
    assert [problem.line for problem in _problems(text)] == [5]


def test_a_line_that_is_not_toml_is_shown() -> None:
    (problem,) = _problems('title = "T"\nbase_url = https://courier.example/\n')
    assert (problem.line, problem.source) == (2, "base_url = https://courier.example/")
    assert problem.message == "text must be in quotes in TOML"
    assert problem.fix == 'put it in double quotes: `base_url = "https://courier.example/"`'
    (problem,) = _problems('title = "T"\nbase_url = = "x"\n')
    assert problem.message.startswith("this line is not TOML")
    assert 'name = "value"' in problem.fix


@given(st.text("titlebase_ur=[]{}.\"'\n #5agencis:/{slug}", max_size=60))
def test_any_text_gives_settings_or_problems(text: str) -> None:
    try:
        read(text)
    except Problems as found:
        assert all(problem.message and problem.fix for problem in found.problems)


def test_an_agencys_url_is_a_web_address() -> None:
    text = 'title = "A"\nbase_url = "https://a.example/"\n[agencies."AA"]\nurl = "javascript:alert(1)"\n'
    with pytest.raises(Problems) as caught:
        read(text)
    (problem,) = caught.value.problems
    assert (problem.line, problem.message) == (4, "`javascript:alert(1)` is not the address of a site")


def test_a_table_has_settings_of_its_own() -> None:
    settings = read(
        SITE
        + '[feeds]\nstories = 5\ntext = "standfirst"\nof = ["tags"]\narchive = false\nhub = "https://hub.example/"\n'
    )
    assert settings.feeds == Feeds(5, "standfirst", ("tags",), False, "https://hub.example/")


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ('stories = "20"', "`stories` must be a whole number from 1 to 1000", "stories = 20"),
        ('text = "short"', "`text` cannot be `short`", '"full" or "standfirst"'),
        ('of = ["years"]', "`of` cannot be `years`", '"sections", "tags", "bylines" or "series"'),
        ('of = "tags"', "`of` must be a list of names", '["tags"]'),
        ('hub = "hub.example"', "`hub.example` is not the address of a site", "https://example.org/"),
        ("storys = 5", "`storys` is not a setting of [feeds]", "did you mean `stories`?"),
    ],
)
def test_a_bad_setting_of_a_table_is_a_problem_at_its_line(line: str, message: str, fix: str) -> None:
    (problem,) = _problems(f"{SITE}[feeds]\n{line}\n")
    assert (problem.line, problem.column, problem.source) == (4, 1, line)
    assert message in problem.message
    assert fix in problem.fix


def test_all_lines_that_are_not_toml_are_reported_at_once_and_the_others_are_read() -> None:
    text = 'title = Port Elm\nbase_url = "https://a.example/"\nadopt = true\noffline = yes\nlangage = "en"\n'
    with pytest.raises(SettingsProblems) as found:
        read(text)
    assert [problem.line for problem in found.value.problems] == [1, 4, 5]
    readable = found.value.readable
    assert (readable.adopt, readable.base_url, readable.offline) == (True, "https://a.example/", False)


def test_a_fault_over_several_lines_is_reported_once() -> None:
    with pytest.raises(SettingsProblems) as found:
        read('title = "Port Elm"\nbase_url = "https://a.example/"\nsections = [\n  "Local"\n  "Harbour"\n]\n')
    assert len(found.value.problems) == 1


def test_a_file_that_is_no_toml_at_all_is_refused_at_once() -> None:
    with pytest.raises(SettingsProblems) as found:
        read("a = b\n" * 100_000)
    assert len(found.value.problems) == 20


NESTED = [
    *("x = " + "[" * 8000 + "]" * 8000, "x = " + "[" * 100_000, "x = " + "{a = " * 3000 + "1" + "}" * 3000),
    *(".".join("a" * 8000) + " = 1", "[" + ".".join("a" * 8000) + "]\nb = 1", "[[" + ".".join("a" * 8000) + "]]"),
    *("x = {" + ".".join("a" * 8000) + " = 1}", "[checks]\n" + ".".join(["a"] * 8000) + " = 1"),
    "[" + " . ".join(['"a"'] * 15) + "]\n" + " . ".join(["'b'"] * 15) + " = 1",
]
LARGE = [
    "x = " + "9" * 5000,
    "x = 0x" + "f" * 60_000,
    "x = -" + "1_" * 3000 + "1",
    "[checks]\nnumbers = 0b" + "1" * 9000,
]


@pytest.mark.parametrize("line", [*NESTED, *LARGE], ids=range(13))
def test_row_54_toml_that_python_cannot_stand_is_refused_in_words(line: str) -> None:
    start = process_time()
    (problem,) = _problems(SITE + line + "\n")
    assert process_time() - start < 5, "a guard against hanging, not a measure of speed"
    assert problem.line >= 3
    assert ("more than 20 deep" in problem.message) == (line in NESTED)
    assert ("this number is too large" in problem.message) == (line in LARGE)


@pytest.mark.parametrize("line", ["k{} = 1", "[agencies.k{}]\ntimezone = 1", "[k{}]", "[checks]\nk{} = 1"])
def test_row_54_thousands_of_faults_are_counted(line: str) -> None:
    start = process_time()
    text = SITE + "\n".join(line.format(number) for number in range(8000))
    found = _problems(text.replace("[checks]\n", "") if "checks" not in line else text.replace("\n[checks]", ""))
    assert process_time() - start < 10, "a guard against hanging, not a measure of speed"
    assert len(found) <= 101


def test_row_54_the_settings_of_eight_thousand_agencies_are_read() -> None:
    lines = (f'[agencies."Agency {number}"]\ntimezone = "Europe/Paris"' for number in range(8000))
    assert len(read(SITE + "\n".join(lines)).agencies) == 8000


def test_a_check_is_off_a_warning_or_an_error() -> None:
    assert read(f'{SITE}[checks]\nnumbers = "off"\nquotes = "error"\n').checks == {"numbers": "off", "quotes": "error"}
    (said,) = _problems(f'{SITE}[checks]\nnumbers = "no"\n')
    assert (said.line, said.message) == (4, "`numbers` cannot be `no`")


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ('language = "xx"', "`xx` is not the code of a language", 'write it as in BCP 47: "en", "tr", "pt-BR"'),
        ('language = "gr"', "`gr` is not the code of a language", 'did you mean "el"?'),
    ],
)
def test_the_code_of_a_country_is_no_language(line: str, message: str, fix: str) -> None:
    (problem,) = _problems(f"{SITE}{line}\n")
    assert (problem.message, problem.fix) == (message, fix)


def test_a_language_tag_gets_its_usual_letter_case() -> None:
    assert read(f'{SITE}language = "EN-gb"\n').language == "en-GB"


def test_a_theme_has_one_value_for_all_screens_or_one_for_light_and_one_for_dark_ones() -> None:
    written = '[theme]\naccent = "#0b5d4b"\nlogo = { light = "logo.svg", dark = "night.svg" }\n'
    assert read(SITE + written).theme == ThemeSettings(
        accent=LightDark("#0b5d4b"), logo=LightDark("logo.svg", "night.svg")
    )


@pytest.mark.parametrize(
    ("line", "message", "fix"),
    [
        ('accent = "teal"', "`teal` is not a colour", 'write it in hexadecimal, as in "#0b5d4b"'),
        ('accent = { light = "#fff", dark = "x" }', "`x` is not a colour", ""),
        ('accent = { lite = "#fff" }', "`accent` has no `lite`, only `light` and `dark`", "did you mean `light`?"),
        ("accent = {}", "must be text in quotes, or have a `light` and a `dark`", 'dark = "#7fd6bd" }`'),
        ('logo = { dark = "night.svg" }', "must be text in quotes, or have a `light` and a `dark`", '"logo.svg"'),
        ("logo = 7", "must be text in quotes, or have a `light` and a `dark`", 'write `logo = "logo.svg"`'),
        ('logo = "layouts/assets/logo.svg"', "includes the folder", '"logo.svg"'),
        ('logo = "../logo.svg"', "cannot be the name of a file in layouts/assets/", '"logo.svg"'),
        ('text_font = "https://fonts.example/a.woff2"', "cannot be the name of a file", "put the file there"),
        ('look = "tabloid"', "`look` cannot be `tabloid`", 'write "newspaper" or "magazine"'),
        ('width = "1200px"', "`width` cannot be `1200px`", '"narrow", "normal" or "wide"'),
        ('density = "tight"', "`density` cannot be `tight`", '"comfortable" or "compact"'),
        ('dates = "iso"', "`dates` cannot be `iso`", '"mixed", "long", "short" or "numeric"'),
        ('font = "x"', "`font` is not a setting of [theme]", ""),
    ],
)
def test_what_a_theme_cannot_have_is_an_error_at_its_line(line: str, message: str, fix: str) -> None:
    [problem] = _problems(f"{SITE}[theme]\n{line}\n")
    assert (problem.line, problem.level) == (4, "error")
    assert message in problem.message
    assert fix in problem.fix
