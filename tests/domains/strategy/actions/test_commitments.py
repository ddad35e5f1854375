from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import ProgrammingError, transaction

from regard.domains.strategy import actions, queries
from regard.domains.strategy.actions import (
    CannotPromise,
    CannotReport,
    CannotWrite,
    Promise,
    Report,
)
from regard.domains.strategy.jobs.commitments import remind_of_commitments, tell_of_commitment
from regard.domains.strategy.models import (
    Commitment,
    CommitmentNotice,
    CommitmentUpdate,
    Outcome,
    Passage,
    Strategy,
)
from regard.domains.strategy.types import CommitmentState, OutcomeKind
from regard.foundation.base.errors import NotFound
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail.models import Refused
from tests.factories.accounts import GrantFactory
from tests.factories.strategy import DECIDED, PUBLISHED, PassageFactory, Story
from tests.factories.strategy_promises import (
    CommitmentFactory,
    CommitmentUpdateFactory,
    MilestoneFactory,
)

pytestmark = pytest.mark.django_db

BY = {"by": "person:1", "at": DECIDED}
AFTER = {"by": "person:1", "at": PUBLISHED + timedelta(days=60)}


def promise(**changed):
    given = {
        "ref": "2.4",
        "words": "Every contract pays for travel.",
        "body_id": None,
        "owner": "Head of commissioning",
        "due_on": date(2027, 4, 1),
    }
    return Promise(**(given | changed))


def report(state=CommitmentState.DONE, words="All 14 contracts say so."):
    return Report(state=state, words=words)


@pytest.fixture
def story():
    return Story().decides()


@pytest.fixture
def published(story):
    """A promise of a strategy that was published."""
    made = actions.make_commitment(strategy=story.strategy, promise=promise(), **BY)
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    made.refresh_from_db()
    return made


class TestMakeCommitment:
    def test_numbers_promises_in_their_order(self, story):
        first = actions.make_commitment(strategy=story.strategy, promise=promise(), **BY)
        second = actions.make_commitment(strategy=story.strategy, promise=promise(), **BY)

        assert (first.number, second.number, first.passage) == (1, 2, story.passage)

    @pytest.mark.parametrize(
        ("changed", "why"),
        [
            ({"words": " "}, "Say what will be done"),
            ({"owner": ""}, "Say who answers for it"),
            ({"due_on": date(2026, 1, 1)}, "still to come"),
        ],
    )
    def test_refuses_what_is_none(self, story, changed, why):
        with pytest.raises(CannotPromise, match=why):
            actions.make_commitment(strategy=story.strategy, promise=promise(**changed), **BY)

    def test_refuses_a_passage_that_is_not_there(self, story):
        with pytest.raises(NotFound, match="no passage"):
            actions.make_commitment(strategy=story.strategy, promise=promise(ref="9.9"), **BY)

    def test_refuses_once_it_is_published(self, published):
        with pytest.raises(CannotWrite, match="never changes"):
            actions.make_commitment(strategy=published.strategy, promise=promise(), **BY)
        with pytest.raises(CannotWrite, match="never changes"):
            actions.edit_commitment(commitment=published, promise=promise(), **BY)
        with pytest.raises(CannotWrite, match="never changes"):
            actions.remove_commitment(commitment=published, **BY)


class TestEditCommitment:
    def test_changes_and_removes_what_a_draft_promises(self, story):
        made = actions.make_commitment(strategy=story.strategy, promise=promise(), **BY)

        actions.edit_commitment(commitment=made, promise=promise(words="We pay."), **BY)
        assert Commitment.objects.get().words == "We pay."

        actions.remove_commitment(commitment=made, **BY)
        assert not Commitment.objects.exists()

    def test_keeps_what_was_reported_on(self, story):
        made = CommitmentFactory(passage=story.passage)
        CommitmentUpdateFactory(commitment=made)

        with pytest.raises(CannotPromise, match="so it stays"):
            actions.remove_commitment(commitment=made, **BY)


class TestSteps:
    def test_are_added_and_marked(self, published):
        step = actions.add_step(
            commitment=published, words="New terms", due_on=date(2027, 3, 1), **AFTER
        )
        actions.mark_step(
            commitment=published, milestone_id=step.pk, done_on=date(2027, 3, 1), **AFTER
        )

        [row] = queries.list_steps(commitment=published)
        assert (row.words, row.done_on) == ("New terms", date(2027, 3, 1))
        assert queries.as_commitment_row(commitment=published).steps_done == 1

    def test_are_refused_where_they_make_no_sense(self, published):
        add = {"commitment": published, **AFTER}
        elsewhere = MilestoneFactory()

        with pytest.raises(CannotPromise, match="Say what the step is"):
            actions.add_step(words=" ", due_on=date(2027, 3, 1), **add)
        with pytest.raises(CannotPromise, match="no later than the whole"):
            actions.add_step(words="New terms", due_on=date(2027, 4, 2), **add)
        with pytest.raises(CannotReport, match="still to come"):
            actions.mark_step(milestone_id=elsewhere.pk, done_on=date(2030, 1, 1), **add)
        with pytest.raises(NotFound, match="no such step"):
            actions.mark_step(milestone_id=elsewhere.pk, done_on=None, **add)
        actions.report_on_commitment(report=report(), **add)
        with pytest.raises(CannotPromise, match="It is over"):
            actions.add_step(words="New terms", due_on=date(2027, 3, 1), **add)


