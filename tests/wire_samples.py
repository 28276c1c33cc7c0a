"""Wire copy about Port Elm in every format, each written from the specification of its format.

All of them tell the same story, so that tests can say of any format what becomes of it.
"""

from __future__ import annotations

from generator.model.settings import Agency, Settings

SETTINGS = Settings(
    title="The Port Elm Courier",
    base_url="https://courier.example/",
    publisher="Port Elm Courier Press",
    agencies={
        "North Coast Wire": Agency(
            "North Coast Wire",
            "Europe/Lisbon",
            "https://northcoastwire.example/",
            ("NCW", "northcoastwire.example"),
            "World",
        )
    },
    wire_sections={"medtop:11000000": "Council", "pl": "Council"},
    wire_tags={"medtop:20000593": "Harbour dues"},
)

HEADLINE = "Council asks board to think again"
FIRST = "The town council has asked the harbour board to think again about dues."
SECOND = "“It was one vote,” the clerk said."

NINJS_3 = """{
  "uri": "urn:ncw:2026:dues-1",
  "standard": {"name": "ninjs", "version": "3.1"},
  "type": "text",
  "version": "2",
  "firstCreated": "2026-11-24T10:12:00Z",
  "versionCreated": "2026-11-24T10:40:00Z",
  "pubStatus": "usable",
  "urgency": 4,
  "language": "en-GB",
  "copyrightHolder": "North Coast Wire",
  "headlines": [{"role": "main", "value": "Council asks board to think again"}],
  "descriptions": [{"role": "summary", "value": "By one vote."}],
  "bodies": [{"role": "main", "contentType": "text/html",
    "value": "BODY"}],
  "by": "Elif Kaya",
  "located": "PORT ELM",
  "slugline": "port-elm-dues",
  "subjects": [
    {"name": "politics", "rel": "about", "uri": "http://cv.iptc.org/newscodes/mediatopic/11000000"},
    {"name": "local government", "rel": "about", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000593"}],
  "associations": [{"name": "picture", "uri": "urn:ncw:2026:dues-2", "type": "picture",
    "headlines": [{"role": "caption", "value": "The *North Quay* on Friday."}],
    "descriptions": [{"role": "alt", "value": "A quay at dawn"}],
    "by": "Agnes Thorne", "usageTerms": "One-time use",
    "renditions": [{"name": "small", "href": "https://ncw.example/small/quay.jpg", "width": 80},
                   {"name": "main", "href": "https://ncw.example/quay.jpg", "width": 800}]}]
}
""".replace("BODY", f"<p>{FIRST}</p><p>{SECOND}</p>")

NINJS_1 = """{
  "uri": "urn:ncw:2026:dues-1", "type": "text", "version": "2", "versioncreated": "2026-11-24T10:40:00Z",
  "firstcreated": "2026-11-24T10:12:00Z", "pubstatus": "usable", "urgency": 4, "copyrightholder": "North Coast Wire",
  "headline": "Council asks board to think again",
  "description_text": "By one vote.", "byline": "Elif Kaya", "located": "PORT ELM",
  "body_html": "BODY",
  "subject": [{"code": "11000000", "name": "politics", "scheme": "medtop"},
              {"code": "20000593", "name": "local government", "scheme": "medtop"}],
  "slugline": "port-elm-dues",
  "associations": {"picture": {"uri": "urn:ncw:2026:dues-2", "type": "picture",
    "description_text": "The *North Quay* on Friday.",
    "byline": "Agnes Thorne", "renditions": {"main": {"href": "quay.jpg", "width": 800}}}}
}
""".replace("BODY", f"<p>{FIRST}</p><p>{SECOND}</p>")

NITF = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf version="-//IPTC//DTD NITF 3.6//EN">
  <head>
    <title>Council asks board to think again</title>
    <tobject tobject.type="news">
      <tobject.subject tobject.subject.refnum="medtop:11000000" tobject.subject.type="politics"/>
      <tobject.subject tobject.subject.refnum="medtop:20000593" tobject.subject.matter="local government"/>
    </tobject>
    <docdata management-status="usable">
      <doc-id regsrc="NCW" id-string="dues-1"/>
      <du-key key="port-elm-dues" version="2"/>
      <urgency ed-urg="4"/>
      <date.issue norm="20261124T101200Z"/>
      <doc.copyright year="2026" holder="North Coast Wire"/>
    </docdata>
    <revision-history norm="20261124T104000Z"/>
  </head>
  <body>
    <body.head>
      <hedline><hl1>Council asks board to think again</hl1><hl2>By one vote.</hl2></hedline>
      <byline>By <person>Elif Kaya</person>, <byttl>Council reporter</byttl></byline>
      <distributor>North Coast Wire</distributor>
      <dateline><location>PORT ELM</location></dateline>
    </body.head>
    <body.content>
      <p>The <org>town council</org> has asked the harbour board to think again about dues.</p>
      <media media-type="image">
        <media-reference source="quay.jpg" mime-type="image/jpeg" alternate-text="A quay at dawn"/>
        <media-caption>The *North Quay* on Friday.</media-caption><media-producer>Agnes Thorne</media-producer>
      </media>
      <p>“It was one vote,” the clerk said.</p>
      <note noteclass="editorsnote"><p>Adds a picture.</p></note>
    </body.content>
  </body>
