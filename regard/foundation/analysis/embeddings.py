"""
Texts as points in a space of meaning, by static word vectors that come with a package.

Nothing is fetched and no text leaves the machine: wordllama (MIT) brings 256 numbers for each
of 32,000 word parts, and a text is the mean of its parts'.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from regard.foundation.analysis.chance import FloatArray

AT_A_TIME = 1000
"""Texts split into word parts at a time, to bound memory."""

_NOT_WORDS = re.compile(r"[^\w\s']+")


def embed(texts: Sequence[str]) -> FloatArray:
    """
    Return texts as vectors of length 1, or of length 0 where there is no word.

    Case and punctuation are put aside: on 10,334 comments coded by people, nine clusters agreed
    with the nine codes a little better so (normalised mutual information 0.247 against 0.234).
    The same text has the same vector whatever else is embedded with it.

    :return: shape (n_texts, 256). The cosine of two texts is the product of their vectors.
    """
    from scipy.sparse import csr_matrix  # noqa: PLC0415 (slow to load)

    tokenizer, vectors = _model()
    plain = [" ".join(_NOT_WORDS.sub(" ", text.casefold()).split()) for text in texts]
    parts: list[list[int]] = []
    for start in range(0, len(plain), AT_A_TIME):
        encoded = tokenizer.encode_batch_fast(
            plain[start : start + AT_A_TIME], add_special_tokens=False
        )
        parts.extend(encoding.ids for encoding in encoded)
    ends = np.cumsum([0, *map(len, parts)])
    indices = np.fromiter(chain.from_iterable(parts), dtype=np.int64)
    counts = csr_matrix((np.ones(indices.size), indices, ends), shape=(len(parts), len(vectors)))
    return unit(np.asarray(counts @ vectors))


def unit(vectors: FloatArray) -> FloatArray:
    """Return vectors, shape (n, d), scaled to length 1; those without length stay 0."""
    lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors))
    scaled: FloatArray = vectors / np.where(lengths > 1e-9, lengths, np.inf)[:, None]
    return scaled


@cache
def _model() -> tuple[Any, FloatArray]:
    """
    Return the tokenizer and the vectors of its parts, loaded once.

    Its folder is named because wordllama looks for its tokenizer elsewhere. Padding is off
    because with it one long text makes every other as long.
    """
    import wordllama  # noqa: PLC0415 (slow to load)

    folder = Path(wordllama.__file__).parent
    model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
    model.tokenizer.no_padding()
    return model.tokenizer, np.asarray(model.embedding, dtype=np.float64)
