"""An email as a draft: from a reporter's phone, or forwarded. The subject is the headline; the sender is the writer.

If the subject begins with a section of the site (``Harbour: The ferry sails``), that is the story's section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from generator.editorial.importers._copy import Received, WireCopy, WirePicture
from generator.editorial.importers._files import LONGEST as LARGEST_FILE
from generator.editorial.importers._instants import instant
from generator.editorial.importers._lines import Line, Report
from generator.editorial.importers._markup import Body, of_html
from generator.editorial.importers._text import unprintable
from generator.model.problems import Problem, Problems, refuse
from generator.model.settings import Settings

LONGEST = LARGEST_FILE
_HEADERS = re.compile(rb"(?:[!-9;-~]{1,60}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.IGNORECASE)
_OF_MAIL = re.compile(rb"^(?:from|message-id|mime-version|received):", re.IGNORECASE | re.MULTILINE)
_FAULTS = (LookupError, ValueError, TypeError, AttributeError, AssertionError, RecursionError)
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|ynt|ilt)\s*:\s*)+", re.IGNORECASE)
_WRAPPED = 50  # characters of a line that was probably broken by the mail program


def recognises(data: bytes) -> bool:
    """Return whether the data begin with headers of mail (RFC 5322)."""
    start = data[:20_000]
    headers = _HEADERS.match(start)
    return bool(headers and len(set(map(bytes.lower, _OF_MAIL.findall(headers.group())))) >= 2)


def read(data: bytes, path: str, settings: Settings) -> Received:
    """Return the draft made from a message.

    :raises Problems: if it has no subject, time or text.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        assert isinstance(message, EmailMessage), "the policy makes it one"
        return Received((_copy(message, path, settings),))
    except _FAULTS:
        fix = "open it in a mail program, and save it again, or copy its text into a story"
        refuse(Problem(path, 0, 0, "this message is damaged", fix))


def _copy(message: EmailMessage, path: str, settings: Settings) -> WireCopy:
    body, report, line = Body(), Report(path, []), Line(1, f"Subject: {message['subject']}")
    subject = _PREFIX.sub("", " ".join(str(message["subject"] or "").split()), count=1)
    section, headline = _sectioned(subject, settings)
    published = instant(str(message["date"] or ""), None)
    text, paragraphs = _text(message, body)
    for wrong, what in ((not headline, "subject"), (not published, "date"), (not text and not paragraphs, "text")):
        if wrong:
            report.say(f"this message has no {what}", f"send it again with a {what}, or write the story by hand", line)
    for words in (headline, text, *paragraphs):
        report.problems += [
            Problem(path, 1, 0, each.message, each.fix, each.source) for each in unprintable(words, path)
        ]
    if report.problems or published is None:
        raise Problems(report.problems)
    name = parseaddr(str(message["from"] or ""))[0].strip()
    return WireCopy(
        headline=headline,
        agency="",
        published=published,
        paragraphs=paragraphs,
        text=text,
        section=section,
        bylines=(name,) if name and "@" not in name else (),
        guid=" ".join(str(message["message-id"] or "").split()),
        pictures=(*_pictures(message), *(each for each in body.pictures if not each.files[0].startswith("cid:"))),
        draft=True,
        notes=(*body.notes, *_others(message)),
    )


def _sectioned(subject: str, settings: Settings) -> tuple[str, str]:
    """Return the section and the headline in a subject."""
    first, colon, rest = subject.partition(":")
    for section in settings.sections:
        if colon and first.strip().casefold() == section.casefold():
            return section, rest.strip()
    return "", subject


def _text(message: EmailMessage, body: Body) -> tuple[str, tuple[str, ...]]:
    """Return the text of the HTML, which marks paragraphs, or otherwise the paragraphs of the plain text."""
    html = message.get_body(("html",))
    if html is not None and (text := of_html(str(html.get_content()), body)):
        return text, ()
    plain = message.get_body(("plain",))
    if plain is None:
        return "", ()
    flowed = "flowed" in str(plain.get_param("format", ""))
    return "", tuple(_paragraphs(str(plain.get_content()).split("\n-- \n", 1)[0], flowed))


def _paragraphs(text: str, flowed: bool) -> Iterator[str]:
    """Yield the paragraphs of plain text: blank lines separate them, and so does a line that was not wrapped."""
    open_ = ""
    for line in text.replace("\r\n", "\n").split("\n"):
        words = " ".join(line.split())
        goes_on = line.endswith(" ") if flowed else len(line) >= _WRAPPED
        if words:
            open_ = f"{open_} {words}".strip()
        if open_ and (not words or not goes_on):
            yield open_
            open_ = ""
    if open_:
        yield open_


def _pictures(message: EmailMessage) -> Iterator[WirePicture]:
    for part in message.walk():
        if part.get_content_maintype() == "image":
            content = part.get_payload(decode=True)
            name = str(part.get_filename() or "picture")
            yield WirePicture((name,), data=content if isinstance(content, bytes) else b"")


def _others(message: EmailMessage) -> Sequence[str]:
    """Return a note that names the attachments that are not part of the draft."""
    names = [str(each.get_filename() or each.get_content_type()) for each in message.iter_attachments()]
    images = {str(each.get_filename() or "") for each in message.walk() if each.get_content_maintype() == "image"}
    left = [name for name in names if name not in images]
    return [f"not imported from the message: {', '.join(left)}"] if left else []
