"""Every role and what it may do: the one page to read in an access review."""

from regard.domains.engagement.permissions import Permission as Engagement
from regard.domains.register.permissions import Permission as Register
from regard.domains.strategy.permissions import Permission as Strategy
from regard.foundation.authority import Permission
from regard.foundation.jobs.permissions import Permission as Jobs
from regard.foundation.mail.permissions import Permission as Mail

ROLES: dict[str, frozenset[Permission]] = {
    "Partnership lead": frozenset(
        {
            Engagement.EDIT_THEMES,
            Engagement.ENTER_CONTRIBUTIONS,
            Engagement.RUN_EXERCISES,
            Engagement.VIEW_CONTRIBUTIONS,
            Engagement.VIEW_COVERAGE,
            Engagement.VIEW_DRAFT,
            Engagement.VIEW_WHO,
            Jobs.VIEW_JOBS,
            Mail.VIEW_MESSAGES,
            Register.EDIT_CONTACTS,
            Register.LOAD,
            Register.VIEW_CONTACTS,
            Strategy.DECIDE_OUTCOMES,
            Strategy.PUBLISH,
            Strategy.SEND_REPLIES,
            Strategy.VIEW_DRAFT,
            Strategy.WRITE,
        }
    ),
    # Commissioners buy from those who speak: they read the words, and never who said them.
    "Commissioner": frozenset(
        {
            Engagement.VIEW_CONTRIBUTIONS,
            Engagement.VIEW_COVERAGE,
            Engagement.VIEW_DRAFT,
            Strategy.VIEW_DRAFT,
        }
    ),
    "Association lead": frozenset({Engagement.VIEW_COVERAGE}),
    "Board secretary": frozenset(
        {Engagement.VIEW_CONTRIBUTIONS, Engagement.VIEW_COVERAGE, Strategy.VIEW_DRAFT}
    ),
    # A provider's people answer by signed link; signed in, they see what is public and their own.
    "Provider": frozenset(),
}
