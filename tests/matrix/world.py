"""One of everything, so that every address has something to answer with."""

from datetime import UTC, datetime, timedelta

from django.urls import get_resolver, reverse

from regard.domains.engagement.actions import receive_answers_file
from regard.domains.governance.models import AgendaItem
from regard.foundation.accounts import links
from regard.foundation.jobs.models import Job
from regard.foundation.mail.models import Message
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    QuestionFactory,
)
from tests.factories.engagement_arrivals import ArrivalFactory
from tests.factories.engagement_blind import PAY, ROTAS, BlindSampleFactory, Sampled
from tests.factories.engagement_campaigns import CampaignUseFactory
from tests.factories.engagement_care import ConcernFactory, RedactionFactory
from tests.factories.engagement_collective import MemberPartFactory
from tests.factories.engagement_deliberation import ConversationFactory
from tests.factories.engagement_exercises import (
    AlternativeFactory,
    GateProofFactory,
    InformationPackFactory,
    PackFileFactory,
)
from tests.factories.engagement_gathered import (
    SavedMappingFactory,
    SecondKeyingFactory,
    TypedFactory,
    original,
)
from tests.factories.engagement_inviting import (
    DigestWishFactory,
    OpportunityFactory,
    QuietPeriodFactory,
    WaveFactory,
)
from tests.factories.engagement_questions import HandOverFactory, QuestionFormatFactory
from tests.factories.governance import (
    AppointmentFactory,
    AssessmentFactory,
    BodyFactory,
    BodyRoleFactory,
    DutyFactory,
    EvidenceFactory,
    LegalBasisFactory,
    LotEntryFactory,
    MeetingFactory,
    PaperFactory,
    ResponsibilityFactory,
    SupportFactory,
    TermsFactory,
)
from tests.factories.people import IndividualFactory, RepresentativeFactory
from tests.factories.register import (
    LoadFactory,
    LocationFactory,
    PlaceFactory,
    SegmentFactory,
)
from tests.factories.strategy import ReplyFactory, Story
from tests.matrix.documented import documented
from tests.matrix.minuted import OF_MINUTES, decided, minuted
from tests.matrix.needs import MY_MEETINGS, MY_PAGES
from tests.matrix.promised import strategies
from tests.matrix.regarded import regarded
from tests.matrix.registered import api, identity, networks, people
from tests.matrix.reviewed import put_before, reviewed
from tests.matrix.telling import telling

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)

PROVED = ("engagement:receipt_proof", "engagement:receipt_proof_file")


OF_FILES = {
    "strategy:annex_file": {"kind": "pdf"},
    "strategy:regulator_file": {"kind": "pdf"},
    "strategy:published_file": {"kind": "pdf"},
}


