"""What belongs to another system, by the name that an address gives it."""

from dataclasses import replace

from regard.domains.engagement.models import AnswersFile
from regard.domains.register.models import Correction, IndividualRole, Merge
from regard.foundation.files.models import File
from regard.foundation.mail.models import Message
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    InvitationFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.engagement_arrivals import ArrivalFactory
from tests.factories.engagement_blind import BlindSampleFactory
from tests.factories.engagement_campaigns import CampaignUseFactory
from tests.factories.engagement_care import ConcernFactory, RedactionFactory
from tests.factories.engagement_exercises import (
    AlternativeFactory,
    GateProofFactory,
    PackFileFactory,
)
from tests.factories.engagement_gathered import SavedMappingFactory, SecondKeyingFactory
from tests.factories.engagement_inviting import (
    OpportunityFactory,
    QuietPeriodFactory,
    WaveFactory,
)
from tests.factories.engagement_pulses import PLAN, make_pulse, make_raters
from tests.factories.engagement_questions import HandOverFactory, QuestionFormatFactory
from tests.factories.governance import (
    ActionFactory,
    AgendaItemFactory,
    AppointmentFactory,
    AssessmentFactory,
    BodyFactory,
    BodyRoleFactory,
    DecisionFactory,
    DecisionOptionFactory,
    DutyFactory,
    EvidenceFactory,
    InterestFactory,
    InvolvementFactory,
    LegalBasisFactory,
    LotEntryFactory,
    LotFactory,
    MeetingFactory,
    MinuteLineFactory,
    ObligationFactory,
    PaperFactory,
    ResponsibilityFactory,
    RoundFactory,
    SeatFactory,
    SupportFactory,
    TopicFactory,
)
from tests.factories.networks import (
    MandateFactory,
    MembershipFactory,
    NetworkFactory,
    RollEntryFactory,
    RollFactory,
)
from tests.factories.people import (
    IndividualFactory,
    ReachTaskFactory,
    RepresentativeFactory,
    ToldStatementFactory,
)
from tests.factories.register import LocationFactory, PlaceFactory
from tests.factories.strategy_promises import MeaningFactory
from tests.factories.strategy_reviews import ReviewRoundFactory
from tests.matrix.world import NOON

