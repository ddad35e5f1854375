from datetime import UTC, date, datetime

import factory

from regard.domains.governance.models import (
    Acceptance,
    Action,
    AgendaItem,
    Appointment,
    Assessment,
    Attendance,
    Body,
    BodyRole,
    Decision,
    DecisionOption,
    Declaration,
    Duty,
    Evidence,
    Holder,
    Interest,
    Involvement,
    LegalBasis,
    Lot,
    LotEntry,
    Meeting,
    MinuteLine,
    Obligation,
    Paper,
    Responsibility,
    Round,
    Seat,
    Support,
    Terms,
    TermsSection,
    Topic,
)
from regard.domains.governance.types import (
    Attended,
    BasisKind,
    BodyKind,
    BodyPart,
    ClaimState,
    Constituency,
    DutyKind,
    EvidenceKind,
    HolderKind,
    InterestAct,
    InterestKind,
    ItemKind,
    Purpose,
    Rhythm,
    Side,
    Standing,
    SupportKind,
)

BEGAN = date(2024, 4, 1)


class BodyFactory(factory.django.DjangoModelFactory[Body]):
    class Meta:
        model = Body

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    slug = factory.Sequence(lambda n: f"body-{n}")
    name = factory.Sequence(lambda n: f"Westmere Health and Wellbeing Board {n}")
    kind = BodyKind.HEALTH_AND_WELLBEING_BOARD
    meetings_a_year = 4
    minutes_each = 120
    minutes_before = 90
    papers_each = 8
    valid_from = BEGAN


class BodyRoleFactory(factory.django.DjangoModelFactory[BodyRole]):
    class Meta:
        model = BodyRole

    body = factory.SubFactory(BodyFactory)
    kind = BodyKind.PLACE_PARTNERSHIP
    valid_from = BEGAN


class LegalBasisFactory(factory.django.DjangoModelFactory[LegalBasis]):
    class Meta:
        model = LegalBasis

    body = factory.SubFactory(BodyFactory)
    kind = BasisKind.STATUTORY
    citation = "Health and Social Care Act 2012, section 194"
    valid_from = BEGAN


class TermsFactory(factory.django.DjangoModelFactory[Terms]):
    """
    A draft; give `state="adopted"` and `adopted_on`, and `says` with the text of each section.

    What is adopted never changes, so that its sections have to be there before.
    """

    class Meta:
        model = Terms

    body = factory.SubFactory(BodyFactory)
    version = 1

    @classmethod
    def _create(cls, model_class, *args, says=None, **kwargs):
        later = {name: kwargs.pop(name) for name in ("state", "adopted_on") if name in kwargs}
        terms = super()._create(model_class, *args, **kwargs)
        for section, text in (says or {}).items():
            TermsSection.objects.create(terms=terms, section=section, text=text)
        for name, value in later.items():
            setattr(terms, name, value)
        terms.save()
        return terms


class TopicFactory(factory.django.DjangoModelFactory[Topic]):
    class Meta:
        model = Topic

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    slug = factory.Sequence(lambda n: f"topic-{n}")
    name = factory.Sequence(lambda n: f"Fees for home care {n}")


class ResponsibilityFactory(factory.django.DjangoModelFactory[Responsibility]):
    class Meta:
        model = Responsibility

    body = factory.SubFactory(BodyFactory)
    topic = factory.SubFactory(TopicFactory, system=factory.SelfAttribute("..body.system"))
    part = BodyPart.ACCOUNTABLE
    valid_from = BEGAN


class SeatFactory(factory.django.DjangoModelFactory[Seat]):
    class Meta:
        model = Seat

    body = factory.SubFactory(BodyFactory)
    name = "Home care providers’ seat"
    nominated_by = Side.ASSOCIATION
    nominator = "Northmarch Care Association"
    speaks_for = Constituency.PROVIDERS
    standing = Standing.VOTING
    valid_from = BEGAN


class HolderFactory(factory.django.DjangoModelFactory[Holder]):
    class Meta:
        model = Holder

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    name = factory.Sequence(lambda n: f"Priya Raman {n}")
    job = "Registered manager"
    side = Side.PROVIDER
    works_at = "Harbour Home Care"


