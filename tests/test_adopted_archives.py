"""Small archives as the programs' own starters make them: each builds at the first try, and says what it did."""

from __future__ import annotations

import codecs

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from newsroom import SETTINGS, Newsroom, story

from generator.cli import main
from generator.model.problems import Problem
from generator.model.settings import Settings
from generator.reading.story import read

ADOPTING = SETTINGS + "adopt = true\n"

JEKYLL = """-- content/_posts/2024-05-01-welcome-to-jekyll.markdown --
---
layout: post
title:  "Welcome to the harbour!"
date:   2024-05-01 10:00:00 +0200
categories: harbour update
tags: ferry crane
image: /assets/quay.svg
---
See [the next one]({% post_url 2024-05-02-second-post %}) and [about]({{ site.baseurl }}/about/).

{% highlight ruby linenos %}
puts "# no heading"

puts "second"
{% endhighlight %}

{% include note.html %}
[guide]: https://example.org/guide

Read the [guide]. [The feed]({{ "/feed.xml" | relative_url }}).
{: .note}

## Results {#results}

See [results](#results).
-- content/static/assets/quay.svg --
<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>
-- content/_posts/2024-05-02-second-post.md --
---
layout: post
---
# The second headline

Words.
-- content/_posts/2024-05-03-no-front-matter.md --
Only words.
-- content/_drafts/not-ready.md --
---
title: SECRET
---
SECRET
-- content/_data/authors.yml --
ada: Ada
-- content/index.markdown --
---
layout: home
---
-- content/about.markdown --
---
layout: page
title: About
permalink: /about/
---
Us.
"""

HUGO = """-- content/_index.md --
---
title: Home
---
-- content/posts/_index.md --
+++
title = "Posts"
+++
-- content/posts/my-first-post.md --
+++
title = 'My First Post'
date = 2024-01-14T07:07:07+01:00
draft = false
[taxonomies]
series = ["Harbour"]
+++
{{< figure src="quay.svg" title="The quay" >}}

See [the other]({{< ref "bundle/index.md" >}}) and {{< param name >}}.

{{< highlight go >}}
fmt.Println("# no heading")
{{< /highlight >}}

<!--more-->

The rest.
-- content/posts/quay.svg --
<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>
-- content/posts/bundle/index.md --
---
title: A bundle
date: 2024-01-15
lastmod: 2024-01-02
aliases: [/old-bundle/, "../relative-old"]
url: /special/bundle.html
tags: [Ferry]
---
Words.
-- content/posts/json.md --
{
  "title": "In JSON",
  "date": "2024-01-16",
  "tags": ["Ferry"],
  "authors": [{"name": "Ada Marsh"}, {"url": "https://example.org"}]
}
Words.
"""

ZOLA = """-- content/blog/_index.md --
+++
title = "Blog"
sort_by = "date"
+++
-- content/blog/2024-02-01-first.md --
+++
title = "First"
[taxonomies]
tags = ["Ferry", "Crane"]
categories = ["Harbour"]
authors = ["Ada Marsh"]
[extra]
cover = "x.png"
+++
See [second](@/blog/second/index.md#more).
-- content/blog/second/index.md --
+++
title = "Second"
date = 2024-02-02
path = "notes/second"
+++
## More

Words.
"""

PELICAN = """-- content/my-super-post.md --
Title: My super post: the title
Date: 2010-12-03 10:20
Modified: 2010-12-05 19:30
Category: Python
Tags: pelican, two words
Slug: my-super-post
Authors: Alexis Metaireau; Conan Doyle
Summary: Short version for index

See [the other]({filename}other.md) and ![a quay]({static}/images/quay.svg).
-- content/other.md --
Title: Other
Date: 2010-12-04
Status: draft

SECRET
-- content/images/quay.svg --
<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>
-- content/old.rst --
Old
###
"""

ELEVENTY = """-- content/blog/firstpost.md --
---
title: This is my first post.
description: This is a post on My Blog about agile frameworks.
date: 2018-05-01
tags: another tag
---
## Section Header

Bring to the table win-win survival strategies. [Fourth](/blog/fourthpost/)
-- content/blog/fourthpost.md --
---
title: This is my fourth post.
date: 2018-09-30
draft: true
---
SECRET
-- content/blog/blog.11tydata.js --
export default {
	tags: [
		"posts"
	],
	"layout": "layouts/post.njk",
};
-- content/index.njk --
---
numberOfLatestPostsToShow: 3
---
<h1>Hi</h1>
"""

