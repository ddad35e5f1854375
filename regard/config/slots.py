"""What upper domains show on the pages of lower ones."""

from regard.domains.engagement.actions.typed_parts import TYPED_SLOT, TypedSlot
from regard.domains.engagement.presenters import (
    ANSWER_SLOT,
    asked_of_own,
    said_of_location,
)
from regard.domains.engagement.presenters.kept_lines import keep_line_url, kept_line_urls
from regard.domains.engagement.queries.asked_parts import PARTS_SLOT, PartsSlot
from regard.domains.engagement.queries.contributions import REPLY_SLOT
from regard.domains.engagement.queries.fates import FATES_SLOT
from regard.domains.engagement.queries.news import NEWS_SLOT
from regard.domains.governance.presenters import (
    DECISION_SLOT,
    KEPT_SLOT,
    LINE_SLOT,
    sitting_of_location,
    sitting_of_provider,
)
from regard.domains.register.presenters import (
    LOCATION_SLOT,
    OWN_SLOT,
    PROVIDER_SLOT,
)
from regard.domains.strategy import queries as strategy
from regard.domains.strategy.actions.typing_in import note_comments, read_by_passage
from regard.domains.strategy.presenters.meanings import meant_for_location
from regard.domains.strategy.presenters.regard_slot import regard_of_decision
from regard.domains.strategy.presenters.review_slot import comment_url
from regard.domains.strategy.queries.asked_parts import name_passages, read_passages
from regard.domains.strategy.queries.news import list_published

PASSAGES = PartsSlot(read=read_passages, name=name_passages)

TYPED = TypedSlot(read=read_by_passage, note=note_comments)


def fill_slots() -> None:
    """
    Put who sits where, and the answers of services, on the pages of the register.

    Lead from lines of minutes to where they are kept as contributions, and read; from decisions
    to what they made of the strategies in force; from a question on a draft to its passages, on
    pages, on paper and in letters, and from what is typed in to the passages that it names; from
    receipts to replies, and from themes to what became of them.

    Called once, as the addresses are read.
    """
    LOCATION_SLOT.fill(sitting_of_location)
    LOCATION_SLOT.fill(said_of_location)
    OWN_SLOT.fill(asked_of_own)
    NEWS_SLOT.fill(list_published)
    PROVIDER_SLOT.fill(sitting_of_provider)
    LINE_SLOT.fill(keep_line_url)
    KEPT_SLOT.fill(kept_line_urls)
    DECISION_SLOT.fill(regard_of_decision)
    LOCATION_SLOT.fill(meant_for_location)
    ANSWER_SLOT.fill(comment_url)
    REPLY_SLOT.fill(strategy.find_reply_path)
    FATES_SLOT.fill(strategy.find_fates)
    PARTS_SLOT.fill(PASSAGES)
    TYPED_SLOT.fill(TYPED)