OTHERS = {
    "meaning_id": lambda there: MeaningFactory(passage__strategy__system=there.system).pk,
    "review_id": lambda there: ReviewRoundFactory(strategy__system=there.system).pk,
    "body_id": lambda there: BodyFactory(system=there.system).pk,
    "seen_theme_id": lambda there: ThemeFactory(exercise=there).pk,
    "rater_id": lambda there: (
        make_raters(make_pulse(there.system, direction="to_partnership"), 1)[0].pk
    ),
    "pulse": lambda there: make_pulse(there.system, plan=replace(PLAN, title="Theirs")).slug,
    "sample_id": lambda there: BlindSampleFactory(exercise=there).pk,
    "wave_id": lambda there: WaveFactory(exercise=there).pk,
    "quiet_id": lambda there: QuietPeriodFactory(system=there.system).pk,
    "opportunity_id": lambda there: OpportunityFactory(system=there.system).pk,
    "arrival_id": lambda there: (
        ArrivalFactory(system=there.system, original=File.objects.first()).pk
    ),
    "campaign_id": lambda there: CampaignUseFactory(campaign__exercise=there).campaign_id,
    "question_id": lambda there: QuestionFactory(exercise=there, position=9).pk,
    "invitation_id": lambda there: (
        InvitationFactory(exercise=there, location=LocationFactory(system=there.system)).pk
    ),
    "alternative_id": lambda there: AlternativeFactory(exercise=there).pk,
    "pack_file_id": lambda there: (
        PackFileFactory(pack__exercise=there, file=File.objects.first()).pk
    ),
    "proof_id": lambda there: GateProofFactory(exercise=there, file=File.objects.first()).pk,
    "format_id": lambda there: QuestionFormatFactory(exercise=there).pk,
    "hand_over_id": lambda there: HandOverFactory(invitation__exercise=there).pk,
    "answer_id": lambda there: AnswerFactory(contribution__exercise=there).pk,
    "answered_id": lambda there: QuestionFactory(exercise=there, position=9).pk,
    "theme_id": lambda there: ThemeFactory(exercise=there).pk,
    "receipt": lambda there: ContributionFactory(exercise=there).receipt,
    "concern_id": lambda there: ConcernFactory(contribution__exercise=there).pk,
    "redaction_id": lambda there: RedactionFactory(answer__contribution__exercise=there).pk,
    "location_id": lambda there: LocationFactory(system=there.system).pk,
    "other_location_id": lambda there: LocationFactory(system=there.system).pk,
    "correction_id": lambda there: (
        Correction.objects.create(
            location=LocationFactory(system=there.system),
            fact="beds",
            value={"beds": 9},
            by="person:1",
            asked_at=NOON,
        ).pk
    ),
    "merge_id": lambda there: (
        Merge.objects.create(
            kept_location=LocationFactory(system=there.system),
            merged_location=LocationFactory(system=there.system),
            reason="The same",
            by="person:1",
            merged_at=NOON,
            moved={"moves": [], "facts": {}, "services": {}, "ended_on": None},
        ).pk
    ),
    "network": lambda there: NetworkFactory(system=there.system).slug,
    "membership_id": lambda there: MembershipFactory(network__system=there.system).pk,
    "mandate_id": lambda there: MandateFactory(membership__network__system=there.system).pk,
    "roll_id": lambda there: RollFactory(network__system=there.system).pk,
    "entry_id": lambda there: RollEntryFactory(roll__network__system=there.system).pk,
    "obligation_id": lambda there: ObligationFactory(system=there.system).pk,
    "round_id": lambda there: RoundFactory(obligation__system=there.system).pk,
    "evidence_id": lambda there: EvidenceFactory(round__obligation__system=there.system).pk,
    "assessment_id": lambda there: AssessmentFactory(system=there.system).pk,
    "duty_code": lambda there: DutyFactory(system=there.system, code="L9").code,
    "meeting_id": lambda there: MeetingFactory(body__system=there.system).pk,
    "item_id": lambda there: AgendaItemFactory(meeting__body__system=there.system).pk,
    "paper_id": lambda there: (
        PaperFactory(item__meeting__body__system=there.system, file=File.objects.first()).pk
    ),
    "council_id": lambda there: there.system.councils.first().pk,
    "individual_id": lambda there: IndividualFactory(system=there.system).pk,
    "speaker_id": lambda there: RepresentativeFactory(individual__system=there.system).pk,
    "role_id": lambda there: (
        IndividualRole.objects.create(
            individual=IndividualFactory(system=there.system),
            location=LocationFactory(system=there.system),
            role="manager",
        ).pk
    ),
    "seat_id": lambda there: SeatFactory(body__system=there.system).pk,
    "appointment_id": lambda there: AppointmentFactory(seat__body__system=there.system).pk,
    "action_ref": lambda there: ActionFactory(body__system=there.system).ref,
    "decision_ref": lambda there: DecisionFactory(body__system=there.system).ref,
    "interest_id": lambda there: InterestFactory(holder__system=there.system).pk,
    "involvement_id": lambda there: InvolvementFactory(decision__body__system=there.system).pk,
    "line_id": lambda there: MinuteLineFactory(meeting__body__system=there.system).pk,
    "option_id": lambda there: DecisionOptionFactory(decision__body__system=there.system).pk,
    "holder_id": lambda there: AppointmentFactory(seat__body__system=there.system).holder_id,
    "lot_id": lambda there: LotFactory(body__system=there.system).pk,
    "drawn_id": lambda there: LotEntryFactory(lot__body__system=there.system).pk,
    "body": lambda there: BodyFactory(system=there.system, slug="theirs").slug,
    "body_role_id": lambda there: BodyRoleFactory(body__system=there.system).pk,
    "basis_id": lambda there: LegalBasisFactory(body__system=there.system).pk,
    "topic": lambda there: TopicFactory(system=there.system).slug,
    "responsibility_id": lambda there: ResponsibilityFactory(body__system=there.system).pk,
    "support_id": lambda there: SupportFactory(system=there.system).pk,
    "task_id": lambda there: ReachTaskFactory(system=there.system).pk,
    "statement_id": lambda there: ToldStatementFactory(system=there.system).pk,
    "drawn_receipt": lambda there: (
        SecondKeyingFactory(answer__contribution__exercise=there).contribution.receipt
    ),
    "keying_id": lambda there: (
        SecondKeyingFactory(answer__contribution__exercise=there, differs=True).pk
    ),
    "mapping_id": lambda there: SavedMappingFactory(system=there.system).pk,
    "answers_file_id": lambda there: (
        AnswersFile.objects.create(
            system=there.system, exercise=there, file=File.objects.first(), by="person:1"
        ).pk
    ),
    "message_id": lambda there: (
        Message.objects.create(
            scope_key=f"system:{there.system.pk}", about="", to="x", subject="x", body="x"
        ).pk
    ),
    "place": lambda there: PlaceFactory(system=there.system, slug="theirs").slug,
    "slug": lambda there: there.slug,
}
