"""What a bundle holds beside words and outcomes, how little memory it takes, and its last day."""

import csv
import io
import tracemalloc
from datetime import timedelta

import pytest
from django.urls import reverse

from regard.domains.engagement.models import Answer
from regard.domains.engagement.queries import originals
from regard.domains.engagement.queries.invitations import ask_of
from regard.domains.engagement.rules.letters import invitation_email
from regard.domains.governance.models import Decision
from regard.domains.governance.types import DecisionState
from regard.domains.strategy import actions
from regard.domains.strategy.jobs.bundles import compose
from regard.domains.strategy.models import Bundle, NeedPassage, Opinion
from regard.domains.strategy.presenters.bundle_tables import table
from regard.domains.strategy.types import RegardEffect
from regard.foundation.audit.models import Entry
from regard.foundation.audit.sealing import seal
from regard.foundation.files.actions import keep
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import HANDLERS, Progress
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, State
from tests.factories.engagement import (
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.engagement_blind import BlindSampleFactory
from tests.factories.engagement_exercises import InformationPackFactory, PackFileFactory
from tests.factories.governance import BodyFactory, DecisionOptionFactory, InvolvementFactory
from tests.factories.strategy import PUBLISHED, NeedFactory, Story, StrategyFactory
from tests.factories.strategy_promises import (
    CommitmentFactory,
    CommitmentUpdateFactory,
    MilestoneFactory,
)
from tests.factories.strategy_regard import make_decision, make_record

from .bundled import WHY, check_whole, files_of, make

pytestmark = pytest.mark.django_db

LONG = 100_000
"""Characters of one answer below."""

SAID = 120
"""Answers of that length: 12 megabytes."""

MOST = 6 * 2**20
"""Bytes that may be held at once while they are written down."""


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def file_named(name, story):
    return keep(
        chunks=[name.encode()],
        name=name,
        origin="a test",
        scope_key=f"system:{story.system.pk}",
        by="person:1",
        at=PUBLISHED,
    )


def wrote(exercise, *states):
    """Write to one service once for each state, in turn."""
    invitation = InvitationFactory(exercise=exercise, to="manager@rosewood.example")
    for state in states:
        draft = mail.Draft(
            invitation.to, "Asked", "Words", f"engagement.Invitation:{invitation.pk}"
        )
        [message] = mail.post([draft], scope_key="everywhere")
        when = PUBLISHED if state == State.SENT else None
        Message.objects.filter(pk=message.pk).update(state=state, sent_at=when)


@pytest.fixture
def story(time_machine):
    """A published version with everything that a bundle can hold beside it."""
    time_machine.move_to(PUBLISHED, tick=False)
    story = Story().decides()
    wrote(story.exercise, State.SENT, State.SENT)
    wrote(story.exercise, State.FAILED)
    pack = InformationPackFactory(exercise=story.exercise)
    PackFileFactory(pack=pack, file=file_named("what we know.pdf", story))
    BlindSampleFactory(exercise=story.exercise, finished=True)
    need = NeedFactory(system=story.system)
    NeedPassage.objects.create(strategy=story.strategy, need=need, passage=story.passage)
    Opinion.objects.create(
        strategy=story.strategy,
        body=BodyFactory(system=story.system, name="Westmere Health and Wellbeing Board"),
        takes_account=True,
        words="It follows our strategy.",
        given_on=PUBLISHED.date(),
        file=file_named("letter.pdf", story),
    )
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    story.strategy.refresh_from_db()
    promise = CommitmentFactory(passage=story.passage)
    MilestoneFactory(commitment=promise)
    CommitmentUpdateFactory(commitment=promise, file=file_named("minutes.pdf", story))
    decision = make_decision(
        story.system,
        title="Pay for travel",
        evidence="The survey of 2026.",
        why="Staff leave.",
        state=DecisionState.DRAFT,
    )
    DecisionOptionFactory(decision=decision)
    InvolvementFactory(decision=decision)
    Decision.objects.filter(pk=decision.pk).update(state=DecisionState.RECORDED)
    make_record(decision, story.strategy, effects={story.passage.ref: RegardEffect.FOLLOWED})
    story.decision = decision
    return story


class TestABundleHolds:
    @pytest.fixture
    def files(self, story):
        bundle = make(story.strategy)
        assert check_whole(bundle) == []
        return files_of(bundle)

    def test_with_what_words_how_many_were_asked_and_no_address(self, files):
        words = files["asked/staff/invitations.txt"].decode()

        assert "THE FIRST EMAIL: 2 written, 1 sent, 1 came back" in words
        assert "REMINDERS, AND LINKS SENT ANEW: 1 written, 1 sent" in words
        assert "Your view for [the service]" in words
        assert "We have not heard from [the service] yet" in words
        assert not any(b"rosewood.example" in data for data in files.values())

    def test_those_words_as_they_were_sent_wherever_they_are_kept(self, story):
        invitation = InvitationFactory(exercise=story.exercise, to="manager@ashgrove.example")
        email = invitation_email(
            ask_of(story.exercise), service=invitation.location.name, greeting="Ann Other"
        )
        draft = mail.Draft(
            invitation.to,
            email.subject,
            email.body.replace("two minutes", "three minutes"),
            f"engagement.Invitation:{invitation.pk}",
        )
        [message] = mail.post([draft], scope_key="everywhere")
        Message.objects.filter(pk=message.pk).update(state=State.SENT, sent_at=PUBLISHED)

        files = files_of(make(story.strategy))

        words = files["asked/staff/invitations.txt"].decode()
        first, again = words.split("REMINDERS, AND LINKS SENT ANEW")
        assert "AS SENT, from the emails themselves: 1, on 17 January 2027" in first
        assert "three minutes" in first
        assert "AND 1 MORE, whose words are no longer kept" in first
        assert "WRITTEN ANEW, as Regard would write it today. What was sent is no lo" in again
        assert "two minutes" in again
        assert not any(b"Ann Other" in data for data in files.values())
        assert b'"sent_whose_words_are_here":1' in files["asked/staff/exercise.json"]

    def test_what_people_were_told_version_by_version(self, files):
        place = "asked/staff/information/1"

        assert b"One in nine care workers" in files[f"{place}/words.md"]
        assert files[f"{place}/1-what we know.pdf"] == b"what we know.pdf"

    def test_how_well_points_were_placed_with_intervals(self, files):
        found = rows(files["asked/staff/accuracy.csv"])

        [f1] = [
            row
            for row in found
            if (row["whose"], row["theme"], row["figure"]) == ("machine", "", "f1")
        ]
        assert float(f1["low"]) <= float(f1["value"]) <= float(f1["high"])
        assert b'"seed":"5eed"' in files["asked/staff/accuracy.json"]

    def test_decisions_in_full(self, files, story):
        words = files[f"decisions/{story.decision.ref}.md"].decode()

        assert "## On what it rests\n\nThe survey of 2026." in words
        assert "- Leave the contracts as they are: Small providers would go on" in words
        assert "1 October 2026 (asked before): 43 home care providers" in words

    def test_opinions_needs_and_promises(self, files, story):
        [opinion] = rows(files["opinions.csv"])
        [need] = rows(files["needs.csv"])
        [promise] = rows(files["promises.csv"])
        [report] = rows(files["promises-reports.csv"])

        assert (opinion["takes_account"], opinion["words"]) == ("yes", "It follows our strategy.")
        assert files[opinion["file"]] == b"letter.pdf"
        assert need["answered_by"] == f"version 1, {story.passage.ref}"
        assert promise["passage"] == story.passage.ref
        assert rows(files["promises-steps.csv"])[0]["step"] == "New terms are agreed"
        assert report["words"] == "The new terms are with the lawyers."
        assert any(data == b"minutes.pdf" for data in files.values())

    def test_what_came_late(self, story, time_machine):
        late = story.says("Nobody pays us for the road either.")
        actions.decide_late(
            strategy=story.strategy,
            point_ids=[late.pk],
            same_as_id=story.adopted.pk,
            by="person:1",
            at=PUBLISHED,
        )

        [row] = rows(files_of(make(story.strategy))["outcomes-late.csv"])

        assert (row["receipt"], row["as_published"]) == (late.contribution.receipt, "yes")


class TestWritingIt:
    def test_holds_a_little_of_it_at_a_time(self, tmp_path, monkeypatch, time_machine):
        time_machine.move_to(PUBLISHED, tick=False)
        monkeypatch.setattr(originals, "TOGETHER", 5)
        exercise = ExerciseFactory(closed=True)
        question = QuestionFactory(exercise=exercise)
        Answer.objects.bulk_create(
            Answer(contribution=said, question=question, text="x" * LONG)
            for said in ContributionFactory.create_batch(SAID, exercise=exercise)
        )
        strategy = StrategyFactory(exercise=exercise)
        strategy.stage, strategy.published_at = "published", PUBLISHED
        strategy.save()
        bundle, _ = actions.start_bundle(
            strategy=strategy, kind="court", why=WHY, by="person:1", at=PUBLISHED
        )
        seal(at=PUBLISHED)
        tracemalloc.start()

        try:
            written = actions.write_files(compose(bundle), folder=tmp_path)
            _, most = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()

        said = written[f"asked/{exercise.slug}/contributions.csv"]
        assert said.size > LONG * SAID
        assert most < MOST

    def test_reads_a_table_once_and_never_whole(self):
        held = []

        def endless():
            for number in range(200_000):
                held.append(number)
                yield {"number": number}

        name, pieces = table("numbers.csv", ["number"], endless())

        first, second = next(pieces), next(pieces)
        assert (name, first, second[:8]) == ("numbers.csv", b"\xef\xbb\xbf", b"number\r\n")
        assert len(held) < 20_000

    def test_writes_the_head_of_an_empty_table(self):
        _, pieces = table("none.csv", ["a", "b"], [])

        assert b"".join(pieces) == b"\xef\xbb\xbfa,b\r\n"


def delete():
    job = Job.objects.create(
        kind="strategy.delete_bundles", title="x", scope_key="everywhere", by="schedule"
    )
    return HANDLERS["strategy.delete_bundles"](Progress(job))


class TestItsLastDay:
    def test_deletes_the_file_and_keeps_who_asked_and_the_hash(
        self, settings, time_machine, client_as
    ):
        settings.BUNDLE_DAYS = 30
        time_machine.move_to(PUBLISHED, tick=False)
        strategy = Story().decides().strategy
        actions.publish_strategy(strategy=strategy, by="person:1", at=PUBLISHED)
        strategy.refresh_from_db()
        bundle = make(strategy)
        digest = bundle.digest
        assert bundle.kept_until == PUBLISHED.date() + timedelta(days=30)

        time_machine.move_to(PUBLISHED + timedelta(days=30), tick=False)
        assert delete() == "0 files deleted."
        time_machine.move_to(PUBLISHED + timedelta(days=31), tick=False)
        assert delete() == "1 file deleted."
        assert delete() == "0 files deleted."

        kept = Bundle.objects.get()
        assert (kept.file, kept.digest, kept.why, kept.made_by) == (None, digest, WHY, "person:1")
        assert Entry.objects.get(event="bundle.deleted").detail == {"manifest": digest}
        where = {"system": strategy.system.slug, "slug": strategy.slug}
        lead = client_as("Partnership lead", strategy.system)
        page = lead.get(reverse("strategy:bundles", kwargs=where)).text
        assert "Deleted" in page
        assert digest in page

    def test_is_told_when_one_is_asked_for(self, settings, client_as):
        settings.BUNDLE_DAYS = 7
        strategy = StrategyFactory(slug="care", stage="published", published_at=PUBLISHED)
        where = {"system": strategy.system.slug, "slug": "care"}
        lead = client_as("Partnership lead", strategy.system)

        assert "stays here for 7 days" in lead.get(reverse("strategy:bundles", kwargs=where)).text
