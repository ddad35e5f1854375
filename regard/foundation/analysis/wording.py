"""Texts as what they mean together with the words in which they say it, for learning from."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regard.foundation.analysis.chance import FloatArray
from regard.foundation.analysis.duplicates import normalise
from regard.foundation.analysis.embeddings import embed

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

RUN = 4
"""
Characters in a run of them, within words, so that "nurse" and "nursing" have something in
common. On 300 of 5,096 coded comments runs of 2 to 5 did as well and took five times as long.
"""


class Wording:
    """Weighs words, pairs of words and runs of characters as a set of texts uses them."""

    def __init__(self, texts: Sequence[str]) -> None:
        """
        :raises ValueError: if there is no word in any of the texts.
        """
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 (slow)

        self._kinds = [
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, token_pattern=r"\w+"),  # noqa: S106
            TfidfVectorizer(analyzer="char_wb", ngram_range=(RUN, RUN), sublinear_tf=True),
        ]
        worded = [text for text in texts if is_worded(text)]
        if not worded:
            raise ValueError("There is no word in any of the texts")
        for kind in self._kinds:
            kind.fit(worded)

    def of(self, texts: Sequence[str]) -> "csr_matrix":
        """Return meaning, words and runs side by side, shape (n_texts, n_features)."""
        from scipy.sparse import csr_matrix, hstack  # noqa: PLC0415 (slow to load)

        meant = csr_matrix(embed(texts))
        return csr_matrix(hstack([meant, *(kind.transform(texts) for kind in self._kinds)]))

    def alike(self, texts: Sequence[str], others: Sequence[str]) -> FloatArray:
        """Return the cosine of the runs of each text with each other's, 0-1."""
        runs = self._kinds[-1]
        cosines: FloatArray = (runs.transform(texts) @ runs.transform(others).T).toarray()
        return cosines


def is_worded(text: str) -> bool:
    """Test whether there is a word in a text."""
    return bool(normalise(text))
