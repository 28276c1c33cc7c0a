"""Whole sites of other programs: their instructions, links, addresses and settings."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from newsroom import Newsroom, photo

from generator.editorial.moving import Report, Request, move_in
from generator.editorial.moving._sites import hugo_addresses, jekyll_addresses, python_settings, rst
from generator.editorial.moving._sites.copy import SiteFile, read, settings_for
from generator.editorial.moving._sites.instructions import Instructions
from generator.editorial.moving._sites.liquid import Liquid, looked_up
from generator.editorial.moving._sites.markdown_text import normalised
from generator.editorial.moving._sites.shortcodes import Shortcodes, ZolaShortcodes
from generator.model.problems import Problems

SITE = settings_for("Europe/Istanbul", "en")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def _read(made: Instructions) -> str:
    return made.restored(made.made())


def _liquid(text: str, told: list[tuple[str, int]] | None = None) -> str:
    values = {"site": {"title": "Courier", "data": {"dues": [{"vessel": "Skerra"}]}}, "page": {"title": "Ferry"}}
    say = lambda what, line: (told if told is not None else []).append((what, line))  # noqa: E731
    return _read(Liquid(text, "markdown", say, lambda name: looked_up(name, values), lambda name: f"/posts/{name}/"))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{{ site.title }} and {{ page.title | upcase }}", "Courier and FERRY"),
        ("{{ site.data.dues[0].vessel }}", "Skerra"),
        ('[a]({{ "/files/a.pdf" | relative_url }})', "[a](/files/a.pdf)"),
        ("[a]({% post_url 2026-05-02-ferry %})", "[a](/posts/2026-05-02-ferry/)"),
        ("{% raw %}{{ a }}\n{% b %}{% endraw %}", "{{ a }}\n{% b %}"),
        ("One{% comment %} nobody\nreads {% endcomment %}two", "Onetwo"),
        ("[a]({{ site.title\n}}/b) c\nd\n\ne", "[a](Courier/b) c\nd\n\n\ne"),
        ("{% highlight ruby %}\nputs 1\n{% endhighlight %}", "```ruby\nputs 1\n```"),
        ("{% youtube abcdefghijk %}", "::: embed https://www.youtube.com/watch?v=abcdefghijk :::"),
        ("{% vimeo 12345678 %}", "::: embed https://vimeo.com/12345678 :::"),
        ('{% include figure.html src="/a.png" alt="Quay" caption="At dusk" %}', '![Quay](</a.png> "At dusk")'),
        ("{% gist ada/0123abc %}", "[gist.github.com/ada/0123abc](<https://gist.github.com/ada/0123abc>)"),
        ("{# a note #}shown", "shown"),
    ],
)
def test_liquid_becomes_what_readers_saw(text: str, made: str) -> None:
    told = list[tuple[str, int]]()
    assert _liquid(text, told) == made
    assert told == []


@pytest.mark.parametrize(
    ("text", "made", "line"),
    [
        ("One\n{% include poll.html %}\ntwo", "One\n\ntwo", 2),
        ("{% for a in site.b %}\n{{ a }}\n{% endfor %}\nEnd", "\n\n\nEnd", 1),
        ("{{ site.nothing }}!", "!", 1),
        ("{% if site.a %}Words{% endif %}", "", 1),
        ("Seen{% if site.a %}\nWords", "Seen", 1),
        ("{% case page.a %}{% when 'b' %}Words{% else %}Others{% endcase %}!", "!", 1),
        ("{% members %}Words{% endmembers %}!", "!", 1),
        ("```\n{{ unknown }}\n```", "```\n{{ unknown }}\n```", 2),
    ],
)
def test_liquid_that_is_not_kept_is_named_with_its_line(text: str, made: str, line: int) -> None:
    told = list[tuple[str, int]]()
    assert _liquid(text, told) == made
    assert [each[1] for each in told] == [line]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("{% if page.title %}a{% else %}b{% endif %}", "a"),
        ("{% unless page.title %}a{% else %}b{% endunless %}", "b"),
        ("{% if page.gone %}a{% elsif page.title == 'Ferry' %}b{% else %}c{% endif %}", "b"),
        ("{% if page.title != 'Ferry' or page.gone %}a{% endif %}!", "!"),
        ("{% if page.title and page.gone == nil %}a{% endif %}", "a"),
        ("{% if page.title %}{% if page.gone %}a{% else %}b{% endif %}c{% else %}d{% endif %}", "bc"),
        ("{% if false %}{% raw %}{% endif %}{% endraw %}a{% endif %}b", "b"),
        ("{% if false %}{% for x in y %}a{% else %}b{% endfor %}{% else %}c{% endif %}", "c"),
    ],
)
def test_of_a_condition_only_the_part_that_readers_saw_is_kept(text: str, made: str) -> None:
    values = {"page": {"title": "Ferry"}}
    value = lambda name: looked_up(name, values)  # noqa: E731
    told = list[str]()
    say = lambda what, line: told.append(what)  # noqa: E731
    assert _read(Liquid(text, "markdown", say, value, lambda name: "", lambda name: name == "page.gone")) == made
    assert not told


def test_attributes_of_kramdown_are_left_out_but_not_of_code(tmp_path: Path) -> None:
    body = '![A](a.png){:width="1" alt="{{ site.title }}"}\n\nWrite `{:.lead}`:\n\n```\n{:.lead}\n```\n'
    made = _moved_from(tmp_path, {"_config.yml": "", "_posts/2026-05-02-a.md": _SEEN + body})
    assert "width" not in made
    assert made.count("{:.lead}") == 2


_CODE = """
```python
a
\x20\x20\x20\x20

\t
[b](/c/)
```

