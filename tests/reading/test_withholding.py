"""What hides a story in another program hides it here where copy is adopted, and is an error otherwise."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.settings import Settings
from generator.reading import story

SITE = Settings(title="The Port Elm Courier", base_url="https://courier.example/")
ADOPTING = Settings(title="The Port Elm Courier", base_url="https://courier.example/", adopt=True)

HIDDEN = [
    *("status: draft", "Status: Hidden", "status: skip", "status: private", "status: pending", "status: future"),
    *("status: trash", "status: inherit", "status: auto-draft", "status: scheduled", "status: sent", "status: draft "),
    *("post_status: draft", "visibility: private", "visibility: members", "visibility: paid", "visibility: tiers"),
    *("password: harbour", "post_password: harbour", "email_only: true", "members_only: true", "private: true"),
    *("publish: false", "published: false", "public: no", "hidden: true", "unlisted: true", "headless: true"),
    *("hidden: 'yes'", "hidden: True", "hidden: 1", "hidden: 'on'", "publish: 'off'", "publish: 0", "render: false"),
    *("permalink: false", "eleventyExcludeFromCollections: true", "eleventyExcludeFromCollections: [posts]"),
    *("_build: {render: never}", "build: {render: link}", "build: {list: never}", "_build: {list: local}"),
    *("build: {render: false}", "draft: true", "draft: 1", "draft: 'on'", "Draft: YES", "visible: false"),
    *("cascade: {draft: true}", "cascade: [{_build: {render: never}}]", "isDraft: true", "listed: false"),
    *("routable: false", "published: null", "published: ~", "dg-publish: false", "publish_status: draft"),
    *("publication_state: draft", "wp_status: private", "workflow_state: pending", "state: draft", "state: Private"),
    *("state: in review", "no_publish: true", "do_not_publish: true", "live: false", "access: private", "wip: true"),
    *("encrypted: true", "sharing: private", "enabled: false", "disabled: true", "params: {draft: true}"),
    *("extra: {draft: true}", "params: {hidden: true}", "eleventyComputed: {permalink: false}", "access: [members]"),
    *("eleventyComputed: {eleventyExcludeFromCollections: true}",),
]
UNKNOWN = [
    "workflow_state: desk",
    "no_publish: maybe",
    "dg-publish: maybe",
    "status: developing",
    "status: [draft]",
    "visibility: friends",
    "hidden: maybe",
    "build: {render: seldom}",
]
SHOWN = [
    *(
        "status: published",
        "status: Publish",
        "status: featured",
        "visibility: public",
        "password: ''",
        "hidden: false",
    ),
    *("publish: true", "private: no", "status:", "_build: {render: always, list: always}", "build: 12", "draft: false"),
    *("build: {publishResources: false}", "permalink: /news/{slug}/", "cascade: {colour: red}", "render: true"),
    *("eleventyExcludeFromCollections: false", "password: false", "draft: 0", "unlisted: 'off'"),
    *("enabled: true", "disabled: false", "disabled: [comments]", "access: public", "access: By ferry", "state: Ohio"),
    *("state: live", "wip: false", "live: true", "live: The vote as it happens", "sharing: true", "encrypted: false"),
    *("routable: true", "dg-publish: true", "wp_status: publish", "no_publish: false", "params: {draft: false}"),
    *(
        "extra: {colour: red}",
        "params: {status: On time}",
        "eleventyComputed: {permalink: /news/a/}",
        "sharing: [mail]",
    ),
]
OURS = ("published: false", "draft: true", "draft: 1", "draft: 'on'", "Draft: YES")


def read(line: str, settings: Settings, path: str = "content/a.md") -> story.Reading:
    date = "" if line == "published: false" else "date: 2026-11-20\n"
    return story.read(f"---\ntitle: A\n{line}\n{date}---\nWords.\n".encode(), path, settings)


@pytest.mark.parametrize("line", [*HIDDEN, *UNKNOWN])
def test_a_story_is_withheld_as_its_program_withheld_it(line: str) -> None:
    found = read(line, ADOPTING)
    assert found.manuscript
    assert found.manuscript.draft
    if line not in OURS:
        assert [(each.line, each.level) for each in found.problems] == [(3, "warning")]


@pytest.mark.parametrize("line", [line for line in (*HIDDEN, *UNKNOWN) if line not in OURS])
def test_it_is_an_error_where_copy_is_not_adopted(line: str) -> None:
    found = read(line, SITE)
    assert found.manuscript is None
    assert [(each.line, each.level) for each in found.problems] == [(3, "error")]


@pytest.mark.parametrize("line", [line for line in HIDDEN if line not in OURS])
def test_what_is_a_draft_anyway_needs_no_word(line: str) -> None:
    found = read(f"{line}\ndraft: true", SITE)
    assert found.manuscript
    assert (found.manuscript.draft, found.problems) == (True, ())


@pytest.mark.parametrize("settings", [SITE, ADOPTING])
@pytest.mark.parametrize("line", SHOWN)
def test_what_publishes_a_story_says_nothing(line: str, settings: Settings) -> None:
    found = read(line, settings)
    assert found.manuscript, found.problems
    assert (found.manuscript.draft, found.problems) == (False, ())


@given(
    st.sampled_from(["status", "Status", "post_status", "visibility"]),
    st.from_regex(r"[a-z][a-z-]{0,12}", fullmatch=True),
)
def test_no_word_that_nobody_knows_publishes_a_story(name: str, word: str) -> None:
    public = word in ("publish", "published", "public", "featured", "null")
    for settings in (SITE, ADOPTING):
        found = read(f"{name}: {word}", settings)
        assert public or found.manuscript is None or found.manuscript.draft
        assert public or found.problems


@pytest.mark.parametrize("tag", ["draft", "private"])
def test_nikola_hides_a_story_by_its_tags(tag: str) -> None:
    adopted, ours = (read(f"tags: [ferry, {tag}]", each).manuscript for each in (ADOPTING, SITE))
    assert adopted
    assert ours
    assert (adopted.draft, ours.draft) == (True, False)


@pytest.mark.parametrize("line", ["drafts: true", "darft: yes", "embargos: 2030-01-01", "expiress: 2026-11-21 10:00"])
def test_a_misspelt_field_that_may_hide_a_story_is_an_error(line: str) -> None:
    assert [(each.line, each.level) for each in read(line, SITE).problems] == [(3, "error")]


def test_a_field_that_is_only_named_alike_is_an_extra() -> None:
    found = read("craft: brewing", SITE)
    assert found.manuscript
    assert found.manuscript.extra == {"craft": "brewing"}


@pytest.mark.parametrize(
    "path",
    [
        *("_index.md", "news/_index.md", "news/_index.tr.md", "_includes/nav.md", "news/_data/a.md", "_note.md"),
        *("#a.md", "~a.md", "node_modules/x/README.md", "vendor/bundle/x/README.md", "_recipes/soup.md"),
    ],
)
def test_no_story_is_made_of_what_other_programs_pass_over(path: str) -> None:
    for data in (b"---\ntitle: A\ndate: 2026-11-20\n---\nWords.\n", b"No front matter", b"\xff"):
        found = story.read(data, f"content/{path}", ADOPTING)
        assert found.manuscript is None
        assert [each.level for each in found.problems] == ["warning"]


@pytest.mark.parametrize("path", ["_posts/2026-11-20-a.md", "news/_posts/a.md", "vendor/a.md", "a_b.md", "index.md"])
def test_a_story_is_made_of_the_rest(path: str) -> None:
    found = read("slug: a", ADOPTING, f"content/{path}")
    assert found.manuscript
    assert not found.manuscript.draft


@pytest.mark.parametrize("path", ["content/_drafts/a.md", "content/source/_drafts/more/a.md"])
def test_a_folder_of_drafts_withholds_what_is_in_it(path: str) -> None:
    found = read("slug: a", ADOPTING, path)
    assert found.manuscript
    assert found.manuscript.draft
    (said,) = found.problems
    assert said.path.endswith("_drafts")  # one for the folder, since equal problems are said once
    assert [each.level for each in read("slug: a", SITE, path).problems] == ["error"]
    assert read("draft: true", SITE, path).problems == ()
    unreadable = story.read(b"Half a thought", path, ADOPTING)
    assert unreadable.manuscript is None
    assert {each.level for each in unreadable.problems} == {"warning"}


def test_hugos_other_name_of_a_time_of_expiry_is_one_where_copy_is_adopted() -> None:
    for name in ("unpublishdate", "unpublishDate"):
        (problem,) = read(f"{name}: 2027-01-01", SITE).problems
        assert (problem.line, problem.level) == (3, "error")
        found = read(f"{name}: 2027-01-01", ADOPTING)
        assert found.manuscript
        assert not found.problems
        assert found.manuscript.expires
        assert found.manuscript.expires.year in (2026, 2027)


def test_toml_tables_of_extras_withhold_a_story() -> None:
    data = b"+++\ntitle = 'A'\ndate = 2026-11-20\n[extra]\ndraft = true\n+++\nWords.\n"
    assert [each.level for each in story.read(data, "content/a.md", SITE).problems] == ["error"]
    found = story.read(data, "content/a.md", ADOPTING)
    assert found.manuscript
    assert found.manuscript.draft