</nitf>
"""

_META = """<itemClass qcode="ninat:{kind}"/><provider qcode="nprov:NCW"><name>North Coast Wire</name></provider>
      <versionCreated>2026-11-24T10:40:00Z</versionCreated><firstCreated>2026-11-24T10:12:00Z</firstCreated>
      <pubStatus qcode="stat:usable"/>"""
_G2 = """xmlns="http://iptc.org/std/nar/2006-10-01/" standard="NewsML-G2" standardversion="2.35" xml:lang="en-GB" """

G2_TEXT = f"""<newsItem {_G2} guid="urn:ncw:2026:dues-1" version="2">
    <rightsInfo><copyrightHolder><name>North Coast Wire</name></copyrightHolder></rightsInfo>
    <itemMeta>
      {_META.format(kind="text")}
      <edNote>Adds a picture.</edNote>
    </itemMeta>
    <contentMeta>
      <urgency>4</urgency>
      <creator><name>Elif Kaya</name></creator>
      <subject type="cpnat:abstract" qcode="medtop:11000000"><name xml:lang="en-GB">politics</name></subject>
      <subject type="cpnat:abstract" qcode="medtop:20000593">
        <name xml:lang="de">Kommunales</name><name xml:lang="en-GB">local government</name></subject>
      <slugline>port-elm-dues</slugline>
      <headline>Council asks board to think again</headline>
      <dateline>PORT ELM</dateline>
      <description role="drol:summary">By one vote.</description>
    </contentMeta>
    <contentSet><inlineXML contenttype="application/xhtml+xml">
      <html xmlns="http://www.w3.org/1999/xhtml"><body>
        <p>The town council has asked the harbour board to think again about dues.</p>
        <p>“It was one vote,” the clerk said.</p>
      </body></html>
    </inlineXML></contentSet>
  </newsItem>"""

G2_PICTURE = f"""<newsItem {_G2} guid="urn:ncw:2026:dues-2" version="1">
    <rightsInfo><usageTerms>One-time use</usageTerms></rightsInfo>
    <itemMeta>{_META.format(kind="picture")}</itemMeta>
    <contentMeta>
      <creditline>Agnes Thorne</creditline><headline>A quay at dawn</headline>
      <description role="drol:caption">The *North Quay* on Friday.</description>
    </contentMeta>
    <contentSet>
      <remoteContent rendition="rnd:thumb" href="./thumb.jpg" width="80"/>
      <remoteContent rendition="rnd:highRes" href="file:///./quay.jpg" width="800"/>
    </contentSet>
  </newsItem>"""

G2_PACKAGE = f"""<packageItem {_G2} guid="urn:ncw:2026:dues" version="1">
    <itemMeta>{_META.format(kind="composite")}</itemMeta>
    <groupSet root="G1"><group id="G1" role="group:main">
      <itemRef residref="urn:ncw:2026:dues-1"/><itemRef residref="urn:ncw:2026:dues-2"/>
    </group></groupSet>
  </packageItem>"""

G2_MESSAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/">
  <header><sent>2026-11-24T10:41:00Z</sent></header>
  <itemSet>{G2_PACKAGE}{G2_TEXT}{G2_PICTURE}</itemSet>
</newsMessage>
"""

NEWSML_1 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE NewsML PUBLIC "urn:newsml:iptc.org:20021018:NewsMLv1.2:1" "NewsML_1.2.dtd">
<NewsML Version="1.2">
  <NewsEnvelope><DateAndTime>20261124T104100Z</DateAndTime></NewsEnvelope>
  <NewsItem>
    <Identification><NewsIdentifier>
      <ProviderId>northcoastwire.example</ProviderId><DateId>20261124</DateId><NewsItemId>dues-1</NewsItemId>
      <RevisionId PreviousRevision="1" Update="N">2</RevisionId>
      <PublicIdentifier>urn:newsml:northcoastwire.example:20261124:dues-1:2</PublicIdentifier>
    </NewsIdentifier></Identification>
    <NewsManagement>
      <NewsItemType FormalName="News"/><FirstCreated>20261124T101200Z</FirstCreated>
      <ThisRevisionCreated>20261124T104000Z</ThisRevisionCreated>
      <Status FormalName="Usable"/><Urgency FormalName="4"/>
    </NewsManagement>
    <NewsComponent>
      <NewsLines>
        <HeadLine>Council asks board to think again</HeadLine><SubHeadLine>By one vote.</SubHeadLine>
        <ByLine>Elif Kaya</ByLine><DateLine>PORT ELM</DateLine><SlugLine>port-elm-dues</SlugLine>
      </NewsLines>
      <AdministrativeMetadata><Provider><Party FormalName="North Coast Wire"/></Provider></AdministrativeMetadata>
      <DescriptiveMetadata>
        <Language FormalName="en"/>
        <SubjectCode><Subject FormalName="medtop:11000000"/><SubjectMatter FormalName="medtop:20000593"/></SubjectCode>
        <SubjectCode><Subject FormalName="medtop:11000000"/></SubjectCode>
      </DescriptiveMetadata>
      <NewsComponent><Role FormalName="Main"/>
        <ContentItem><MediaType FormalName="Text"/><DataContent>
          <p>The town council has asked the harbour board to think again about dues.</p>
          <p>\u201cIt was one vote,\u201d the clerk said.</p>
        </DataContent></ContentItem>
      </NewsComponent>
      <NewsComponent><Role FormalName="Picture"/>
        <NewsLines><HeadLine>A quay at dawn</HeadLine><CreditLine>Agnes Thorne</CreditLine>
          <NewsLine><NewsLineType FormalName="Caption"/>
            <NewsLineText>The *North Quay* on Friday.</NewsLineText></NewsLine></NewsLines>
        <ContentItem Href="quay.jpg"><MediaType FormalName="Photo"/></ContentItem>
      </NewsComponent>
    </NewsComponent>
  </NewsItem>