class AppointmentFactory(factory.django.DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    seat = factory.SubFactory(SeatFactory)
    holder = factory.SubFactory(HolderFactory, system=factory.SelfAttribute("..seat.body.system"))
    valid_from = BEGAN


class LotFactory(factory.django.DjangoModelFactory[Lot]):
    """A lot of one part, not drawn yet, whose pool is one service of no provider that there is."""

    class Meta:
        model = Lot

    body = factory.SubFactory(BodyFactory)
    title = "Two seats for home care"
    strata = factory.LazyFunction(lambda: [{"name": "Home care", "wanted": 1, "criteria": {}}])
    pool = factory.LazyFunction(
        lambda: [
            {
                "name": "Home care",
                "wanted": 1,
                "services": [{"location": 1, "name": "Harbour Home Care", "provider": 1}],
            }
        ]
    )
    pool_sha256 = "0" * 64
    seed_source = "The numbers of the draw of 28 November 2026"
    prepared_at = datetime(2026, 11, 20, 9, tzinfo=UTC)


class LotEntryFactory(factory.django.DjangoModelFactory[LotEntry]):
    """The one service of a lot that is drawn."""

    class Meta:
        model = LotEntry

    lot = factory.SubFactory(
        LotFactory, seed="4 8 15", state="drawn", drawn_at=datetime(2026, 11, 21, 9, tzinfo=UTC)
    )
    stratum = 0
    position = 1
    location = factory.SubFactory(
        "tests.factories.register.LocationFactory",
        system=factory.SelfAttribute("..lot.body.system"),
    )


class MeetingFactory(factory.django.DjangoModelFactory[Meeting]):
    class Meta:
        model = Meeting

    body = factory.SubFactory(BodyFactory)
    system = factory.SelfAttribute("body.system")
    starts_at = datetime(2026, 12, 3, 14, tzinfo=UTC)
    minutes_long = 120
    venue = "Westmere Town Hall"
    changed_at = datetime(2026, 11, 1, 9, tzinfo=UTC)


class AgendaItemFactory(factory.django.DjangoModelFactory[AgendaItem]):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    title = "Pay for travel between home care visits"
    added_at = datetime(2026, 11, 1, 9, tzinfo=UTC)
    kind = ItemKind.COMMERCIAL
    purpose = Purpose.DECISION


class AttendanceFactory(factory.django.DjangoModelFactory[Attendance]):
    """A seat that came to its body's meeting. For a guest: `seat=None, name="…"`."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    seat = factory.SubFactory(SeatFactory, body=factory.SelfAttribute("..meeting.body"))
    attended = Attended.PRESENT


class PaperFactory(factory.django.DjangoModelFactory[Paper]):
    """Of a file: give `file`."""

    class Meta:
        model = Paper

    item = factory.SubFactory(AgendaItemFactory)
    title = "What travel costs home care, June 2026"


class MinuteLineFactory(factory.django.DjangoModelFactory[MinuteLine]):
    class Meta:
        model = MinuteLine

    meeting = factory.SubFactory(MeetingFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Home care providers said that a third of the day is spent on the road."


class DecisionFactory(factory.django.DjangoModelFactory[Decision]):
    class Meta:
        model = Decision

    body = factory.SubFactory(BodyFactory)
    system = factory.SelfAttribute("body.system")
    ref = factory.Sequence(lambda n: f"D-2026-{n:03}")
    title = "Travel time is paid"
    text = "Every new home care contract pays for travel between visits."
    decided_on = date(2026, 11, 3)


class DecisionOptionFactory(factory.django.DjangoModelFactory[DecisionOption]):
    class Meta:
        model = DecisionOption

    decision = factory.SubFactory(DecisionFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Leave the contracts as they are"
    why = "Small providers would go on paying for the road."


class InvolvementFactory(factory.django.DjangoModelFactory[Involvement]):
    class Meta:
        model = Involvement

    decision = factory.SubFactory(DecisionFactory)
    of = Constituency.PROVIDERS
    who = "43 home care providers"
    how = "Answered the exercise on travel"
    on = date(2026, 10, 1)


class ActionFactory(factory.django.DjangoModelFactory[Action]):
    class Meta:
        model = Action

    body = factory.SubFactory(BodyFactory)
    system = factory.SelfAttribute("body.system")
    ref = factory.Sequence(lambda n: f"A-2026-{n:03}")
    text = "Write the new clause and show it to the forum."
    owner = "Head of commissioning, Westmere"
    given_on = date(2026, 11, 3)
    due_on = date(2026, 12, 1)


class InterestFactory(factory.django.DjangoModelFactory[Interest]):
    class Meta:
        model = Interest

    holder = factory.SubFactory(HolderFactory)
    system = factory.SelfAttribute("holder.system")
    kind = InterestKind.FINANCIAL
    text = "Owns Harbour Home Care, which has a contract with Westmere council."
    declared_on = date(2026, 5, 1)
    recorded_by = "person:1"


class DeclarationFactory(factory.django.DjangoModelFactory[Declaration]):
    class Meta:
        model = Declaration

    item = factory.SubFactory(AgendaItemFactory)
    seat = factory.SubFactory(SeatFactory, body=factory.SelfAttribute("..item.meeting.body"))
    holder = factory.SubFactory(HolderFactory, system=factory.SelfAttribute("..seat.body.system"))
    act = InterestAct.NONE
    declared_at = datetime(2026, 12, 3, 14, 5, tzinfo=UTC)


class DutyFactory(factory.django.DjangoModelFactory[Duty]):
    class Meta:
        model = Duty

    code = factory.Sequence(lambda n: f"X{n}")
    title = "Consider revising the strategy"
    summary = "When a new needs assessment comes, the partnership asks whether to revise."
    citation = "Local Government and Public Involvement in Health Act 2007, section 116ZB(6)"
    kind = DutyKind.STATUTORY
    holders = factory.LazyFunction(lambda: [HolderKind.PARTNERSHIP.value])
    rhythm = Rhythm.ON_EVENT
    days_to_act = 90
    evidence_wanted = factory.LazyFunction(lambda: ["A decision to revise it or not"])
    source = "The Act as amended, as read in July 2026"


class ObligationFactory(factory.django.DjangoModelFactory[Obligation]):
    """Of a duty: give `duty=DutyFactory()`, or its `code`."""

    class Meta:
        model = Obligation

    class Params:
        duty = factory.SubFactory(DutyFactory)

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    code = factory.SelfAttribute("duty.code")
    holder_name = "Northmarch care partnership"


class AssessmentFactory(factory.django.DjangoModelFactory[Assessment]):
    class Meta:
        model = Assessment

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    council = factory.LazyAttribute(lambda made: made.system.councils.first())
    title = "What people in Westmere need"
    dated = date(2026, 5, 20)
    received_on = date(2026, 6, 1)
    address = "https://example.org/needs"


class RoundFactory(factory.django.DjangoModelFactory[Round]):
    class Meta:
        model = Round

    obligation = factory.SubFactory(ObligationFactory)
    fell_on = date(2026, 6, 1)
    due_on = date(2026, 8, 30)
    why = "Westmere council’s needs assessment was received"
    by = "person:1"


class EvidenceFactory(factory.django.DjangoModelFactory[Evidence]):
    class Meta:
        model = Evidence

    round = factory.SubFactory(RoundFactory)
    kind = EvidenceKind.ADDRESS
    words = "The partnership looked at the assessment and kept its strategy."
    address = "https://example.org/minutes/2026-07"
    offered_on = date(2026, 7, 1)
    offered_by = "person:1"


class AcceptanceFactory(factory.django.DjangoModelFactory[Acceptance]):
    """Of one piece of evidence, which it makes in the same round."""

    class Meta:
        model = Acceptance

    round = factory.SubFactory(RoundFactory)
    is_accepted = True
    name = "Amara Okafor, partnership lead"
    on = date(2026, 7, 15)
    version = 1
    seen = factory.LazyAttribute(lambda made: [EvidenceFactory(round=made.round).pk])
    by = "person:1"


class SupportFactory(factory.django.DjangoModelFactory[Support]):
    class Meta:
        model = Support

    system = factory.SubFactory("tests.factories.register.SystemFactory")
    kind = SupportKind.BACKFILL
    recipient = "Harbour Home Care"
    what = "Cover for a morning at the partnership"
    on = date(2026, 10, 6)
    pence = 8_400
    minutes = 210
    state = ClaimState.CLAIMED
    claimed_by = "person:1"