- ```
  [a](/b/)
\x20\x20\x20\x20


  ```

> ```
> a
>\x20\x20\x20
> b
> ```

    a
\x20\x20\x20\x20\x20\x20

    [b](/c/)
"""


@pytest.mark.parametrize(
    "files",
    [
        {"_config.yml": "", "_posts/2026-05-02-a.md": "---\ntitle: A\n---\n"},
        {"hugo.toml": "baseURL = 'https://old.example/'\n", "content/n/a.md": "---\ntitle: A\ndate: 2026-05-02\n---\n"},
        {
            "config.toml": "base_url = 'https://old.example/'\n",
            "content/n/a.md": "+++\ntitle = 'A'\ndate = 2026-05-02\n+++\n",
        },
    ],
)
def test_code_stays_as_it_is_to_the_last_space(files: dict[str, str], tmp_path: Path) -> None:
    *others, (path, head) = files.items()
    text = f"{head}\n::: nothing\n:::\n\n[gone](/gone/) and\n{_CODE}\n[gone](/gone/) again\n"
    made = _moved_from(tmp_path, {**dict(others), path: text})
    assert _CODE in made
    assert "gone and" in made
    assert "gone again" in made


def _hugo(text: str, told: list[str]) -> str:
    known = {"ref": "/news/a/", "relref": ""}
    special = lambda name, values, written: known.get(name)  # noqa: E731
    return _read(Shortcodes(text, "markdown", lambda what, _: told.append(what), special))


@pytest.mark.parametrize(
    ("text", "made", "said"),
    [
        ('[a]({{< ref "a.md" >}})', "[a](/news/a/)", 0),
        ('[a]({{% relref "gone.md" %}})', "[a]()", 1),
        ('{{< figure src="a.png" alt="Quay" title="At dusk" >}}', '![Quay](<a.png> "At dusk")', 0),
        ("{{< highlight go >}}\nx := 1\n{{< /highlight >}}", "```go\nx := 1\n```", 0),
        ('{{< youtube id="abcdefghijk" >}}', "::: embed https://www.youtube.com/watch?v=abcdefghijk :::", 0),
        ("{{% note %}}\nMind the *gap*.\n{{% /note %}}", "> **Note**  \n> Mind the *gap*.", 0),
        ("{{< tabs >}}\nWords {{< inner >}}.\n{{< /tabs >}}", "\nWords .\n", 2),
        ('{{</* figure src="a" */>}}', '`{{< figure src="a" >}}`', 0),
        ("{{% raw %}}{{% a %}}{{% /raw %}}", "`{{% a %}}`", 0),
        ("`{{</* a */>}}` {{</* b */>}}", "`{{< a >}}` `{{< b >}}`", 0),
        ("```\n{{%/* comment */%}}\n```\n\n    {{</* a */>}}", "```\n{{% comment %}}\n```\n\n    {{< a >}}", 0),
        ("Write {{/* a note */}} there", "Write `{{/* a note */}}` there", 0),
    ],
)
def test_shortcodes_of_hugo_and_nikola(text: str, made: str, said: int) -> None:
    told = list[str]()
    assert _hugo(text, told).rstrip("\n") == made.rstrip("\n")
    assert len(told) == said


@pytest.mark.parametrize(
    ("text", "made", "said"),
    [
        ('{{ youtube(id="abcdefghijk") }}', "::: embed https://www.youtube.com/watch?v=abcdefghijk :::", 0),
        ('{% quote(author="Ruth") %}\nWe missed her.\n{% end %}', "> We missed her.\n>\n> Ruth", 0),
        ("{{ tide(time=6) }}", "", 1),
        ("{% box() %}\nWords\n{% end %}", "\nWords\n", 1),
    ],
)
def test_shortcodes_of_zola(text: str, made: str, said: int) -> None:
    told = list[str]()
    assert _read(ZolaShortcodes(text, "markdown", lambda what, _: told.append(what))) == made
    assert len(told) == said


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            "[a][b] and [c][]\n\n[b]: /b\n[c]: <https://c.example> 'C'",
            "[a](</b>) and [c](<https://c.example> 'C')\n\n\n",
        ),
        ("[![p][i]][l]\n\n[i]: /i.png\n[l]: /l", "[![p](</i.png>)](</l>)\n\n\n"),
        ("`[a][b]` stays\n\n[b]: /b", "`[a][b]` stays\n\n"),
        ("See [a\nb](/c).\nAnd [d\ne][f]: g\n\n[f]: /f", "See [a b](/c).\nAnd [d e](</f>): g\n\n"),
        ("[`a\nb`](/c).", "[`a b`](/c)."),
        ("See [part](#the-part)\n\n## The part", "See [part](#the-part)\n\n## The part {#the-part}"),
        ("See [part](#gone)", "See part"),
        ('An <img src="/a.png" alt="A quay"> here', "An ![A quay](</a.png>) here"),
        ('A <a href="/b">link</a> here', "A [link](</b>) here"),
        ("<div>\n<p>One <em>word</em></p>\n</div>\n\nTwo", "One *word*\n\n\n\nTwo"),
        ("```\n<div>[a][b]</div>\n```\n\n[b]: /b", "```\n<div>[a][b]</div>\n```\n\n"),
        ("Not a reference: [1] and [x]", "Not a reference: [1] and [x]"),
        (
            "<figure>\n\n![A](/a.png)\n\n<figcaption>At *low* water</figcaption>\n</figure>",
            '![A](</a.png> "At \\*low\\* water")\n\n\n\n\n',
        ),
    ],
)
def test_links_and_html_of_markdown_have_one_form(text: str, made: str) -> None:
    assert normalised(text, lambda *_: None) == made


def test_a_bare_address_is_a_link_where_the_program_makes_one_of_it() -> None:
    text = "See https://a.example/b_(c)), (https://a.example/d).\n\n::: embed https://a.example/e :::\n"
    kept = "`https://a.example/f` [g https://a.example/h](/i) <https://a.example/j>"
    made = normalised(f"{text}\n{kept}", lambda *_: None, bare_links=True)
    linked = "See <https://a.example/b_(c)>), (<https://a.example/d>).\n\n::: embed https://a.example/e :::\n"
    assert made == f"{linked}\n{kept}"
    assert normalised(text, lambda *_: None) == text


def test_formulas_are_said_with_their_lines_since_nothing_sets_them() -> None:
    told = list[tuple[str, int]]()
    text = "a\n\nb $$x^2$$ c `$$y$$`\n\n```\n$$z$$\n```\n\n$$\nw\n$$\n"
    assert normalised(text, lambda what, line: told.append((what, line))) == text
    assert told == [
        ("a formula is shown as written: `$$x^2`", 3),
        ("a formula is shown as written: `$$w`", 9),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["[a]", "(b)", "[a]: b", "\n", "```", "<div>", "</div>", "`", "{%", "{{", "%}", "}}", "# a"])
    )
)
def test_any_body_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert isinstance(normalised(_liquid(text), lambda *_: None), str)
    assert isinstance(_hugo(text, []), str)


@pytest.mark.parametrize(
    "piece",
    [
        *("{% highlight a %}", "{{< a >}}", "{{</* ", "[a][", "<img ", "{% raw %}", "[a](#b)", "{{%"),
        *("https://a.example/)", "<figure>\n\n", "$$ ", "[https://a"),
        *("{% if a %}", "{% unless a %}x{% endunless %}", "{% members %}", "{{ a\n}} b "),
    ],
)
def test_hostile_bodies_take_linear_time(piece: str) -> None:
    started = process_time()
    _liquid(piece * 5000)
    _hugo(piece * 5000, [])
    normalised(piece * 5000, lambda *_: None, bare_links=True)
    assert process_time() - started < 5


def _copy(path: str, front: str) -> SiteFile:
    return read(
        f"---\ntitle: The Ferry\ndate: 2026-05-02 08:30\n{front}\n---\nWords.\n".encode(), path, SITE, spaced=True
    )


@pytest.mark.parametrize(
    ("pattern", "front", "address"),
    [
        ("date", "categories: harbour News", "/harbour/news/2026/05/02/ferry-back.html"),
        ("pretty", "", "/2026/05/02/ferry-back/"),
        ("ordinal", "", "/2026/122/ferry-back.html"),
        ("none", "category: Harbour", "/harbour/ferry-back.html"),
        ("/:short_year/:i_month/:i_day/:slug", "slug: Other Name", "/26/5/2/other-name"),
        ("/blog/:title_x/", "", "/blog/ferry-back_x/"),
    ],
)
def test_permalinks_of_jekyll(pattern: str, front: str, address: str) -> None:
    copy = _copy("_posts/2026-05-02-ferry-back.md", front)
    styled = jekyll_addresses.STYLES.get(pattern, pattern)
    assert jekyll_addresses.filled(styled, copy, "ferry-back", "posts", copy.time("published")) == address


@pytest.mark.parametrize(
    ("path", "pattern", "front", "address"),
    [
        ("content/News/Ferry back.md", "", "", "/news/ferry-back/"),
        ("content/news/ferry/index.md", "", "", "/news/ferry/"),
        ("content/news/2026/ferry.md", "", "slug: Boat", "/news/2026/boat/"),
        ("content/news/ferry.md", "/:year/:month/:slug/", "", "/2026/05/the-ferry/"),
        ("content/news/a/b/ferry.md", "/:sections[1:]/:contentbasename/", "", "/a/b/ferry/"),
        ("content/news/ferry.md", "/:monthname/:weekdayname/:filename.html", "", "/may/saturday/ferry.html"),
        ("content/news/ferry.md", "/:year/:slug/", "url: /kept.html", "/kept.html"),
        ("content/about.md", "", "", "/about/"),
    ],
)
def test_addresses_of_hugo(path: str, pattern: str, front: str, address: str) -> None:
    patterns = {"news": pattern} if pattern else {}
    assert hugo_addresses.address(_copy(path, front), path, patterns) == address


def test_settings_in_python_are_read_without_running_them(tmp_path: Path) -> None:
    file = tmp_path / "conf.py"
    file.write_text(
        'import os\nos.system("touch ran")\nA = "a"\nB = (("x", A + "b"), [1, True])\nC = os.getcwd()\nD = f"{A}!"\n'
        "E = {A: None}\nF = G = dict(h=-1)\nwhile True:\n    pass\n"
    )
    found = python_settings.read(file)
    assert found == {
        "A": "a",
        "B": [["x", "ab"], [1, True]],
        "D": "a!",
        "E": {"a": None},
        "F": {"h": -1},
        "G": {"h": -1},
    }


@pytest.mark.parametrize("text", ["A = (", "\0", "A = 1\n" * 3 + "def", "(" * 500])
def test_settings_that_are_no_python_are_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "conf.py").write_text(text)
    assert python_settings.read(tmp_path / "conf.py") == {}


def test_restructuredtext_reads_no_other_file() -> None:
    told = list[str]()
    text = ".. include:: /etc/passwd\n\n.. raw:: html\n   :file: /etc/passwd\n\n.. csv-table::\n   :file: /etc/passwd\n"
    assert "root:" not in rst.html_of(text, lambda what, _: told.append(what))
    assert len(told) == 3


def test_the_words_of_an_unknown_directive_are_kept_and_named() -> None:
    told = list[tuple[str, int]]()
    made = rst.html_of("One.\n\n.. poll:: a\n   :b: c\n\n   Two :role:`three`.\n", lambda *each: told.append(each))
    assert "Two three." in made
    assert told == [("the directive `poll` has no equivalent in Broadsheet", 3)]


def test_fields_of_restructuredtext_are_above_its_text() -> None:
    parts = rst.parts_of("=====\nFerry\n=====\n\n:date: 2026-05-02\n:tags: a,\n  b\n\nWords.\n")
    assert parts.front
    assert {name: each.value.text for name, each in parts.front.entries.items()} == {
        "title": "Ferry",
        "date": "2026-05-02",
        "tags": "a, b",
    }
    assert parts.body.strip() == "Words."


def _move(folder: Path, files: dict[str, str], write: bool = True) -> Report:
    for name, text in files.items():
        (folder / "old" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "old" / name).write_text(text, encoding="utf-8")
    request = Request(site=folder / "new", source=folder / "old", now=NOW)
    return move_in(request, None, write)


def test_a_link_out_of_the_site_brings_no_file_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "old" / "images").mkdir(parents=True)
    (tmp_path / "old" / "images" / "link.png").symlink_to(tmp_path / "secret.png")
    post = "---\ntitle: A\n---\n![a](../../secret.png) ![b](/../secret.png) ![c](/images/link.png)\n"
    report = _move(tmp_path, {"_config.yml": "title: T\n", "_posts/2026-05-02-a.md": post})
    assert [each.kind for each in report.files] == ["settings", "story"]
    assert len(report.missing) == 3


def test_dates_of_jekyll_are_those_of_the_site_s_time_zone(tmp_path: Path) -> None:
    post = "---\ntitle: Late\ndate: 2026-05-02 23:30:00 -0400\n---\nWords.\n"
    made = _moved_from(tmp_path, {"_config.yml": "timezone: Europe/Istanbul\n", "_posts/2026-05-02-late.md": post})
    assert "published: 2026-05-03T06:30:00+03:00" in made
    assert "/2026/05/02/" not in made
    made = _moved_from(tmp_path / "without", {"_config.yml": "title: T\n", "_posts/2026-05-02-late.md": post})
    assert "published: 2026-05-03T03:30:00+00:00" in made
    assert "/2026/05/02/late.html" in made


@pytest.mark.parametrize(
    ("files", "kept"),
    [
        ({"_config.yml": "", "_posts/2026-05-02-a.md": ""}, True),
        ({"_config.yml": "markdown: CommonMark\n", "_posts/2026-05-02-a.md": ""}, False),
        ({"hugo.toml": "baseURL = 'https://old.example/'\n", "content/a.md": ""}, True),
        ({"hugo.toml": "[markup.goldmark.extensions]\ntypographer = false\n", "content/a.md": ""}, False),
    ],
)
def test_typographic_signs_stay_where_the_program_made_them(tmp_path: Path, files: dict[str, str], kept: bool) -> None:
    made = _moved_from(tmp_path, {name: text or "---\ntitle: A\n---\nIt's.\n" for name, text in files.items()})
    assert ('[typography]\nlanguages = ["en"]' in made) == kept


def test_withheld_texts_can_move_as_drafts(tmp_path: Path) -> None:
    files = {"_config.yml": "title: T\n", "_posts/2026-05-02-a.md": "---\ntitle: A\npublished: false\n---\nWords.\n"}
    _move(tmp_path, files, write=False)
    request = Request(site=tmp_path / "new", source=tmp_path / "old", now=NOW, drafts=True)
    move_in(request, None, True)
    assert "draft: true" in next((tmp_path / "new" / "content").rglob("*.md")).read_text()


def test_what_an_editor_has_changed_stays(tmp_path: Path) -> None:
    files = {"_config.yml": "title: T\n", "_posts/2026-05-02-a.md": "---\ntitle: A\n---\nWords.\n"}
    _move(tmp_path, files)
    story = next((tmp_path / "new" / "content").rglob("*.md"))
    story.write_text(story.read_text() + "More.\n")
    report = _move(tmp_path, files)
    assert [each.outcome for each in report.files if each.kind == "story"] == ["edited"]
    assert story.read_text().endswith("More.\n")


def test_redirects_that_not_every_disk_can_store_beside_each_other_are_left_out_and_said(tmp_path: Path) -> None:
    posts = tmp_path / "old" / "_posts"
    posts.mkdir(parents=True)
    (tmp_path / "old" / "_config.yml").write_text("title: Old\n", "utf-8")
    for day, address in enumerate(("/2020/x/", "/2020/X/", "/a.html/b/", "/a.html"), 1):
        text = f"---\ntitle: Story {day}\npermalink: {address}\n---\nWords.\n"
        (posts / f"2020-01-0{day}-story.md").write_text(text, "utf-8")
    report = move_in(Request(source=tmp_path / "old", site=tmp_path / "site", now=NOW), None, False)
    assert [old for old, _ in report.orphans] == ["/2020/X/", "/a.html"]


def test_a_site_within_the_folder_that_is_moved_is_refused(tmp_path: Path) -> None:
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_config.yml").write_text("title: Old\n", "utf-8")
    (tmp_path / "new").mkdir()
    with pytest.raises(Problems, match="the site is within this folder"):
        move_in(Request(source=tmp_path, site=tmp_path / "new", now=NOW), None, True)
    assert not [*(tmp_path / "new").iterdir()]


def _moved_from(site: Path, files: dict[str, str]) -> str:
    """Everything that a move of a small site writes, drafts left out."""
    for path, text in files.items():
        file = site / "old" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    move_in(Request(source=site / "old", site=site / "new", now=NOW), None, True)
    written = (each for each in (site / "new").rglob("*") if each.is_file())
    return "\n".join(each.read_text(encoding="utf-8", errors="replace") for each in sorted(written))


def test_old_addresses_of_files_that_the_site_makes_are_left_out_and_named(tmp_path: Path) -> None:
    old = ["/feed.xml", "/robots.txt", "/sitemap.xml", "/404.html", "/sw.js", "/harbour/feed.xml", "/favicon.ico"]
    aliases = f"aliases: [{', '.join([*old, '/index.html', '/index.xml'])}]\n"
    text = _SEEN.replace("date:", f"{aliases}date:")
    files = {"hugo.toml": _HUGO, "content/harbour/a.md": text, "content/harbour/b.md": text}
    for path, each in files.items():
        (tmp_path / "old" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / path).write_text(each.replace("Seen", path), encoding="utf-8")
    report = move_in(Request(source=tmp_path / "old", site=tmp_path / "new", now=NOW), None, True)
    assert [old for old, new in report.orphans if new == "a file of the new site itself"] == old
    made = (tmp_path / "new/content/harbour/2026-05-02-a.md").read_text(encoding="utf-8")
    assert 'aliases:\n  - "/index.xml/"\n---' in made
    Newsroom(tmp_path / "new").build()  # which raises any error


@pytest.mark.parametrize(
    ("settings", "section", "tag"),
    [
        ("hugo.toml", "---\ntitle: The harbour\ndescription: Quays\n---\n", "---\ntitle: All on the ferry\n---\n"),
        ("config.toml", "+++\ntitle = 'The harbour'\ndescription = 'Quays'\n+++\n", ""),
    ],
)
def test_texts_above_lists_describe_sections_and_tags(settings: str, section: str, tag: str, tmp_path: Path) -> None:
    base = "baseURL" if settings == "hugo.toml" else "base_url"
    of_tags = "tags: [Ferry]" if tag else "taxonomies: {tags: [Ferry]}"
    files = {
        settings: f"{base} = 'https://old.example/'\n",
        "content/harbour/_index.md": f"{section}Tides and [dues](/harbour/a/).\n",
        "content/harbour/a.md": _SEEN.replace("date:", f"{of_tags}\ndate:"),
        **({"content/tags/ferry/_index.md": f"{tag}It sails at noon.\n"} if tag else {}),
        "content/gone/_index.md": f"{section.replace('The harbour', 'Gone')}No story is here.\n",
    }
    _moved_from(tmp_path, files)
    new = tmp_path / "new/content"
    described = (new / "the-harbour/_index.md").read_text(encoding="utf-8")
    assert described == "---\nstandfirst: Quays\n---\n\nTides and [dues](<2026-05-02-a.md>).\n"
    if tag:
        said = (new / "tags/ferry/_index.md").read_text(encoding="utf-8")
        assert said == "---\ntitle: All on the ferry\n---\n\nIt sails at noon.\n"
    assert not (new / "gone").exists()
    newsroom = Newsroom(tmp_path / "new")
    newsroom.build()
    assert "Tides and" in (newsroom.folder / "output/the-harbour/index.html").read_text(encoding="utf-8")


def test_a_gallery_of_nikola_is_a_page_with_its_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "old/galleries/the-storm"
    folder.mkdir(parents=True)
    for name in ("quay-at_dusk.jpg", "gate.jpg", "left-out.jpg"):
        (folder / name).write_bytes(photo())
    _moved_from(
        tmp_path,
        {
            "conf.py": "BLOG_TITLE = 'A'\n",
            "galleries/the-storm/index.txt": ".. title: The storm\n\nSeen from the *quay*.\n",
            "galleries/the-storm/exclude.meta": "left-out.jpg\n",
            "galleries/the-storm/metadata.yml": "---\nname: quay-at_dusk.jpg\n---\nname: gate.jpg\ncaption: The gate\n",
        },
    )
    page = (tmp_path / "new/content/pages/the-storm.md").read_text(encoding="utf-8")
    assert page.partition("---\n\n")[2] == (
        "Seen from the *quay*.\n\n::: gallery The storm\n"
        "![Quay at dusk](<../galleries/the-storm/quay-at_dusk.jpg>)\n\n"
        '![The gate](<../galleries/the-storm/gate.jpg> "The gate")\n:::\n'
    )
    assert '  - "/galleries/the-storm/"' in page
    Newsroom(tmp_path / "new").build()


def test_a_story_that_readers_saw_before_its_date_is_named(tmp_path: Path) -> None:
    for path, text in {
        "config.toml": "base_url = 'https://old.example/'\n",
        "content/harbour/a.md": _SEEN.replace("2026", "2090"),
    }.items():
        (tmp_path / "old" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "old" / path).write_text(text, encoding="utf-8")
    report = move_in(Request(source=tmp_path / "old", site=tmp_path / "new", now=NOW), None, False)
    assert [each.text for each in report.unkept] == [
        "`Seen` was public, but is dated 2090-05-02: readers see it only then"
    ]


def test_shortcodes_that_a_text_only_shows_do_not_stop_it(tmp_path: Path) -> None:
    body = "Write {{</* comment */>}} a {{</* /comment */>}}, or\n\n{{%/* comment */%}}\n\nor {{/* this */}}.\n"
    made = _moved_from(tmp_path, {"hugo.toml": _HUGO, "content/harbour/a.md": _SEEN + body})
    assert "Write `{{< comment >}}` a `{{< /comment >}}`, or\n\n`{{% comment %}}`\n\nor `{{/* this */}}`.\n" in made


_SEEN = "---\ntitle: Seen\ndate: 2026-05-02\n---\nSeen.\n"
_SECRET = "---\ntitle: Secret\ndate: 2026-05-02\n{0}\n---\nSecret.\n"
_HUGO = "baseURL = 'https://old.example/'\n"
_PELICAN = "PATH = 'content'\n"
_OF_PELICAN = {"content/seen.md": "Title: Seen\nDate: 2026-05-02\nStatus: published\n\nSeen.\n"}


@pytest.mark.parametrize(
    "files",
    [
        {"hugo.toml": _HUGO + "ignoreFiles = ['secret/.*']", "content/n/a.md": _SEEN, "content/secret/b.md": _SECRET},
        {"hugo.toml": _HUGO, "content/n/a.md": _SEEN, "content/b.md": _SECRET.format("publishDate: 2090-01-01")},
        {"hugo.toml": _HUGO, "content/n/a.md": _SEEN, "content/b.md": _SECRET.replace("2026", "2090")},
        {
            "hugo.toml": _HUGO + "[[cascade]]\ndraft = true\n[cascade.target]\npath = '/{x,secret}/**'",
            "content/n/a.md": _SEEN,
            "content/secret/b.md": _SECRET,
        },
        {
            "hugo.toml": _HUGO,
            "content/n/a.md": _SEEN,
            "content/n/_index.md": _SECRET.format("draft: true"),
        },
        {
            "hugo.toml": _HUGO,
            "content/n/a.md": _SEEN
            + "{{% comment %}}Secret{{% /comment %}}\n\n{{< members >}}Secret{{< /members >}}\n",
        },
        {"eleventy.config.js": "", ".gitignore": "secret\n", "n/a.md": _SEEN, "secret/b.md": _SECRET},
        {"eleventy.config.js": "c.ignores.add('secret/**')", "n/a.md": _SEEN, "secret/b.md": _SECRET},
        {"eleventy.config.js": "", "n/a.md": _SEEN, "n/b.md": _SECRET.format("permalink:\n  build: false")},
        {"_config.yml": "", "_posts/2026-05-02-a.md": _SEEN + "{% if page.b %}Secret{% endif %}\n"},
        {
            "_config.yml": "",
            "_posts/2026-05-02-a.md": _SEEN + "{% if jekyll.environment == 'development' %}Secret{% endif %}\n",
        },
        {
            "pelicanconf.py": _PELICAN + "DEFAULT_METADATA = (('status', 'draft'),)",
            "content/secret.md": "Title: Secret\nDate: 2026-05-02\n\nSecret.\n",
            **_OF_PELICAN,
        },
        {
            "pelicanconf.py": _PELICAN + "EXTRA_PATH_METADATA = {'secret.md': {'status': 'draft'}}",
            "content/secret.md": "Title: Secret\nDate: 2026-05-02\n\nSecret.\n",
            **_OF_PELICAN,
        },
        {
            "pelicanconf.py": _PELICAN + "IGNORE_FILES = ['*.secret.md']",
            "content/b.secret.md": "Title: Secret\nDate: 2026-05-02\n\nSecret.\n",
            **_OF_PELICAN,
        },
    ],
)
def test_what_the_old_site_did_not_show_is_not_moved(tmp_path: Path, files: dict[str, str]) -> None:
    made = _moved_from(tmp_path, {path: text.replace("{0}\n", "") for path, text in files.items()})
    assert "Seen." in made
    assert "Secret" not in made
