"""What hides a story in another program hides it here where copy is adopted, and is an error otherwise."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.settings import Settings
from generator.reading import story

SITE = Settings(title="The Port Elm Courier", base_url="https://courier.example/")
ADOPTING = Settings(title="The Port Elm Courier", base_url="https://courier.example/", adopt=True)

HIDDEN = [
    *("statut: brouillon", "estado: borrador", "durum: taslak", "stato: bozza", "статус: черновик", "状态: 草稿"),
    *("zustand: Entwurf", "etat: en attente", "x: unpublished", "x: {y: [draft]}", "phase: draft", "stages: [draft]"),
    *("flags: [draft]", "version: draft", "reviews: pending", "legal: not cleared", "final: false", "run: false"),
    *("postponed: true", "do_not_run: true", "not_for_web: true", "off_the_record: true", "print_only: true"),
    *("classification: confidential", "lawyered: false", "approval: none", "veroeffentlicht: nein"),
    *("ednote: nicht freigeben", "ednote: ne pas diffuser", "ednote: yayınlamayın", "ednote: off the record"),
    "special_instructions: not before 2099-01-01",
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
    *("is_public: false", "is_private: true", "isPrivate: true", "is-private: yes", "IS_PRIVATE: on", "hold: true"),
    *("deleted: true", "secret: true", "protected: true", "passwordProtected: true", "password-protected: true"),
    *("embargoed: true", "on_hold: true", "confidential: 1", "notPublic: true", "not_published: true", "hide: true"),
    *("staff_only: true", "requires_login: true", "approved: false", "ready_to_publish: no", "isVisible: false"),
    *("post.draft: true", "meta: {draft: true}", "metadata: {is_private: true}", "page: {published: false}"),
    *("meta: [{name: robots}, {draft: true}]", "custom_fields: {meta: {hidden: true}}", "workflow: {state: pending}"),
    *("review_status: draft", "editorialState: embargoed", "hidden_from_list: true", "archived: true"),
    *("hero: {draft: true}", "a: [{b: {draft: 1}}]", "hero: {published: false}", "status: KILL"),
    *("pubstatus: canceled", "pubstatus: withheld", "pubStatus: 'stat:withheld'", "state: recalled", "state: rejected"),
    *("state: unpublished", "state: 0", "state: Embargoed until noon", "status: on hold", "status: 0", "status: false"),
    *("status: [draft]", "status: {value: draft}", "moderation_state: draft", "editorial_status: awaiting legal"),
    *("workflow: review", "type: scheduled", "layout: draft", "type: private", "categories: Drafts", "section: WIP"),
    *(
        "tags: ['#draft']",
        "tags: [ferry, WIP]",
        "tags: 'ferry, Embargoed'",
        "labels: [do not publish]",
        "tags: [Entwurf]",
    ),
    *("params: {tags: [draft]}", "taxonomies: {tags: [draft]}", "header: {published: false}", "header: {draft: true}"),
    *("first_published_at: null", "published_at: ~", "published_at: false", "meta: {published_at: null}"),
    *(
        "not_for_publication: true",
        "members: true",
        "members: paid",
        "tiers: [gold]",
        "can_publish: false",
        "paid: true",
    ),
    *("ready_for_publication: false", "approved_for_publication: no", "for_publication: false", "publishing: false"),
    *("not_ready: true", "nonpublic: true", "in_draft: true", "draft_status: true", "passphrase: harbour"),
    *("entwurf: ja", "Brouillon: oui", "borrador: true", "rascunho: sim", "bozza: true", "taslak: evet"),
    *(
        "status: Entwurf",
        "state: brouillon",
        "status: taslak",
        "veröffentlicht: nein",
        "publié: false",
        "publicado: no",
    ),
    *("ｄｒａｆｔ: true", "status: ｄｒａｆｔ", "public: staff only", "published_status: hold", "publish: not yet"),
    *("legal_hold: true", "press_embargo: yes", "held_for_lawyers: true", "needs_legal: true", "in_editing: true"),
    *("publish_ready: false", "ready_for_web: no", "greenlit: false", "nfp: true", "phase: legal review"),
    *("phase: with the lawyers", "step: copy edit", "phase: subbing", "legal: in review"),
    *("ednote: EMBARGOED until Monday", "usageterms: Not for publication before noon", "note: DO NOT PUBLISH"),
]
DOUBTFUL = [
    *(
        "hold: until the vote",
        "protected: by law",
        "secret: soon",
        "deleted: 3",
        "is_public: never",
        "embargoed: later",
    ),
    *("embargo_note: until friday", "hold_reason: the court", "legal_hold: ask the lawyers"),
    *("is_private: maybe", "meta: {hold: until the vote}", "hidden_post: {from: readers}", "state: frozen"),
    *("published_at: soon", "is_public: perhaps", "allowed_roles: [editor]", "release: embargoed", "brouillon: v2"),
]
"""What may hide a story, and may not: where copy is adopted, it does."""
UNKNOWN = [
    "workflow_state: desk",
    "no_publish: maybe",
    "dg-publish: maybe",
    "status: developing",
    "status: [draft]",
    "visibility: friends",
    "hidden: maybe",
    "build: {render: seldom}",
    "status: frozen",
    "pubstatus: superseeded",
    "workflow_status: [needs work]",
    "publish: {web: false}",
]
ADOPTED = [
    *("tags: [private]", "section: Internal", "published_at:", "first_published_at: ''"),
    *("keywords: [embargo]", "tags: [legal hold, harbour]", "topics: NFP"),
]
"""What hides a story only where copy is adopted, and is a field like any other elsewhere."""
SHOWN = [
    *(
        "legal_hold: false",
        "embargo_note: ''",
        "publish_ready: true",
        "needs_legal: false",
        "greenlit: yes",
        "phase: moon",
    ),
    *("keywords: [arms embargo, household]", "holding: yes", "press: Elm Press", "phase: first quarter", "step: edit"),
    *(
        "run: true",
        "final: true",
        "version: 1.2.3",
        "version: 0",
        "phase: 2",
    ),
    *("legal: Acme Ltd", "launch: Rocket", "classification: news", "subject: draft", "team: Drafts", "ends: never"),
    *("photo_caption: draft", "location: Geheim", "instructions: Mix flour", "ednote: Adds a quote in the third"),
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
    *(
        "is_private: false",
        "isPublic: true",
        "deleted: no",
        "hold: ''",
        "meta: {draft: false}",
        "hide: [toc, navigation]",
    ),
    *("show_reading_time: false", "comments: false", "hide_toc: true", "meta: {title: Private ferries}"),
    *("hero: {draft: false}", "gallery: {hidden: true}", "review_status: done", "estate: Skerra", "toc: {show: false}"),
    *("issued: 2026-11-20", "release_date: 2020-01-01", "meta: {date: 2026-11-19}", "release: The whole text"),
    *("pubstatus: usable", "pubStatus: 'stat:usable'", "status: 1", "status: {value: published}", "state: TX"),
    *(
        "members: 1200",
        "members: [Ada, Ruth]",
        "tiers: [free]",
        "tags: [draft horses]",
        "type: review",
        "section: Film",
    ),
    *("publication: The Courier", "ednote: Second take", "note: The EU's embargo on oil", "comment_status: closed"),
    *("ping_status: closed", "audience: general", "stage: Final", "active: true", "display: block", "robots: noindex"),
    *(
        "sitemap: {exclude: yes}",
        "intern: Jane",
        "concept: new",
        "header: {image: a}",
        "veröffentlicht: ja",
        "noindex: true",
    ),
]
OURS = ("published: false", "draft: true", "draft: 1", "draft: 'on'", "Draft: YES")


def read(line: str, settings: Settings, path: str = "content/a.md") -> story.Reading:
    date = "" if line == "published: false" else "date: 2026-11-20\n"
    return story.read(f"---\ntitle: A\n{line}\n{date}---\nWords.\n".encode(), path, settings)


def test_a_story_is_withheld_as_its_program_withheld_it() -> None:
    for line in (*HIDDEN, *UNKNOWN, *DOUBTFUL, *ADOPTED):
        found = read(line, ADOPTING)
        assert found.manuscript, line
        assert found.manuscript.draft, line
        if line not in OURS:
            assert [(each.line, each.level) for each in found.problems] == [(3, "warning")], line


def test_a_field_of_another_program_may_be_called_as_one_of_ours() -> None:
    """Here it cannot be read, which is an error. In adopted copy it withholds the story, and one warning says so."""
    adopted, own = read("review: pending", ADOPTING), read("review: pending", SITE)
    assert adopted.manuscript
    assert adopted.manuscript.draft
    assert "the story is withheld" in "".join(each.message for each in adopted.problems)
    assert ([each.line for each in adopted.problems], own.manuscript) == ([3], None)


def test_it_is_an_error_where_copy_is_not_adopted() -> None:
    for line in (line for line in (*HIDDEN, *UNKNOWN) if line not in OURS):
        found = read(line, SITE)
        assert found.manuscript is None, line
        assert [(each.line, each.level) for each in found.problems] == [(3, "error")], line


def test_a_note_about_an_embargo_may_be_in_a_story_under_embargo() -> None:
    for settings in (SITE, ADOPTING):
        found = read("ednote: Embargoed until noon\nembargo: 2026-11-20 12:00", settings)
        assert found.manuscript
        assert (found.manuscript.draft, found.problems) == (False, ())


@pytest.mark.parametrize("line", ["hold: until the vote", "protected: by law", "secret: soon", "is_private: maybe"])
def test_what_may_hide_a_story_is_named_where_copy_is_not_adopted(line: str) -> None:
    found = read(line, SITE)
    assert found.manuscript
    (said,) = found.problems
    assert (said.line, said.level, found.manuscript.draft) == (3, "warning", False)
    assert "is not a known field" in said.message


@pytest.mark.parametrize("line", ADOPTED)
def test_a_field_of_our_own_site_may_be_called_so(line: str) -> None:
    found = read(line, SITE)
    assert found.manuscript
    assert not found.manuscript.draft


def test_what_is_a_draft_anyway_needs_no_word() -> None:
    for line in (line for line in HIDDEN if line not in OURS):
        found = read(f"{line}\ndraft: true", SITE)
        assert found.manuscript, line
        assert (found.manuscript.draft, found.problems) == (True, ()), line


LATER = [
    *("launch_date: 2099-01-01", "on_air: 2099-01-01"),
    *("publish_date: 2099-01-01", "published_at: 2099-01-01", "publishedAt: 2099-01-01 10:00", "go-live: 2099-01-01"),
    *("hold_until: 2099-01-01", "embargoed: 2099-01-01", "scheduled_for: 2099-01-01", "private_until: 2099-01-01"),
    *(
        "datePublished: 2099-01-01",
        "meta: {publish_date: 2099-01-01}",
        "params: {date: 2099-01-01}",
        "pubDate: 2099-01-01",
    ),
    *("not_before: 2099-01-01", "available_from: 2099-01-01", "post_date_gmt: 2099-01-01 00:00:00"),
    *("publish_up: 2099-01-01", "starttime: 2099-01-01", "start_date: 2099-01-01", "valid_from: 2099-01-01"),
    *("scheduled_at: 2099-01-01", "schedule: {start: 2099-01-01}", "availability: {from: 2099-01-01}"),
    *(
        "embargo_lifts: 2099-01-01",
        "effective_from: 2099-01-01",
        "Sperrfrist: 2099-01-01",
        "fecha_publicacion: 2099-01-01",
    ),
    *("date_de_publication: 2099-01-01", "veröffentlichungsdatum: 2099-01-01", "yayın_tarihi: 2099-01-01"),
]


@pytest.mark.parametrize("line", LATER)
def test_a_later_time_of_another_program_withholds_a_story_until_then(line: str) -> None:
    found = read(line, ADOPTING)
    assert found.manuscript
    assert found.manuscript.published
    assert found.manuscript.published.year in (2098, 2099)
    assert [(each.line, each.level) for each in found.problems] == [(3, "warning")]
    assert "withheld until" in found.problems[0].message
    assert any(each.line == 3 for each in read(line, SITE).problems)


@pytest.mark.parametrize("settings", [SITE, ADOPTING])
def test_a_time_that_is_no_later_is_a_field_like_any_other(settings: Settings) -> None:
    found = read("published_at: 2026-11-20", settings)
    assert found.manuscript
    assert not found.manuscript.draft
    assert [(each.line, each.level, each.fix) for each in found.problems] == [
        (3, "warning", "did you mean `publishdate`?")
    ]


@pytest.mark.parametrize("line", ["publish_date: 2099-01-01", "embargos: 2099-01-01", "expires_at: 2027-01-01"])
def test_a_misspelt_time_of_our_own_is_an_error(line: str) -> None:
    assert [(each.line, each.level) for each in read(line, SITE).problems] == [(3, "error")]


def test_a_page_without_a_date_is_withheld_until_a_later_time_too() -> None:
    page = story.read(b"---\ntitle: Us\npublish_on: 2099-01-01\n---\nWords.\n", "content/pages/us.md", ADOPTING)
    assert page.manuscript
    assert page.manuscript.published


ENDED = [
    *("trashed_at: 2026-12-01", "cancelled_on: 2026-12-01"),
    *("expiration_date: 2026-12-01", "delete_at: 2026-12-01", "visible_until: 2026-12-01", "publish_down: 2026-12-01"),
    *("valid_until: 2026-12-01", "unpublish_at: 2026-12-01", "end_date: 2026-12-01", "stop_publishing: 2026-12-01"),
    *(
        "validity: {end: 2026-12-01}",
        "publishing: {until: 2026-12-01}",
        "retire_at: 2026-12-01",
        "archive_on: 2026-12-01",
    ),
]


@pytest.mark.parametrize("line", ENDED)
def test_a_time_at_which_another_program_takes_a_story_down_counts(line: str) -> None:
    found = read(line, ADOPTING)
    assert found.manuscript
    assert found.manuscript.expires
    assert [(each.line, each.level) for each in found.problems] == [(3, "warning")]


@pytest.mark.parametrize("line", ["valid_from: 2099-01-01", "publish_up: 2099-01-01", "publish_down: 2026-11-22"])
def test_a_time_of_another_program_is_an_error_where_copy_is_not_adopted(line: str) -> None:
    (said,) = read(line, SITE).problems
    assert (said.line, said.level) == (3, "error")
    assert "`embargo`" in said.fix or "`expires`" in said.fix


@pytest.mark.parametrize("about", ["location: Port Elm", "type: event", "layout: events", "venue: The quay"])
def test_the_times_of_an_event_are_not_those_of_its_story(about: str) -> None:
    found = read(f"{about}\nstart_date: 2099-01-01\nend_date: 2026-11-21", ADOPTING)
    assert found.manuscript
    assert (found.manuscript.expires, found.manuscript.draft, found.problems) == (None, False, ())


def test_the_earlier_of_two_times_of_expiry_counts() -> None:
    for first, then in (("2026-12-01", "2027-12-01"), ("2027-12-01", "2026-12-01")):
        found = read(f"expires: {first}\nremove_on: {then}", ADOPTING).manuscript
        assert found
        assert found.expires
        assert found.expires.year == 2026


def test_a_time_that_cannot_be_read_withholds_a_story() -> None:
    for line in ("publish_date: 01/02/2099", "published_at: 4070908800", "hold_until: week 12, 2099"):
        found = read(line, ADOPTING)
        assert found.manuscript
        assert found.manuscript.draft
        assert [(each.line, each.level) for each in found.problems] == [(3, "warning")]


TWICE = [
    *(("draft: false", "draft: true"), ("date: 2020-01-02", "date: 2099-01-01"), ("published: 2020-01-02",) * 2),
    *(
        ("hold: true", "hold: false"),
        ("status: publish", "status: draft"),
        ("embargo: 2020-01-02", "embargo: 2099-01-02"),
    ),
    *(
        ("meta: {draft: false}", "meta: {draft: true}"),
        ("hero: {a: 1}", "hero: {draft: true}"),
        ("tags: [a]", "tags: [draft]"),
    ),
    ("draft: false", "Draft: YES"),
    *(("publish_date: 2020-01-01", "publish_date: 2099-01-01"), ("expires: 2099-01-01", "expires: 2020-01-01")),
]


@pytest.mark.parametrize(("first", "second"), TWICE)
def test_a_story_is_withheld_if_one_of_two_fields_withholds_it(first: str, second: str) -> None:
    for lines in ((first, second), (second, first)):
        data = "\n".join(["---", "title: A", *lines, "---", "Words.", ""]).encode()
        found = story.read(data, "content/a.md", ADOPTING)
        assert found.manuscript is not None
        later = max(re.findall(r"2\d{3}-\d\d-\d\d", first + second), default="")
        dated = found.manuscript.published and f"{found.manuscript.published:%Y-%m-%d}"
        assert found.manuscript.draft or dated == later
        assert any(each.line == 4 and "line 3" in each.message for each in found.problems)
        assert all(each.level == "warning" for each in found.problems)


UNREADABLE = ["x: 'b", "x: {b: c", "x: `b`", "tags: [a", "*a", "x: &a b"]
"""What makes YAML unreadable as a whole."""


@pytest.mark.parametrize("broken", UNREADABLE)
@pytest.mark.parametrize(
    "line",
    [
        *("params: {draft: true}", "build: {render: never}", "build:\n  render: never", "meta:\n- draft: true"),
        *("ｄｒａｆｔ: true", '"draft": true', "tags: [ferry, WIP]", "cascade: [{_build: {render: never}}]"),
    ],
)
def test_a_mistake_elsewhere_does_not_publish_what_a_field_withholds(line: str, broken: str) -> None:
    for lines in ((line, broken), (broken, line)):
        data = "\n".join(["---", "title: A", "date: 2020-01-02", *lines, "section: B", "---", "Words.", ""]).encode()
        found = story.read(data, "content/a.md", ADOPTING)
        assert found.manuscript
        assert found.manuscript.draft


def test_a_story_is_withheld_if_one_of_two_parts_of_a_field_withholds_it() -> None:
    for first, second in (("false", "true"), ("true", "false")):
        data = f"---\ntitle: A\ndate: 2020-01-02\nmeta:\n  draft: {first}\n  draft: {second}\n---\nWords.\n"
        found = story.read(data.encode(), "content/a.md", ADOPTING)
        assert found.manuscript
        assert found.manuscript.draft


def test_a_date_that_cannot_be_read_gives_way_to_the_files_only_if_it_is_not_later() -> None:
    for date, dated in (("2020-01-02 at noon", True), ("the first week of 2099", False)):
        data = f"---\ntitle: A\ndate: {date}\n---\nWords.\n".encode()
        found = story.read(data, "content/2020-01-02-a.md", ADOPTING)
        assert found.manuscript
        assert bool(found.manuscript.published) == dated
        assert (3, "warning") in [(each.line, each.level) for each in found.problems]


@pytest.mark.parametrize("settings", [SITE, ADOPTING])
def test_what_publishes_a_story_says_nothing(settings: Settings) -> None:
    for line in SHOWN:
        found = read(line, settings)
        assert found.manuscript, (line, found.problems)
        assert (found.manuscript.draft, found.problems) == (False, ()), line


PUBLIC_WORDS = frozenset(
    """
    publish published public featured usable live posted released visible open everyone everybody anyone all world
    online true yes oui ja si sim evet null publie publique publico publica sichtbar visivel
    """.split()  # noqa: SIM905
)


@given(
    st.sampled_from(["status", "Status", "post_status", "visibility"]),
    st.from_regex(r"[a-z][a-z-]{0,12}", fullmatch=True),
)
def test_no_word_that_nobody_knows_publishes_a_story(name: str, word: str) -> None:
    public = word in PUBLIC_WORDS
    for settings in (SITE, ADOPTING):
        found = read(f"{name}: {word}", settings)
        assert public or found.manuscript is None or found.manuscript.draft
        assert public or found.problems


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
        *("_index.md", "a/b/_index.md", "news/_index.tr.md", "_includes/nav.md", "news/_data/a.md", "_note.md"),
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
    assert unreadable.manuscript
    assert unreadable.manuscript.draft
    assert {each.level for each in unreadable.problems} == {"warning"}


PLACES = [
    *("drafts/a.md", "Drafts/a.md", "private/a.md", "unpublished/a.md", "embargo/a.md", "news/EMBARGOED/more/a.md"),
    *(
        "a.draft.md",
        "2026-11-20-a.Draft.md",
        "a.private.tr.md",
        "DRAFT a.md",
        "a_DRAFT.md",
        "a (draft).md",
        "[Draft] a.md",
    ),
    *(
        "draft posts/a.md",
        "Drafts 2026/a.md",
        "DraftPosts/a.md",
        "my drafts/a.md",
        "posts (draft)/a.md",
        "drafts2/a.md",
    ),
    *("x.draft/index.md", "review/a.md", "in review/a.md", "members/a.md", "Members Only/a.md", "to-be-published/a.md"),
    *(
        "ｄｒａｆｔｓ/a.md",
        "Entwürfe/a.md",
        "brouillons/a.md",
        "taslaklar/a.md",
        "Черновики/a.md",
        "HOLD/a.md",
        "WIP/a.md",
    ),
    *(
        "draft-title.md",
        "draft_title.md",
        "draft.title.md",
        "title-draft.md",
        "title draft 2.md",
        "2026-11-20-draft-a.md",
    ),
    *("EMBARGO title.md", "a (embargo).md", "[Hold] a.md", "HOLD - a.md", "a--embargo.md", "private--a.md", "wip-a.md"),
    *("do-not-publish-a.md", "entwurf-a.md", "ｄｒａｆｔ-a.md", "not-for-publication/a.md"),
]


@pytest.mark.parametrize("path", PLACES)
def test_the_name_of_a_folder_or_file_withholds_a_story(path: str) -> None:
    found = read("slug: a", ADOPTING, f"content/{path}")
    assert found.manuscript
    assert found.manuscript.draft
    (said,) = found.problems
    assert said.level == "warning"
    assert "withheld" in said.message
    assert read("draft: true", ADOPTING, f"content/{path}").problems == ()


def test_a_folder_that_seems_to_withhold_is_pointed_out_where_copy_is_not_adopted() -> None:
    found = read("slug: a", SITE, "content/Drafts/a.md")
    assert found.manuscript
    assert [(each.path, each.level) for each in found.problems] == [("content/Drafts", "warning")]


def test_a_file_that_seems_to_be_withheld_is_pointed_out_where_copy_is_not_adopted() -> None:
    found = read("slug: a", SITE, "content/EMBARGO a.md")
    assert found.manuscript
    assert [(each.path, each.level) for each in found.problems] == [("content/EMBARGO a.md", "warning")]


@pytest.mark.parametrize(
    "path",
    [
        *("nfl-draft.md", "the-draft-of-1970.md", "private-equity/a.md", "a.tr.md", "holding/a.md", "a.review.tr.md"),
        *("review-of-the-draft-budget.md", "review-of-the-draft-budget/index.md", "members-elect/a.md", "reviews/a.md"),
        *(
            "news-review/a.md",
            "oil-embargo.md",
            "embargo-on-oil.md",
            "private-schools.md",
            "hidden-gems.md",
            "drafting.md",
        ),
        *("hold-the-line.md", "HOLD THE LINE.md", "secret-garden/a.md", "archive/a.md", "staff/a.md", "a--c.md"),
        *("on-hold-for-hours.md", "Ferry play (review of it).md", "the-draft-horse.md", "trash-collection.md"),
    ],
)
def test_other_names_of_files_withhold_nothing(path: str) -> None:
    for settings in (SITE, ADOPTING):
        found = read("slug: a", settings, f"content/{path}")
        assert found.manuscript
        assert (found.manuscript.draft, found.problems) == (False, ())


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


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("tags: [ferry, WIP]", "`tags: [ferry, WIP]`"),
        ("status:   draft", "`status: draft`"),
        ("params: {draft: true}", "`params.draft: true`"),
        ("cascade: {draft: true}", "`cascade.draft: true`"),
    ],
)
def test_the_field_that_withholds_a_story_is_quoted(field: str, said: str) -> None:
    messages = [each.message for each in read(field, ADOPTING).problems]
    assert f"the story is withheld, because it has {said}" in messages


@pytest.mark.parametrize("field", ["params: {isDraft: yes}", "extra: {unpublished: perhaps}"])
def test_a_draft_within_another_field_withholds_a_story_unless_it_says_no(field: str) -> None:
    assert read(field, ADOPTING).manuscript.draft  # type: ignore[union-attr]
    shown = read(re.sub("yes|perhaps", "false", field), ADOPTING).manuscript
    assert shown
    assert not shown.draft


@pytest.mark.parametrize(
    "path",
    ["content/_under.md", "content/town/quay/_index.md", "content/~lock.md", "content/#a.md", "content/_notes/a.md"],
)
def test_what_other_programs_pass_over_is_pointed_out_where_copy_is_not_adopted(path: str) -> None:
    found = read("tags: [Ferry]", SITE, path)
    assert found.manuscript
    assert [each.message.partition(",")[0] for each in found.problems] == ["the story is published"]
