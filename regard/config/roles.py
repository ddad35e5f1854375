"""Every role and what it may do: the one page to read in an access review."""

from regard.domains.engagement.permissions import Permission as Engagement
from regard.domains.governance.permissions import Permission as Governance
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
            Engagement.MODERATE,
            Engagement.RUN_EXERCISES,
            Engagement.SPEAK_FOR,
            Engagement.TRIAGE,
            Engagement.VIEW_CONTRIBUTIONS,
            Engagement.VIEW_COVERAGE,
            Engagement.VIEW_DRAFT,
            Engagement.VIEW_SEALED,
            Engagement.VIEW_WHO,
            Governance.ACCEPT_EVIDENCE,
            Governance.DECIDE_CLAIMS,
            Governance.EDIT_BODIES,
            Governance.EDIT_SEATS,
            Governance.KEEP_INTERESTS,
            Governance.OFFER_EVIDENCE,
            Governance.RUN_MEETINGS,
            Governance.VIEW_DUTIES,
            Governance.VIEW_LOAD,
            Governance.VIEW_PRIVATE,
            Governance.VIEW_SUPPORT,
            Jobs.VIEW_JOBS,
            Mail.VIEW_MESSAGES,
            Register.EDIT_CONTACTS,
            Register.EDIT_PEOPLE,
            Register.EDIT_PLACES,
            Register.EDIT_SEGMENTS,
            Register.EDIT_SERVICES,
            Register.KEEP_ROLL,
            Register.LOAD,
            Register.MERGE,
            Register.STATE_TOLD,
            Register.VIEW_CONTACTS,
            Register.VIEW_PEOPLE,
            Register.VIEW_REACH,
            Strategy.DECIDE_OUTCOMES,
            Strategy.FOLLOW_COMMITMENTS,
            Strategy.MAKE_BUNDLE,
            Strategy.PUBLISH,
            Strategy.RECORD_REGARD,
            Strategy.REVIEW,
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
            Governance.OFFER_EVIDENCE,
            Governance.VIEW_DUTIES,
            Register.STATE_TOLD,
            Register.VIEW_REACH,
            Strategy.VIEW_DRAFT,
        }
    ),
    "Association lead": frozenset({Engagement.VIEW_COVERAGE, Strategy.REPORT_TO_MEMBERS}),
    # Works for no organisation that buys care: knows who spoke behind a shield.
    "Steward": frozenset(
        {
            Engagement.MODERATE,
            Engagement.TRIAGE,
            Engagement.VIEW_CONTRIBUTIONS,
            Engagement.VIEW_COVERAGE,
            Engagement.VIEW_DRAFT,
            Engagement.VIEW_SEALED,
            Engagement.VIEW_SHIELDED,
            Engagement.VIEW_WHO,
            Register.VIEW_CONTACTS,
        }
    ),
    # Reads a sample without seeing anybody's marks, and so no page that shows them.
    "Coder": frozenset({Engagement.CODE}),
    "Board secretary": frozenset(
        {
            Engagement.VIEW_CONTRIBUTIONS,
            Engagement.VIEW_COVERAGE,
            Governance.EDIT_BODIES,
            Governance.EDIT_SEATS,
            Governance.KEEP_INTERESTS,
            Governance.OFFER_EVIDENCE,
            Governance.RUN_MEETINGS,
            Governance.VIEW_DUTIES,
            Governance.VIEW_LOAD,
            Governance.VIEW_PRIVATE,
            Strategy.FOLLOW_COMMITMENTS,
            Strategy.RECORD_REGARD,
            Strategy.VIEW_DRAFT,
        }
    ),
    # Given on one body: whoever sits on it reads its papers, and claims what coming cost them.
    "Board member": frozenset({Governance.CLAIM, Governance.VIEW_DUTIES, Governance.VIEW_PRIVATE}),
    # Given on one network: its own roll and mandates, and what it says for its members.
    "Roll keeper": frozenset(
        {Engagement.SPEAK_FOR, Register.KEEP_ROLL, Strategy.REPORT_TO_MEMBERS}
    ),
    # Given on a provider or a group. A provider's people answer by signed link; signed in, they
    # see what is public and their own.
    "Provider": frozenset({Register.ASK_CORRECTION, Register.VIEW_OWN}),
}
