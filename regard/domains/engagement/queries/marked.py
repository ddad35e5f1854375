"""Counts of much that was said, kept until what they follow from differs; see ADR 0024."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

from django.core.cache import cache
from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Callable

    from regard.domains.engagement.models import Exercise

Counts = TypeVar("Counts")

KEPT_FOR = 24 * 60 * 60
"""Seconds. Counts under a mark never go stale; this only keeps the cache small."""


def kept_under(mark: str, *, name: str, exercise: Exercise, count: Callable[[], Counts]) -> Counts:
    """
    Return what `count` makes, made anew as soon as one thing differs, and only then.

    :param mark: a statement of one row of texts, which change when anything counted does, however
        it came to change. It asks for `exercise` by its number.
    :param name: of what is counted, the same for every exercise.
    """
    with connection.cursor() as cursor:
        cursor.execute(mark, {"exercise": exercise.pk})
        [texts] = cursor.fetchall()
    print_of = hashlib.sha256("-".join(map(str, texts)).encode()).hexdigest()
    key = f"{name}:{exercise.pk}:{print_of}"
    held: Counts | None = cache.get(key)
    if held is None:
        held = count()
        cache.set(key, held, KEPT_FOR)
    return held