class TestReportOnCommitment:
    def test_keeps_what_was_reported_for_ever(self, published):
        actions.report_on_commitment(
            commitment=published,
            report=report(CommitmentState.UNDER_WAY, "The terms are with the lawyers."),
            **AFTER,
        )

        row = queries.as_commitment_row(commitment=published)
        assert (row.state, row.said, row.ended_on) == (
            CommitmentState.UNDER_WAY,
            "The terms are with the lawyers.",
            None,
        )
        with transaction.atomic(), pytest.raises(ProgrammingError, match="never changes"):
            CommitmentUpdate.objects.update(words="No.")

    def test_tells_those_whose_words_led_to_it_when_it_is_done(self, story, published):
        actions.report_on_commitment(commitment=published, report=report(), **AFTER)

        told = {each.contribution_id: each.to for each in CommitmentNotice.objects.all()}
        assert told == {
            story.home.contribution_id: "home@example.org",
            story.carer.contribution_id: "",
        }
        assert queries.list_updates(commitment=published)[0].told == 2
        [(row, said)] = queries.list_promises_kept_for(contribution_id=story.carer.contribution_id)
        assert (row.number, said.words) == (published.number, "All 14 contracts say so.")

    def test_tells_of_one_end_once(self, published):
        actions.report_on_commitment(commitment=published, report=report(), **AFTER)
        actions.report_on_commitment(
            commitment=published, report=report(words="And the fifteenth."), **AFTER
        )

        assert CommitmentNotice.objects.count() == 2
        assert Job.objects.filter(kind="strategy.tell_of_commitment").count() == 1

    def test_goes_on_when_it_is_not_over_after_all(self, published):
        actions.report_on_commitment(commitment=published, report=report(), **AFTER)
        actions.report_on_commitment(
            commitment=published, report=report(CommitmentState.UNDER_WAY, "One is left."), **AFTER
        )

        assert queries.as_commitment_row(commitment=published).ended_on is None

    def test_passes_over_those_who_were_answered_by_themselves(self, story, published):
        """A point with an outcome of its own did not lead to what its theme led to."""
        other = PassageFactory(
            strategy=Strategy.objects.create(system=story.system, slug="other", title="Other"),
            ref="1",
        )
        Outcome.objects.create(
            system=story.system,
            strategy=other.strategy,
            point=story.carer,
            is_own=True,
            kind=OutcomeKind.NOT_ADOPTED,
            reason="It is another road.",
            decided_by="person:1",
            decided_at=DECIDED,
        )

        assert queries.list_askers(commitment=published) == [story.home.contribution_id]

    def test_refuses_drafts_and_silence(self, story, published):
        draft = CommitmentFactory(
            passage=PassageFactory(
                strategy=Strategy.objects.create(system=story.system, slug="other", title="Other")
            ),
            number=77,
        )

        with pytest.raises(CannotReport, match="not published yet"):
            actions.report_on_commitment(commitment=draft, report=report(), **AFTER)
        with pytest.raises(CannotReport, match="Say what was done"):
            actions.report_on_commitment(commitment=published, report=report(words=" "), **AFTER)


class TestCommitmentsOfLaterVersions:
    def test_show_on_the_same_passage(self, story, published):
        follows = Strategy.objects.get()
        later = Strategy.objects.create(
            system=story.system, slug="care-2027", number=2, title="Next", follows=follows
        )
        passage = PassageFactory(strategy=later, ref="3.1", key=Passage.objects.get().key)

        [row] = queries.list_commitments_on(passage=passage)

        assert row.number == published.number
        assert queries.list_commitments_of(strategy=later) == []


class TestTelling:
    def test_sends_each_email_once_with_the_link_to_their_reply(self, published):
        actions.report_on_commitment(commitment=published, report=report(), **AFTER)
        job = Job.objects.get(kind="strategy.tell_of_commitment")

        assert tell_of_commitment(Progress(job)) == "1 email sent."
        assert tell_of_commitment(Progress(job)) == "0 emails sent."

        [email] = mail.outbox
        assert email.to == ["home@example.org"]
        assert "/r/" in email.body
        assert "It is done. All 14 contracts say so." in email.body

    def test_writes_to_nobody_who_asked_us_not_to(self, published):
        from regard.foundation.mail.actions import opt_out  # noqa: PLC0415

        opt_out(address="home@example.org", scope=Refused.ALL, **AFTER)
        actions.report_on_commitment(commitment=published, report=report(), **AFTER)

        tell_of_commitment(Progress(Job.objects.get(kind="strategy.tell_of_commitment")))

        assert mail.outbox == []


class TestReminding:
    def test_writes_once_a_week_to_those_who_follow_promises(self, published, time_machine):
        grant = GrantFactory(role="Partnership lead", scope_key=f"system:{published.system_id}")
        job = Job.objects.create(
            kind="strategy.remind_commitments", scope_key="everywhere", by="schedule"
        )
        time_machine.move_to(PUBLISHED + timedelta(days=90))

        assert remind_of_commitments(Progress(job)) == "1 reminder sent."
        assert remind_of_commitments(Progress(job)) == "0 reminders sent."

        [email] = mail.outbox
        assert email.to == [grant.person.email]
        assert email.subject == "Promises: 1 late, 0 due soon"

    def test_says_nothing_while_nothing_presses(self, published, time_machine):
        GrantFactory(role="Partnership lead", scope_key=f"system:{published.system_id}")
        time_machine.move_to(PUBLISHED)

        made = actions.remind_of_commitments(system=published.system, by="schedule", at=PUBLISHED)

        assert made == 0