class World:
    """One of everything in a system: a draft, an open and a closed exercise, a draft strategy."""

    def __init__(self):
        story = Story().decides()
        self.story, self.system = story, story.system
        self.open = ExerciseFactory(system=self.system, slug="open", closes_on=NOON.date())
        self.draft = ExerciseFactory(system=self.system, slug="draft", draft=True)
        ConversationFactory(system=self.system, slug="staff")
        ConversationFactory(system=self.system, slug="open", exercise=self.open)
        question = put_before(story, self.open)
        draft_question = QuestionFactory(exercise=self.draft, position=1)
        location = LocationFactory(system=self.system)
        SegmentFactory(system=self.system, slug="staff")
        invitation = InvitationFactory(exercise=self.open, location=location)
        received = receive_answers_file(
            exercise=self.open,
            chunks=[b"What keeps staff?\nPay for travel.\n"],
            name="a.csv",
            by="person:1",
            at=NOON,
        )
        self.own = (
            {
                "system": self.system.slug,
                "slug": "staff",
                "location_id": location.pk,
                "level": "council",
                "code": self.system.councils.get().gss_code,
                "place": PlaceFactory(system=self.system, districts=["ZZ9"]).slug,
                "load_id": LoadFactory(file=received.file).pk,
                "question_id": draft_question.pk,
                "invitation_id": invitation.pk,
                "answers_file_id": received.pk,
                "arrival_id": ArrivalFactory(system=self.system, original=received.file).pk,
                "format_id": QuestionFormatFactory(exercise=story.exercise, file=received.file).pk,
                "hand_over_id": HandOverFactory(invitation=invitation).pk,
                "answer_id": story.person.answer_id,
                "theme_id": story.theme.pk,
                "campaign_id": CampaignUseFactory(campaign__exercise=story.exercise).campaign_id,
                "point_id": story.person.pk,
                "ref": story.passage.ref,
                "number": 1,
                "job_id": Job.objects.create(
                    kind="x", title="x", scope_key=f"system:{self.system.pk}", by="command"
                ).pk,
                "message_id": Message.objects.create(
                    scope_key=f"system:{self.system.pk}", about="", to="x", subject="x", body="x"
                ).pk,
                "key": "partnership-lead",
            }
            | people(self.system, location)
            | self.sent_file(received.file)
        )
        self.own |= identity(self.system, location, NOON) | api(location)
        self.own |= networks(self.system, location, received.file)
        self.own |= self.governance()
        self.own |= self.meetings(received.file)
        self.own |= self.duties(received.file)
        self.own |= self.planning(received.file) | self.inviting() | telling(self.system, NOON)
        self.own |= self.sampled() | self.gathered() | strategies(story, received.file, NOON)
        reply = ReplyFactory(strategy=story.strategy, contribution=story.carer.contribution)
        later = NOON + timedelta(days=90)
        self.tokens = {
            **dict.fromkeys(
                ("engagement:receipt", *PROVED, "engagement:about_you"),
                self.token("engagement.receipt", story.carer.contribution_id, later),
            ),
            "engagement:member_part": self.token(
                "engagement.member_part",
                MemberPartFactory(
                    contribution__exercise=self.open, membership_id=self.own["membership_id"]
                ).pk,
                later,
            ),
            "engagement:rate": self.token("engagement.rater", self.own["ask_id"], later),
            "mail:stop": self.token("mail.stop", self.own["message_id"], later),
            "strategy:reply": self.token("strategy.reply", reply.pk, later),
            "engagement:stop_digest": self.token(
                "engagement.digest",
                DigestWishFactory(system=self.system, location=location).pk,
                later,
            ),
            **dict.fromkeys(
                ("register:own", "register:own_wishes"),
                self.token("register.own", location.pk, later),
            ),
            "register:mandate": self.token("register.mandate", self.own["mandate_id"], later),
        }
        mine = self.token("register.person", IndividualFactory(system=self.system).pk, later)
        self.tokens |= dict.fromkeys((*MY_PAGES, "register:me"), mine)
        sitter = self.token("governance.holder", self.sitter_id, later)
        self.tokens |= dict.fromkeys(MY_MEETINGS, sitter)
        self.answer_token = self.token("engagement.answer", invitation.pk, later)
        self.question = question

    def sent_file(self, file):
        """Return the receipt of an answer that is a file, and the number of its question."""
        kept = ContributionFactory(exercise=self.story.exercise, file=file, file_line=2)
        answer = AnswerFactory(contribution=kept, file=file)
        return {
            "receipt": kept.receipt,
            "answered_id": answer.question_id,
            "concern_id": ConcernFactory(contribution=kept).pk,
            "redaction_id": RedactionFactory(answer=answer).pk,
        }

    def governance(self):
        """Return what the addresses of governance name; the body's slug is everybody's."""
        body = BodyFactory(system=self.system, slug="staff")
        sits = AppointmentFactory(seat__body=body)
        drawn = LotEntryFactory(lot__body=body)
        self.minuted = minuted(body, NOON)
        part = ResponsibilityFactory(body=body)
        for version in (1, 2):
            TermsFactory(body=body, version=version, state="adopted", adopted_on=NOON.date())
        return {
            "body": body.slug,
            "body_role_id": BodyRoleFactory(body=body).pk,
            "basis_id": LegalBasisFactory(body=body).pk,
            "version": 1,
            "topic": part.topic.slug,
            "responsibility_id": part.pk,
            "support_id": SupportFactory(system=self.system, body=body).pk,
            "seat_id": sits.seat_id,
            "appointment_id": sits.pk,
            "holder_id": sits.holder_id,
            "lot_id": drawn.lot_id,
            "drawn_id": drawn.pk,
        } | decided(body)

    def meetings(self, file):
        """Return what the addresses of meetings name: one with a published agenda and a paper."""
        meeting = MeetingFactory(body__system=self.system, agenda_public_at=NOON)
        sits = AppointmentFactory(seat__body=meeting.body)
        self.sitter_id = sits.holder_id
        self.file = file
        return self.item_of(meeting) | {"meeting_id": meeting.pk}

    def item_of(self, meeting):
        """Return the numbers of a new item of a meeting, and of its paper."""
        paper = PaperFactory(item__meeting=meeting, file=self.file)
        return {"item_id": paper.item_id, "paper_id": paper.pk}

    def duties(self, file):
        """Return what the addresses of duties name: one with evidence, in a file."""
        piece = EvidenceFactory(round__obligation__system=self.system, kind="file", file=file)
        came = AssessmentFactory(system=self.system, file=file)
        return {
            "obligation_id": piece.round.obligation_id,
            "round_id": piece.round_id,
            "evidence_id": piece.pk,
            "assessment_id": came.pk,
            "duty_code": DutyFactory(system=self.system, code="L1").code,
        }

    def planning(self, file):
        """Return what the addresses of an exercise's plan name; its information is published."""
        its = self.story.exercise
        InformationPackFactory(exercise=self.open)
        InformationPackFactory(exercise=its, number=2, draft=True)
        told = InformationPackFactory(exercise=its)
        return {
            "characteristic": "disability",
            "value": "yes",
            "alternative_id": AlternativeFactory(exercise=self.draft).pk,
            "pack_file_id": PackFileFactory(pack=told, file=file).pk,
            "phase": "ask",
            "principle": "time",
            "proof_id": GateProofFactory(exercise=its, sign="read", file=file).pk,
            "sign": "days",
            "template": "quick-question",
        }

    def sampled(self):
        """Have one sample measured, and another whose readers put its point differently."""
        BlindSampleFactory(exercise=self.story.exercise, finished=True)
        made = Sampled(self.story.exercise, [((PAY,), (ROTAS,))], by=("person:0", "person:-1"))
        return {"sample_id": made.sample.pk, "nth": 1}

    def gathered(self):
        """Return a saved layout, and what was drawn to be typed again, half of it typed."""
        typed = TypedFactory(
            exercise=self.story.exercise,
            file=original(self.system, at=NOON),
            entered_by="person:0",  # nobody who knocks
        )
        SecondKeyingFactory(answer__contribution=typed)
        done = SecondKeyingFactory(answer__contribution=typed, differs=True)
        saved = SavedMappingFactory(system=self.system)
        return {
            "drawn_receipt": typed.receipt,
            "keying_id": done.pk,
            "mapping_id": saved.pk,
        }

    def inviting(self):
        """Return what the addresses of waves, quiet periods and the board name."""
        return {
            "wave_id": WaveFactory(exercise=self.open).pk,
            "quiet_id": QuietPeriodFactory(system=self.system).pk,
            "opportunity_id": OpportunityFactory(system=self.system).pk,
        }

    @staticmethod
    def token(purpose, subject_id, expires_at):
        return links.token(
            links.issue(purpose=purpose, subject_id=subject_id, expires_at=expires_at)
        )

    def address(self, name, **other):
        """Return the address of this world's own thing; `other` puts something else into it."""
        slug = "staff"
        if name.startswith("strategy:"):
            slug = self.story.strategy.slug
        if (
            name == "engagement:answer_on_web"
            or "invit" in name
            or "load" in name
            or "link" in name
            or "wave" in name
        ):
            slug = "open"
        if "question" in name or "alternative" in name:
            slug = "draft"
        known = self.own | {
            "slug": slug,
            "token": self.tokens.get(name, self.answer_token),
        }
        if name == "register:end_location_speaker":
            known["speaker_id"] = RepresentativeFactory(
                individual=None,
                location_id=known["location_id"],
                by_individual=IndividualFactory(system=self.system),
            ).pk
        known |= self.minuted if name in OF_MINUTES else {}
        if name == "register:forget_person":
            known["individual_id"] = IndividualFactory(system=self.system).pk
        if name in {"governance:remove_item", "governance:remove_paper"}:
            known |= self.item_of(AgendaItem.objects.get(pk=known["item_id"]).meeting)
        if name in {"strategy:decide_theme", "strategy:theme_points"}:
            known["theme_id"] = self.story.theme.pk
        known |= regarded(self.system, name)
        known |= documented(self.story.strategy, name) | reviewed(self.story.strategy, name)
        known |= OF_FILES.get(name, {}) | other
        return reverse(name, kwargs={key: known[key] for key in wanted(name)})


def wanted(name):
    """Return what an address names, such as a system's `slug`, in its order."""
    resolver = get_resolver()
    spaces, _, last = name.rpartition(":")
    for space in spaces.split(":") if spaces else []:
        resolver = resolver.namespace_dict[space][1]
    known = resolver.reverse_dict.getlist(last)
    return known[0][0][0][1] if known else []
