"""Stop words by language (ISO 639-1): too common to tell stories apart. English includes words typical of news."""

from __future__ import annotations

# Arabic words are spelt as keywords.py normalises them: without hamza signs.
_WORDS = {
    "ar": """
        ان الي ان التي الذي الذين بعد بين حتي خلال ذلك علي عن في قال قالت قبل قد كان كانت كما لا لم لن ما مع
        من هذا هذه هو هي
    """,
    "de": """
        aber als auch auf aus bei das dass dem den der des die ein eine einem einen einer für haben hat
        hatte ich ist mit nach nicht noch nur oder sich sie sind und unter vom von war waren werden wie wir
        wird wurde zum zur über
    """,
    "en": """
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
    """,
    "es": """
        como con cuando del desde donde entre era esta estas este estos fue había han hasta las los muy más
        para pero por que según sin sobre son sus también una unas unos
    """,
    "fr": """
        après aussi aux avant avec ces cette comme dans des elle elles entre est ils les leur leurs mais
        nous ont par pas plus pour que qui sans selon ses son sont sous sur une vous était été
    """,
    "tr": """
        ama ancak ayrıca bir bunu bunun böyle daha dedi değil diye eden ettiği gibi göre hem her ile ise
        için kadar olan olarak oldu olduğu olmak sonra tarafından vardı veya çok çünkü önce üzerinde şöyle
    """,
}

COMMON_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
"""The stop words of each language, in lower case."""