DOCUSAURUS = """-- content/blog/authors.yml --
slorber:
  name: Sébastien
-- content/blog/2019-05-29-long-blog-post.md --
---
slug: long-blog-post
title: Long Blog Post
authors: yangshun
tags: [hello, docusaurus]
---
This is the summary.

<!-- truncate -->

:::tip My tip

Text in it.

:::
-- content/blog/2021-08-01-mdx-blog-post.mdx --
---
slug: /mdx-blog-post
title: MDX Blog Post
authors: [slorber]
---
import Tabs from '@theme/Tabs';
import {
  One,
} from 'two';

{/* truncate */}

<button onClick={() => alert('button clicked!')}>Click me!</button>

Words. [Next](./2019-05-29-long-blog-post.md)
-- content/blog/2021-08-26-welcome/index.md --
---
slug: welcome
title: Welcome
authors:
  - name: Ada Marsh
    title: Harbour master
  - key: yangshun
---
![Quay](./quay.svg)
-- content/blog/2021-08-26-welcome/quay.svg --
<svg xmlns='http://www.w3.org/2000/svg' width='4' height='4'/>
"""


def _adopted(newsroom: Newsroom, files: str) -> tuple[Problem, ...]:
    built = newsroom.write(ADOPTING + files).build()
    assert not any(b"SECRET" in data for data in newsroom.tree().values())
    checked = CliRunner().invoke(main, ["check", "--site", str(newsroom.folder), "--output", str(newsroom.output)])
    assert checked.exit_code == 0, checked.output
    return built.warnings


def _redirects(newsroom: Newsroom, place: str, target: str) -> bool:
    path = place.lstrip("/") + ("index.html" if place.endswith("/") else "")
    return f'url={target}"' in newsroom.tree()[path].decode()


def test_a_site_of_jekyll(newsroom: Newsroom) -> None:
    _adopted(newsroom, JEKYLL)
    page = newsroom.page("2024/05/01/welcome-to-the-harbour")
    assert _redirects(newsroom, "/2024/05/01/welcome-to-jekyll.html", "/2024/05/01/welcome-to-the-harbour/")
    assert '<code class="language-ruby">puts &quot;# no heading&quot;\n\nputs &quot;second&quot;' in page
    assert '<a href="https://example.org/guide">guide</a>' in page
    assert '<a href="/2024/05/02/second-post/">' in page
    assert '<a href="/feed.xml">' in page
    assert '<h2 id="results">Results</h2>' in page
    assert "/tags/crane/" in page
    assert "/assets/quay.svg" in page
    for unseen in ("{%", "{{", "{:", "note.html"):
        assert unseen not in page
    assert _redirects(newsroom, "/2024/05/02/second-post/", "/2024/05/02/the-second-headline/")
    assert "Only words." in newsroom.page("2024/05/03/no-front-matter")


def test_a_site_of_hugo(newsroom: Newsroom) -> None:
    warnings = _adopted(newsroom, HUGO)
    page = newsroom.page("2024/01/14/my-first-post")
    assert "<figcaption>The quay" in page
    assert '<a href="/2024/01/15/a-bundle/">' in page
    assert "# no heading" in page
    assert _redirects(newsroom, "/posts/my-first-post/", "/2024/01/14/my-first-post/")
    for old in ("/posts/bundle/", "/old-bundle/", "/special/bundle.html"):
        assert _redirects(newsroom, old, "/2024/01/15/a-bundle/")
    assert "Ada Marsh" in newsroom.page("2024/01/16/in-json")
    assert {each.path for each in warnings if each.outcome == "dropped"} >= {
        "content/_index.md",
        "content/posts/_index.md",
    }


def test_a_site_of_zola(newsroom: Newsroom) -> None:
    _adopted(newsroom, ZOLA)
    page = newsroom.page("2024/02/01/first")
    for shown in ("/tags/crane/", "/harbour/", "Ada Marsh", '<a href="/2024/02/02/second/#more">'):
        assert shown in page
    assert _redirects(newsroom, "/notes/second/", "/2024/02/02/second/")


def test_a_site_of_pelican(newsroom: Newsroom) -> None:
    warnings = _adopted(newsroom, PELICAN)
    page = newsroom.page("2010/12/03/my-super-post")
    for shown in ("My super post: the title", "Conan Doyle", "/tags/two-words/", "/images/quay.svg", "/python/"):
        assert shown in page
    assert any(each.path == "content/old.rst" and "reStructuredText" in each.message for each in warnings)


