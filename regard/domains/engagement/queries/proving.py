"""What the ledger says of something kept, so that whoever said it can check it."""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

from django.conf import settings

from regard.domains.engagement.models import Answer, Contribution
from regard.foundation.audit import ledger, proofs
from regard.foundation.audit.canonical import canonical

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

KEPT = "contribution.kept"
"""The event of its entry in the ledger."""

SAID = ("question_id", "text", "value")
"""Of an answer, what its contribution's digest is made of."""

Said = tuple[int, str, object]

SALT_LETTERS = 32
"""In hexadecimal: 128 bits, so that nobody can find the words by trying."""


@dataclass(frozen=True)
class Proven:
    """
    Whether something kept is in the sealed ledger, and is what the ledger was told.

    Attributes:
        content: what its digest is made of, as text; with the salt, for its author only.
        digest: SHA-256 of the content, hexadecimal.
        checked: its entry; None where the entry has no digest, as of what was kept before the
            ledger had them.
    """

    content: str
    digest: str
    checked: proofs.Checked | None

    @property
    def is_unaltered(self) -> bool:
        """Whether the entry is as it was sealed, and the words are those of the entry."""
        if self.checked is None:
            return False
        told = self.checked.entry.detail["digest"]
        return self.checked.is_unaltered and hmac.compare_digest(told, self.digest)

    def as_file(self) -> dict[str, object]:
        """
        Return what `verify.py` checks, words and all.

        :raises NotFound: while it waits to be sealed.
        """
        told = self.checked.as_file() if self.checked else {}
        return told | {"content": self.content}


def prove_kept(*, contribution: Contribution) -> Proven:
    """Return what the ledger says of something kept, for whoever opened its receipt."""
    content = list_contents(contributions=[contribution])[contribution.pk]
    entry = ledger.find(event=KEPT, subject=contribution)
    has_digest = entry is not None and "digest" in entry.detail
    return Proven(
        content=content.decode(),
        digest=digest_of(content),
        checked=proofs.check(entry) if entry is not None and has_digest else None,
    )


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def list_contents(*, contributions: Collection[Contribution]) -> dict[int, bytes]:
    """
    Return by number what the digest of each in the ledger is made of. One query.

    It holds what never changes once it is kept: the answers, in whole, whatever readers see of
    them, and a salt without which the digest tells nothing about the words.
    """
    rows = Answer.objects.filter(contribution__in=[each.pk for each in contributions])
    answers: dict[int, list[Said]] = defaultdict(list)
    for contribution_id, *said in rows.values_list("contribution_id", *SAID):
        answers[contribution_id].append((said[0], said[1], said[2]))
    return {each.pk: content_of(each, answers[each.pk]) for each in contributions}


def content_of(contribution: Contribution, said: Iterable[Said]) -> bytes:
    """:param said: all its answers, in whatever order."""
    return canonical(
        {
            "answers": [
                {"question": question_id, "text": text, "value": value}
                for question_id, text, value in sorted(said, key=itemgetter(0))
            ],
            "exercise": contribution.exercise_id,
            "receipt": contribution.receipt,
            "said_on": contribution.said_on.isoformat(),
            "salt": _salt(contribution),
        }
    )


def _salt(contribution: Contribution) -> str:
    """Return a salt that only Regard's secret gives, and that need not be kept."""
    key, words = settings.SECRET_KEY.encode(), f"ledger salt {contribution.receipt}".encode()
    return hmac.new(key, words, hashlib.sha256).hexdigest()[:SALT_LETTERS]
