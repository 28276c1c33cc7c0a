"""The methods that related stories are compared with: scikit-learn's TF-IDF and bm25s, each with several settings.

Each method orders all other posts for every post, the nearest first. The rivals know the language: they leave out its
stop words, and BM25 also stems if PyStemmer supports the language.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import bm25s  # type: ignore[import-untyped]
import Stemmer
import stopwordsiso  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]

from benchmarks.related_posts import Post

Orders = Mapping[str, Sequence[str]]
"""The other posts, nearest first, by the path of each post; only as many as are used."""

MOST = 20
"""The number of posts in an order."""

TFIDF_SETTINGS: tuple[Mapping[str, Any], ...] = (
    {},
    {"max_df": 0.5},
    {"min_df": 2, "max_df": 0.5},
    {"min_df": 2, "ngram_range": (1, 2)},
)
BM25_SETTINGS = tuple(
    {"k1": k1, "b": b, "stem": stem} for k1, b in ((1.2, 0.5), (1.5, 0.75), (2.0, 0.75)) for stem in (False, True)
)
_STEMMED = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "fi": "finnish", "fr": "french", "hu": "hungarian", "id": "indonesian", "it": "italian", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip

logging.getLogger("bm25s").setLevel(logging.WARNING)


def tfidf(posts: Sequence[Post], settings: Mapping[str, Any]) -> Orders:
    """Return the orders of scikit-learn's TF-IDF and cosine similarity."""
    vectorizer = TfidfVectorizer(sublinear_tf=True, stop_words=_stop(_language(posts), "english"), **settings)
    matrix = vectorizer.fit_transform(post.text for post in posts)
    return _orders(posts, (matrix @ matrix.T).toarray())


def bm25(posts: Sequence[Post], settings: Mapping[str, Any]) -> Orders:
    """Return the orders of BM25, with every word of a post as the query."""
    language = _language(posts)
    stemmer = Stemmer.Stemmer(_STEMMED[language]) if settings["stem"] and language in _STEMMED else None
    texts, stop = [post.text for post in posts], _stop(language, "en")
    tokens = bm25s.tokenize(texts, stopwords=stop, stemmer=stemmer, show_progress=False)
    index = bm25s.BM25(k1=settings["k1"], b=settings["b"])
    index.index(tokens, show_progress=False)
    words = {number: word for word, number in tokens.vocab.items()}
    return _orders(posts, [index.get_scores([words[each] for each in set(ids)]) for ids in tokens.ids])


def _stop(language: str, english: str) -> str | list[str] | None:
    """Return stop words: for English the name of the method's own list, otherwise those of stopwordsiso."""
    return english if language == "en" else sorted(stopwordsiso.stopwords(language)) or None


def _language(posts: Sequence[Post]) -> str:
    """Return the language of most posts."""
    usual = Counter(post.language.lower().split("-")[0] or "en" for post in posts)
    return usual.most_common(1)[0][0]


def _orders(posts: Sequence[Post], scores: Sequence[Sequence[float]]) -> Orders:
    orders = {}
    for place, (post, row) in enumerate(zip(posts, scores, strict=True)):
        nearest = sorted(range(len(posts)), key=lambda other: (-row[other], other))
        orders[post.path] = [posts[other].path for other in nearest[: MOST + 1] if other != place][:MOST]
    return orders