def test_a_site_of_eleventy(newsroom: Newsroom) -> None:
    warnings = _adopted(newsroom, ELEVENTY)
    page = newsroom.page("2018/05/01/this-is-my-first-post")
    assert _redirects(newsroom, "/blog/firstpost/", "/2018/05/01/this-is-my-first-post/")
    assert "/tags/another/" in page
    said = {each.path: each.message for each in warnings}
    assert "is not read" in said["content/blog/blog.11tydata.js"]
    assert "content/index.njk" in said


def test_a_site_of_docusaurus(newsroom: Newsroom) -> None:
    _adopted(newsroom, DOCUSAURUS)
    page = newsroom.page("2019/05/29/long-blog-post")
    assert "<strong>My tip</strong>" in page
    assert "Text in it." in page
    assert ":::" not in page
    page = newsroom.page("2021/08/01/mdx-blog-post")
    assert '<a href="/2019/05/29/long-blog-post/">Next</a>' in page
    assert "import" not in page
    assert "theme/Tabs" not in page
    page = newsroom.page("2021/08/26/welcome")
    assert "Ada Marsh" in page
    assert "quay.svg" in page
    assert _redirects(newsroom, "/blog/welcome/", "/2021/08/26/welcome/")


ODD: dict[str, bytes] = {
    "crlf.md": b"---\r\ntitle: Lines\r\ndate: 2024-01-01\r\n---\r\nOne.\r\n\r\nTwo.\r\n",
    "bom.md": codecs.BOM_UTF8 + b"---\ntitle: Mark\ndate: 2024-01-01\n---\nWords.\n",
    "latin1.md": "---\ntitle: Café\ndate: 2024-01-01\n---\nDéjà vu – “so”.\n".encode("cp1252"),
    "utf16.md": "---\ntitle: Sixteen\ndate: 2024-01-01\n---\nWords.\n".encode("utf-16"),
    "tab.md": b"---\ntitle:\tTabs\ntags:\n\t- Ferry\ndate: 2024-01-01\n---\nWords.\n",
    "colon.md": b"---\ntitle: Harbour: a history\ndate: 2024-01-01\n---\nWords.\n",
    "nested.md": b"---\ntitle: Harbour: nested\ndate: 2024-01-01\nauthor:\n  name: A\n  title: Editor\n---\nWords.\n",
    "anchor.md": b"---\ntitle: &t Anchored\ndescription: *t\ndate: 2024-01-01\n---\nWords.\n",
    "hashtag.md": b"---\ntitle: Ferry #12 sails\ndate: 2024-01-01\n---\nWords.\n",
    "control.md": b"---\ntitle: Bell\x07s\ndate: 2024-01-01\n---\nA \x0b word.\n",
    "emoji.md": "---\ntitle: 🎉\ndate: 2024-01-01\n---\nWords.\n".encode(),
    "2024-01-01-wrong-date.md": b"---\ntitle: Wrong\ndate: 2020-13-45\n---\nWords.\n",
    "2024-01-01-empty-title.md": b"---\ntitle:\n---\nWords.\n",
    "2024-01-01-unclosed.md": b"---\ntitle: Unclosed\n\nWords.\n",
    "2024-01-01-list.md": b"---\n- a\n- b\n---\nWords.\n",
    "2024-01-01-text.md": b"---\njust words\n---\nWords.\n",
    "section.md": b"---\ntitle: S\ndate: 2024-01-01\ncategory: News/Local\ncategories: [[A, B]]\n---\nWords.\n",
    "year.md": b"---\ntitle: Y\ndate: 2024-01-01\ncategory: 2015\ntags: [tags, '???']\n---\nWords.\n",
    "expired.md": b"---\ntitle: X\ndate: 2024-01-01\nmodified: 2023-01-01\nlang: English\nslug: '///'\n---\nWords.\n",
}
NOWHERE: dict[str, bytes] = {
    "empty.md": b"",
    "zero.md": b"\0\0\0",
    "undated.md": b"---\ntitle: SECRET\n---\nSECRET\n",
    "wrong.md": b"---\ntitle: SECRET\ndate: 2020-13-45\n---\nSECRET\n",
    "broken.md": b"+++\ntitle = SECRET\n+++\nSECRET\n",
    "code.md": b"---js\n{ title: 'SECRET' }\n---\nSECRET\n",
    "draft.md": b"---\ntitle: SECRET\ndraft: perhaps\ndate: 2024-01-01\n---\nSECRET\n",
    "expiry.md": b"---\ntitle: SECRET\nexpires: someday\ndate: 2024-01-01\n---\nSECRET\n",
    "unclosed.md": b"---\ntitle: SECRET\ndate: 2024-01-01\ndraft: true\n\nSECRET\n",
    "untidy.md": b"---\ntitle: a: SECRET\ndate: 2024-01-01\nparams:\n\tdraft: true\n---\nSECRET\n",
    "merge.md": b"---\ntitle: SECRET\ndate: 2024-01-01\n---\n<<<<<<< a\nSECRET\n=======\nSECRET\n>>>>>>> b\n",
}


