"""What taking part was supported with."""

from enum import StrEnum


class SupportKind(StrEnum):
    BACKFILL = "backfill"
    """Paying for whoever did the work of somebody who took part."""
    GRANT = "grant"
    TRAINING = "training"
    IN_KIND = "in_kind"

    @property
    def label(self) -> str:
        return SUPPORT_KIND_LABELS[self]


SUPPORT_KIND_LABELS = {
    SupportKind.BACKFILL: "Backfill",
    SupportKind.GRANT: "Grant",
    SupportKind.TRAINING: "Training",
    SupportKind.IN_KIND: "In kind",
}


class ClaimState(StrEnum):
    CLAIMED = "claimed"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"

    @property
    def label(self) -> str:
        return CLAIM_STATE_LABELS[self]


CLAIM_STATE_LABELS = {
    ClaimState.CLAIMED: "Waits for an answer",
    ClaimState.APPROVED: "Approved",
    ClaimState.REFUSED: "Refused",
    ClaimState.PAID: "Paid",
}
