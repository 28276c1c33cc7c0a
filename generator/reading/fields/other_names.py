"""What other programs and newsrooms call the fields of a story, and what editors can write here instead.

The names are from Hugo, Jekyll, Eleventy, Pelican, Zola, Docusaurus, WordPress and Ghost, and from newsrooms.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.reading.withholding.names import bare

_ADVICE: Mapping[str, str] = {
    "name the subjects of the story in `tags`": (
        "tag topic topics label labels keyword keywords subject subjects metakeywords newskeywords taxonomies"
        " taxonomy posttag hashtags concepts themen konular"
    ),
    "write the series as `series: Its name`, or with the part as `series: {name: Its name, part: 2}`": (
        "series serie collection collections partof seriestitle seriesorder seriesweight seriespart seriesname dossier"
        " package"
    ),
    "write the line below the headline as `standfirst`": (
        "subtitle subhead subheading subheadline subhed deck lede lead leadtext intro introduction abstract blurb"
        " teaser tagline strapline metadescription seodescription ogdescription customexcerpt postexcerpt"
        " shortdescription untertitel vorspann spot"
    ),
    "a story has one headline, `title`, which is also its name in listings and search engines": (
        "seotitle metatitle ogtitle linktitle shorttitle shortheadline sidebarlabel menutitle navtitle pagetitle"
        " posttitle name webheadline printheadline hed hedline alttitle alternativetitle hidetitle paginationlabel"
    ),
    "Broadsheet shows no line above the headline; write it into `title` or `standfirst`": (
        "kicker eyebrow overline dachzeile spitzmarke slugline pretitle supertitle suptitle ustbaslik"
    ),
    'write the picture as `picture: {src: boat.jpg, alt: "What it shows"}`': (
        "photo photos cover coverimage coverphoto featuredimage featureimage thumbnail thumb hero heroimage"
        " banner bannerimage headerimage imageurl ogimage socialimage shareimage teaserimage leadimage mainimage pic"
        " postimage postthumbnail titleimage images pictures foto bild previewimage cardimage sharingimage feature"
    ),
    "write it inside `picture`: `{src: ..., alt: ..., caption: ..., credit: ...}`": (
        "caption imagecaption photocaption picturecaption coverimagecaption featuredimagecaption alt imagealt"
        " photoalt picturealt coveralt alttext imagealttext thumbnailalt credit imagecredit photocredit picturecredit"
        " coverimagealt photographer imageattribution photoby featureimagealt featureimagecaption imagesource"
        " imagedescription"
    ),
    "write who wrote the story in `bylines`": (
        "writer writers reporter reporters correspondent contributor contributors by journalist journalists writtenby"
        " postauthor creator creators guestauthor coauthor coauthors autor autoren yazar"
    ),
    "say more about a person in content/people/NAME.md: `role`, `beat`, `picture`, `email`, `links`": (
        "authorbio authorurl authoremail authorimage authortitle authortwitter authorlink authoravatar authorrole"
        " twitterhandle email avatar editor editors translator"
    ),
    "write the section as `section`": (
        "channel desk department rubric rubrik ressort primarycategory maincategory topiccategory subcategory"
        " subcategories subsection sections vertical beat kategorie kategori"
    ),
    "write the time of publication as `published`": (
        "created createdat createdon datecreated creationdate pubdate datepublished datetime timestamp posted"
        " postedat dateposted postdate time day year month firstpublished originaldate originalpubdate datum tarih"
    ),
    "write the time of the last change as `modified`": (
        "modifiedat modifieddate datemodified lastupdated lastupdate updatedat updatedon updateddate dateupdated"
        " edited editedat revised revisiondate lastmodified lastedited lastmodifieddate changed changedat postmodified"
        " reviewed"
    ),
    "say which agency the story is from in `source`; its address is in site.toml, under `[agencies]`": (
        "sourceurl sourcename sources sourcelink originalurl originalsource originallyat via wire wireservice"
        " provider syndicated syndication syndicationsource crosspost publisher"
    ),
    "write the address at which it was published first as `canonical_url`": "canonicallink relcanonical",
    "an address is made from `permalink` in site.toml and the story's `slug`; list old addresses in `aliases`": (
        "url permalink path link route uripath saveas postname wordpressurl oldurl oldurls redirect redirects alias"
        " redirectto redirecturl externalurl externallink basename pageurl outputpath customediturl"
    ),
    "write it as one of the `corrections`, with `at`, `kind` and `text`": (
        "correction corrected clarification clarifications erratum errata correctionnote editorsnote"
        " editornote updatenote duzeltme korrektur"
    ),
    "say what was corrected, and when, in `corrections`; readers see no other history": (
        "changelog retraction updates revisions history"
    ),
    "live coverage has a beginning and an end: `live: {from: YYYY-MM-DD HH:MM, until: YYYY-MM-DD HH:MM}`": (
        "live liveblog livecoverage liveticker canlianlatim"
    ),
    "write the place of the story as `dateline`, and where its reporter was as `located`": (
        "location place city town country region where locations places ort"
    ),
    "Broadsheet shows no maps; write the place as `dateline`, and where it is in the text": (
        "geo coordinates coords latitude longitude lat lng lon latlng map georss zoom"
    ),
    "write when and where it happens as `event: {from: ..., until: ..., place: ...}`": (
        "events venue eventdate eventtime starttime endtime startdate enddate doors tickets organizer organiser"
        " schedule agenda calendar performers"
    ),
    "stories are in the order of their times; `priority: 1` leads the front page, 2 to 9 are its top stories": (
        "weight order position rank sortorder sortby navorder sidebarposition menuorder sticky pinned pin isfeatured"
        " breakingnews topstory leadstory promoted promote highlight highlighted spotlight frontpage homepage"
        " onhomepage editorspick trending important mustread featuredpost featuredorder featured"
    ),
    "each kind of page has one layout, which you can change in layouts/; `layout: NAME` chooses another": (
        "layout template theme cssclass cssclasses classes class bodyclass pageclass posttype pagetype outputs output"
        " markup pagetemplate templateengineoverride page templatekey sidebarclassname wrapperclass style design skin"
        " renderwithliquid insertanchorlinks iscjklanguage"
    ),
    "write the kind of story as `kind`: opinion, analysis, background, reportage or review": (
        "type articletype storytype contenttype newstype articlesection format postformat opinion isopinion analysis"
    ),
    "Broadsheet has no comments": (
        "comments comment commentstatus commentsenabled enablecomments allowcomments commentslocked commentable"
        " pingstatus disablecomments disqus disqusid disqusidentifier disqusurl discussion discussionurl commentid"
        " commentcount giscus utterances pings showcomments commenting isso iscommentable hidecomments"
    ),
    "long stories with several headings have a table of contents; to change that, override `contents` of story.html": (
        "toc tableofcontents showtoc hidetableofcontents tocminheadinglevel tocmaxheadinglevel tocdepth hidetoc"
        " enabletoc autotoc tocopen usetoc tocsticky autonumbering"
    ),
    "the navigation has the sections and the pages in content/pages/; `menu: false` leaves out a page": (
        "menu menus nav navigation breadcrumb breadcrumbs sidebar eleventynavigation parent children haschildren"
        " navexclude mainmenu displayedsidebar paginationnext paginationprev grandparent showbreadcrumbs next prev"
        " previous nextpost prevpost pagination paginateby paginate hidenav navtext"
    ),
    "`noindex: true` keeps a story out of search engines and sitemaps, `draft: true` out of the whole site": (
        "robots sitemap changefreq sitemappriority nofollow noarchive metarobots feed feeds rss searchable"
        " insearchindex generatefeeds generatefeed nosnippet insitemap showinfeed search news googlenews"
    ),
    "Broadsheet loads no scripts for stories; a layout can": (
        "math mathjax katex usemath enablemath mermaid chart charts customcss customjs css js script scripts styles"
        " stylesheets stylesheet javascript codefolding prism syntaxhighlight highlightcode extracss extrajs libraries"
    ),
    "remove it: the words are counted, and the reading time is calculated": (
        "readingtime readtime readingtimeminutes minutes wordcount words minutesread estimatedreadingtime"
        " showreadingtime"
    ),
    "remove it: what search engines and networks read is made from the other fields": (
        "seo meta metatags og opengraph twitter facebook social share sharing schema jsonld structureddata yoast amp"
        " twittercard twitterimage twittertitle twitterdescription ogtype fbappid sharetext socialdescription"
        " showshare"
    ),
    "name the original in `translation_of`, and give the translation its `language`": (
        "translation translations translationkey translationid translated translatedfrom original originallanguage"
        " i18n hreflang langref localizations alternates multilingual translationslug originallang"
    ),
    "write the language as `language`": "locale languagecode langcode sprache dil inlanguage contentlanguage",
    "an address needs no number; to give feeds a lasting id, write it as `uri`": (
        "id uid uuid postid wpid wordpressid nid articleid storyid dsqthreadid ghostid externalid itemid cmsid ref"
    ),
    "name stories to read next in `related`": (
        "relatedposts relatedstories relatedarticles relatedlinks relatedcontent seealso similar similarposts"
        " readmore readnext furtherreading moreonthis nextread recommended recommendations relatedpages links"
        " references"
    ),
    "link to a recording or video in the text: `[Watch the launch](launch.mp4)`": (
        "video videos videourl youtube youtubeid vimeo audio audiourl podcast enclosure media mediaurl duration"
        " episode season explicit transcript embed embeds livestream embedurl soundcloud spotify"
    ),
    "it is a part of the picture: `picture: {src: talks.jpg, display: wide, focus: 60% 30%}`": (
        "display focus focalpoint focuspoint"
    ),
    "put pictures and files into the text, as Markdown": (
        "gallery galleries album slideshow attachments attachment files file downloads download documents document"
        " pdf resources assets slides infographic"
    ),
    "write who paid for the story as `sponsored`": (
        "sponsor sponsoredby sponsorname advertorial advertisement partner brandedcontent affiliate"
        " paidcontent advertiser promotedby issponsored paidpost"
    ),
    "write what is reviewed, and the verdict, as `review: {item: ..., type: book, rating: 4}`": (
        "rating ratings score stars itemreviewed revieweditem"
    ),
    "write the line about rights as `copyright` in site.toml; a story has none of its own": (
        "copyright license licence rights usagerights copyrightholder usageterms copyrightnotice"
    ),
    "the standfirst is shown in listings; write it as `standfirst`": (
        "excerptseparator moretag truncate showexcerpt summarylength excerptlength"
    ),
    "write what it says in the text": (
        "disclosure disclaimer recipe price quote pullquote sidebarnote footer"
        " footnotes factbox facts keypoints highlights takeaways contact phone faq poll question answer"
    ),
    "fields inside it are not read; write them at the top level": (
        "params extra header frontmatter data custom fields attributes"
    ),
}
"""What to do about fields of other programs, with their names in the form that ``bare`` returns."""

_ADVICE_BY_NAME = {name: advice for advice, names in _ADVICE.items() for name in names.split()}


def advice_on(name: str) -> str:
    """Return what to do about a field of another program; empty for a name that no program uses."""
    return _ADVICE_BY_NAME.get(bare(name), "")
