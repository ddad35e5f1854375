"""How the ledger's word on a contribution is shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regard.foundation.design.words import number_words, time_words

if TYPE_CHECKING:
    from regard.domains.engagement.queries.proving import Proven


@dataclass(frozen=True)
class ProofShown:
    """
    Whether something kept is there and unaltered, in words.

    Attributes:
        state: "unaltered", "altered", "waiting" or "unknown".
        rows: what of the proof a reader may want to compare, as (what, value).
        nodes: the hashes from the leaf to the root.
        head: the signed head, as it is published; empty while it waits.
    """

    state: str
    title: str
    lede: str
    rows: list[tuple[str, str]]
    nodes: list[str]
    head: str


def present_proof(proven: Proven) -> ProofShown:
    checked = proven.checked
    if checked is None:
        return _words("unknown")
    if checked.proof is None:
        return _words("waiting" if proven.is_unaltered else "altered")
    proof = checked.proof
    rows = [
        ("Print of what you said (SHA-256)", proven.digest),
        ("Print that the ledger was told", str(checked.entry.detail["digest"])),
        ("Entry in the ledger", number_words(checked.entry.pk)),
        ("Its leaf in the tree", number_words(proof.leaf)),
        ("The leaf’s hash", checked.leaf_hash),
        ("Entries under the signed head", number_words(proof.seal.size)),
        ("Signed on", time_words(proof.seal.at)),
    ]
    return _words(
        "unaltered" if proven.is_unaltered else "altered",
        rows=rows,
        nodes=proof.nodes,
        head=proof.seal.note,
    )


def _words(
    state: str,
    *,
    rows: list[tuple[str, str]] | None = None,
    nodes: list[str] | None = None,
    head: str = "",
) -> ProofShown:
    title, lede = WORDS[state]
    return ProofShown(
        state=state, title=title, lede=lede, rows=rows or [], nodes=nodes or [], head=head
    )


WORDS = {
    "unaltered": (
        "It is there and unaltered",
        (
            "What you said is in our sealed ledger, word for word as you said it. We cannot take "
            "it out or change it without this page, and anybody who checks, finding out."
        ),
    ),
    "altered": (
        "It is not as it was",
        (
            "What we hold is not what the ledger was told when you said it. Please tell the "
            "partnership, and keep your receipt and the file below."
        ),
    ),
    "waiting": (
        "It is there, and will be sealed soon",
        (
            "What you said is in our ledger, word for word as you said it. It is sealed with "
            "everything else within a quarter of an hour. Open this page again then."
        ),
    ),
    "unknown": (
        "It was kept before the ledger could prove it",
        (
            "We hold what you said. It came before prints of the words went into the ledger, so "
            "it cannot be checked in this way."
        ),
    ),
}