def _written(newsroom: Newsroom, files: dict[str, bytes]) -> Newsroom:
    newsroom.write(ADOPTING)
    (newsroom.folder / "content").mkdir(exist_ok=True)
    for name, data in files.items():
        (newsroom.folder / "content" / name).write_bytes(data)
    return newsroom


@pytest.mark.parametrize("name", ODD)
def test_a_file_that_is_odd_is_published(newsroom: Newsroom, name: str) -> None:
    built = _written(newsroom, {name: ODD[name]}).build()
    assert built.stories == 1, built.warnings


@pytest.mark.parametrize("name", NOWHERE)
def test_a_file_that_cannot_be_published_is_left_out_and_said(newsroom: Newsroom, name: str) -> None:
    built = _written(newsroom, {name: NOWHERE[name]}).build()
    assert built.stories == 0
    assert any(each.path == f"content/{name}" for each in built.warnings)
    assert not any(b"SECRET" in data for data in newsroom.tree().values())


def test_all_that_is_odd_builds_together(newsroom: Newsroom) -> None:
    built = _written(newsroom, {**ODD, **NOWHERE}).build()
    assert built.stories == len(ODD)
    assert "Harbour: nested" in newsroom.page("2024/01/01/harbour-nested")
    assert "Déjà vu – “so”." in newsroom.page("2024/01/01/café")


LINES = [
    *("---", "+++", "title: A", "title = 'A'", "date: 2020-01-01", "date = 2020-01-01", "tags: [a", "draft: maybe"),
    *("- a", "\t- b", "x: &a 1", "y: *a", "<<: *a", "{", '{"title": "A"}', "slug: /", "url: :x", "authors: [{}]", ""),
    *("image: [", "expires: x", "lang: \u202e", "published: ~", "categories: {a: b}", "{% raw %}", "# H", "[a](//b)"),
    *(
        "![](/x)",
        "[^1]:",
        "<!-- x",
        "```",
        "| a |",
        "|---|",
        "| a | b |",
        "\x85",
        "import a",
        ":::",
        "[gallery",
        "&#1;",
    ),
]


@given(st.one_of(st.binary(max_size=60), st.lists(st.sampled_from(LINES)).map(lambda each: "\n".join(each).encode())))
def test_no_file_of_another_program_is_an_error(data: bytes) -> None:
    for path in ("content/2020-01-01-a.md", "content/pages/a.mdx"):
        found = read(data, path, Settings("T", "https://courier.example/", adopt=True))
        assert all(each.level == "warning" for each in found.problems)
        assert found.manuscript or found.problems


def test_the_report_says_by_kind_what_became_of_an_archive(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING)
    for number in range(5):
        fields = f"---\ntitle: Story {number}\ndate: 2024-01-0{number + 1}\ntags: a b\n---\n"
        newsroom.write(f"-- content/{number}.md --\n{fields}[x](gone{number}.md)\n")
    said = CliRunner().invoke(main, ["build", "--site", str(newsroom.folder)]).output
    guessed, dropped = said.index("Guessed:"), said.index("Dropped;")
    assert guessed < said.index("5 times: `tags` has no commas") < dropped < said.index("5 times: `gone0.md` points to")
    assert "content/2.md:6" in said
    assert "content/3.md:6" not in said


def test_what_cannot_be_scanned_is_left_out(newsroom: Newsroom) -> None:
    newsroom.write(ADOPTING + story("a.md", "A", "2024-01-01", "guid: https://old.example/?p=1"))
    newsroom.write(story("b.md", "B", "2024-01-02", "guid: https://old.example/?p=1", "translation_of: b"))
    (newsroom.folder / "content" / "link.md").symlink_to("a.md")
    (newsroom.folder / "content" / "large.md").write_bytes(b"x" * 2_000_001)
    built = newsroom.build()
    assert built.stories == 2
    assert {each.path for each in built.warnings if each.outcome == "dropped"} == {
        "content/link.md",
        "content/large.md",
    }
    assert newsroom.page("feed.xml").count("old.example/?p=1") == 1
