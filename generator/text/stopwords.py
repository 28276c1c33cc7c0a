"""Stop words by language (ISO 639-1): too common to tell stories apart. English includes words typical of news."""

from __future__ import annotations

from functools import cache

_ENGLISH = frozenset(
    """
        about above according added after again against all also although am among an and any april are aren
        as ask asked at august back be because been before being below between big bit both but by came can
        come could couldn couple day december did didn do does doesn doing don done down during each eight
        either even february few first five for former four friday from gave get give given go goes going
        gone good got great had hadn has hasn have haven having he her here him his how however hundred if
        in into is isn it its january july june just keep kept know last late least let like look looking
        lot made make makes making many march may me might million mine monday month more most much must my
        need neither new next nine no nobody nor not nothing november now october of off old on one only
        onto or other our ours out over own per put really right said same saturday say saying says second
        see september set seven shall she should shouldn since six small so some somebody something still
        such sunday sure take taken tell tells ten than that the their theirs them then there these they
        thing think this those though thousand three through thursday time to today told tomorrow too took
        tuesday two under until up upon us use used using very want wanted was wasn way we wednesday week
        well went were weren what when where whether which while who whom whose why will with without won
        would wouldn year yesterday yet you your
    """.split()  # noqa: SIM905 (a list of that many quoted words is hard to read)
)
_SAME_AS = {"bs": "hr", "fil": "tl", "in": "id", "iw": "he", "nb": "no", "nn": "no", "sh": "hr", "sr": "hr"}


@cache
def stop_words(language: str) -> frozenset[str]:
    """Return the stop words of a language; empty if none are known."""
    if language == "en":
        return _ENGLISH
    import stopwordsiso  # imported here, since a site in English does not need it

    return frozenset(stopwordsiso.stopwords(_SAME_AS.get(language, language)))
