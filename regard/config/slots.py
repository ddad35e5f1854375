"""What upper domains show on the pages of lower ones."""

from regard.domains.engagement.presenters import (
    asked_of_own,
    fill_answer_slot,
    said_of_location,
)
from regard.domains.engagement.presenters.kept_lines import keep_line_url, kept_line_urls
from regard.domains.engagement.queries.news import fill_news_slot
from regard.domains.governance.presenters import (
    fill_decision_slot,
    fill_kept_slot,
    fill_line_slot,
    sitting_of_location,
    sitting_of_provider,
)
from regard.domains.register.presenters import (
    fill_location_slot,
    fill_own_slot,
    fill_provider_slot,
)
from regard.domains.strategy.presenters.meanings import meant_for_location
from regard.domains.strategy.presenters.regard_slot import regard_of_decision
from regard.domains.strategy.presenters.review_slot import comment_url
from regard.domains.strategy.queries.news import list_published


def fill_slots() -> None:
    """
    Put who sits where, and the answers of services, on the pages of the register.

    Lead from lines of minutes to where they are kept as contributions, and read; from decisions
    to what they made of the strategies in force; from a question on a draft to its passages.

    Called once, as the addresses are read.
    """
    fill_location_slot(sitting_of_location)
    fill_location_slot(said_of_location)
    fill_own_slot(asked_of_own)
    fill_news_slot(list_published)
    fill_provider_slot(sitting_of_provider)
    fill_line_slot(keep_line_url)
    fill_kept_slot(kept_line_urls)
    fill_decision_slot(regard_of_decision)
    fill_location_slot(meant_for_location)
    fill_answer_slot(comment_url)