</NewsML>
""".replace("\u201c", "&#8220;").replace("\u201d", "&#8221;")

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:media="http://search.yahoo.com/mrss/" xmlns:atom="http://www.w3.org/2005/Atom">
  <channel>
    <title>North Coast Wire</title><link>https://northcoastwire.example/</link><language>en-gb</language>
    <item>
      <title>Council asks board to think again</title><link>https://northcoastwire.example/dues</link>
      <guid isPermaLink="false">urn:ncw:2026:dues-1</guid>
      <pubDate>Tue, 24 Nov 2026 10:12:00 GMT</pubDate><atom:updated>2026-11-24T10:40:00Z</atom:updated>
      <dc:creator>Elif Kaya</dc:creator>
      <category domain="medtop:">11000000</category><category domain="medtop:">20000593</category>
      <description>By one vote.</description>
      <content:encoded><![CDATA[<p>The town council has asked the harbour board to think again about dues.</p>
        <p>“It was one vote,” the clerk said.</p><script>alert(1)</script>]]></content:encoded>
      <media:content url="https://northcoastwire.example/quay.jpg" medium="image">
        <media:title>A quay at dawn</media:title>
        <media:description>The *North Quay* on Friday.</media:description><media:credit>Agnes Thorne</media:credit>
      </media:content>
    </item>
  </channel>
</rss>
"""

ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title>North Coast Wire</title><id>urn:ncw:feed</id><updated>2026-11-24T10:41:00Z</updated>
  <entry>
    <title>Council asks board to think again</title><id>urn:ncw:2026:dues-1</id><link href="https://northcoastwire.example/dues"/>
    <published>2026-11-24T10:12:00Z</published><updated>2026-11-24T10:40:00Z</updated>
    <author><name>Elif Kaya</name></author><category term="medtop:11000000"/><category term="medtop:20000593"/>
    <summary>By one vote.</summary>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
      <p>The town council has asked the harbour board to think again about dues.</p>
      <p>“It was one vote,” the clerk said.</p>
    </div></content>
  </entry>
</feed>
"""

IPTC_7901 = (
    "\x16\x16\x01ncw0123 4 pl 31 mid NCW\r\n"
    "Port-Elm/Dues\r\n"
    "\x02Council asks board to think again=\r\n"
    "PORT ELM (NCW) - The town council has asked the harbour\r\n"
    "board to think again about dues.\r\n"
    "  »It was one vote,« the clerk said.\r\n"
    "\x03\r\n"
    "241012 GMT Nov 26\r\n\x04"
).encode("latin-1")

ANPA_1312 = (
    b"\x16\x16\x01a0123\x1faaaaa\r\n"
    b"r pl\x13\x11 bc-Port Elm-Dues, 1st Ld-Writethru 11-24 0031\r\n"
    b"\x02^BC-Port Elm-Dues, 1st Ld-Writethru,0031<\r\n"
    b"^Council asks board to think again<\r\n"
    b"^By Elif Kaya<\r\n"
    b"\tPORT ELM (NCW) _ The town council has asked the harbour\r\nboard to think again about dues.\r\n"
    b"\t``It was one vote,'' the clerk said.\r\n"
    b"\x03NCW-PE-11-24-26 1012GMT<\r\n\x04"
)

FORMATS: dict[str, bytes] = {
    "ninjs 3": NINJS_3.encode(),
    "ninjs 1": NINJS_1.encode(),
    "NewsML-G2": G2_TEXT.encode(),
    "NewsML-G2 message": G2_MESSAGE.encode(),
    "NITF": NITF.encode(),
    "NewsML 1.2": NEWSML_1.encode("latin-1"),
    "RSS": RSS.encode(),
    "Atom": ATOM.encode(),
    "IPTC 7901": IPTC_7901,
    "ANPA 1312": ANPA_1312,
}
"""The story in each format."""

WITH_PICTURE = ("ninjs 3", "ninjs 1", "NewsML-G2 message", "NITF", "NewsML 1.2", "RSS")
WITH_NUMBER = ("ninjs 3", "ninjs 1", "NewsML-G2", "NewsML-G2 message", "NITF", "NewsML 1.2")
"""Those that number their versions and say whether readers may see the story."""
