"""
A service behind a shield cannot be told apart by anyone but a steward.

Two worlds that are alike but for one thing: in one service A answered behind a shield, in the
other service B did, with the same words. Everything that can be opened is opened as every role,
in both; what comes back must be the same, byte for byte.
"""

import re
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from factory.django import DjangoModelFactory

from regard.domains.engagement import actions
from regard.domains.engagement.jobs import send_invitations
from regard.domains.engagement.models import Exercise, Invitation, Shield
from regard.domains.engagement.permissions import Permission
from regard.domains.engagement.types import MemberStand, Stage, Visibility
from regard.domains.register.models import Contact, Network
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail.models import Message, State
from tests.factories.engagement import AnswerFactory, AudienceMemberFactory, InvitationFactory
from tests.factories.engagement_collective import MemberPartFactory, SpeechFactory
from tests.factories.networks import MandateFactory, MembershipFactory
from tests.factories.register import LocationFactory, ServiceFactory
from tests.matrix.needs import LINK, NEEDS, ONLY_POSTED, SIGNING_IN
from tests.matrix.world import NOON, World, wanted
from tests.test_matrix import client_of

pytestmark = pytest.mark.django_db

WORDS = "The night rota comes too late to plan a life around it."

ROLES = [
    role
    for role in (*settings.ROLES, None)
    if role is None or Permission.VIEW_SHIELDED not in settings.ROLES[role]
]

SEARCHES = [
    *((role, Stage.OPEN) for role in ROLES),
    *((role, Stage.ANSWERED) for role in (None, "Commissioner")),
]
"""Once it is answered the words are everybody's, so whoever buys care and anyone look again."""

RANDOM = (
    rb"[A-Z]{2,4}-[0-9A-Z]{4}-[0-9A-Z]{2}",  # a receipt's number
    rb'name="csrfmiddlewaretoken" value="\w+"',
    rb'nonce="[^"]+"',
    rb"Someone \d+",  # whom the matrix makes anew for each address that ends or forgets one
)
"""What differs each time that a page is opened, or a receipt made."""


class Twins:
    """Two services that are asked, invited by email, and have opened their links: A and B."""

    def __init__(self, world):
        self.world, self.exercise = world, world.open
        self.services = [self._asked(name) for name in ("Ashgrove House", "Birchwood House")]
        self.locations = [invitation.location for invitation in self.services]
        self.tokens = [
            world.token("engagement.answer", invitation.pk, NOON.replace(year=2027))
            for invitation in self.services
        ]

    def _asked(self, name):
        location = LocationFactory(system=self.world.system, name=name)
        email = f"{name.split()[0].lower()}@example.org"
        Contact.objects.create(location=location, email=email)
        service = ServiceFactory(location=location)
        AudienceMemberFactory(exercise=self.exercise, service=service)
        message = Message.objects.create(
            scope_key=f"system:{self.world.system.pk}",
            about="",
            to=email,
            subject="Asked",
            body="Asked",
            state=State.SENT,
            sent_at=NOON.replace(day=1),
        )
        invited = InvitationFactory(
            exercise=self.exercise, location=location, to=email, message=message
        )
        Invitation.objects.filter(pk=invited.pk).update(created_at=NOON.replace(day=1))
        actions.record_opened(invitation=invited, at=NOON)
        return invited

    def answer(self, which):
        """Let one of them answer behind a shield, and have the others reminded."""
        invitation = self.services[which]
        by = f"invitation:{invitation.pk}"
        step = actions.Step(
            answers={self.world.question.pk: WORDS},
            visibility=Visibility.NAMED,
            is_shielded=True,
            email="manager@example.org",
        )
        actions.save_draft(invitation=invitation, step=step, by=by, at=NOON)
        actions.keep_draft(invitation=invitation, by=by, at=NOON)
        job = actions.send_reminders(exercise=self.exercise, by="person:1", at=NOON)
        send_invitations(Progress(Job.objects.get(pk=job.pk)))

    def addresses(self):
        """Return everything that can be opened, as of the open exercise, of A and of B."""
        for name in NEEDS:
            if name not in SIGNING_IN | ONLY_POSTED and not name.startswith("account_"):
                for more in self.ways(name):
                    yield self.world.address(name, **more)
        listed = self.world.address("engagement:invitations", slug=self.exercise.slug)
        yield from (f"{listed}?which={which}" for which in ("answered", "silent"))
        said = self.world.address("engagement:contributions", slug=self.exercise.slug)
        yield from (f"{said}?words={words}" for words in ("rota", "Ashgrove", "Birchwood"))

    def ways(self, name):
        """Return what to put into an address: the usual, the exercise, each service, each link."""
        keys, is_ours = wanted(name), name.startswith("engagement:")
        yield {}
        if "slug" in keys and is_ours:
            yield {"slug": self.exercise.slug}
        for key in {"location_id", "location"} & set(keys):
            yield from ({key: location.pk} for location in self.locations)
        if NEEDS[name] == LINK and is_ours:
            yield from ({"token": token} for token in self.tokens)


@contextmanager
def undone():
    """Undo all that is done within, with the numbers that were given to it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select sequencename, coalesce(last_value, 1), last_value is not null "
            "from pg_sequences where schemaname = 'public'"
        )
        before = cursor.fetchall()
    counters = [(counter, counter.seq) for counter in counters_of(DjangoModelFactory)]
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        with connection.cursor() as cursor:
            for name, value, was_called in before:
                cursor.execute(
                    "select setval(%s, %s, %s)", [f'public."{name}"', value, was_called]
                )
        for counter, value in counters:
            counter.seq = value
        cache.clear()
        mail.outbox.clear()


def counters_of(factory):
    """Yield what gives each factory its next number."""
    for each in factory.__subclasses__():
        if each._meta.model is not None:
            each._meta._initialize_counter()
            yield each._meta._counter
        yield from counters_of(each)


def bare(response):
    """Return what was answered, without what is new each time."""
    body = response.getvalue() if response.streaming else response.content
    for pattern in RANDOM:
        body = re.sub(pattern, b"*", body)
    return response.status_code, response.get("Location", ""), body


def everything(twins, client, stage):
    Exercise.objects.filter(pk=twins.exercise.pk).update(stage=stage)
    found = {}
    for address in dict.fromkeys(twins.addresses()):
        try:
            found[address] = bare(client.get(address))
        except Exception as problem:  # noqa: BLE001 (of another page, which its own test finds)
            found[address] = type(problem)
    return found


@pytest.fixture
def twins(time_machine):
    time_machine.move_to(NOON, tick=False)
    return Twins(World())


class TestShield:
    @pytest.mark.parametrize(("role", "stage"), SEARCHES)
    def test_tells_nobody_which_of_two_it_was(self, twins, role, stage):
        client = client_of(role, twins.world.system)
        seen = []
        for which in (0, 1):
            with undone():
                twins.answer(which)
                assert Shield.objects.get().location == twins.locations[which]
                seen.append(everything(twins, client, stage))

        assert len(seen[0]) > len(NEEDS) / 2
        assert [address for address in seen[0] if seen[0][address] != seen[1][address]] == []

    def test_reminds_only_the_one_that_has_not_answered(self, twins):
        twins.answer(0)

        sent = [address for email in mail.outbox for address in email.to]
        assert "birchwood@example.org" in sent
        assert "ashgrove@example.org" not in sent
        reminded = {each.reminded_at is not None for each in self.again(twins)}
        assert reminded == {True}

    def test_would_be_found_out_without_it(self, twins):
        """The search sees a service that answered openly, so it would see a leak."""
        client = client_of("Partnership lead", twins.world.system)
        seen = []
        for which in (0, 1):
            with undone():
                self.answer_openly(twins, which)
                seen.append(everything(twins, client, Stage.OPEN))

        different = [address for address in seen[0] if seen[0][address] != seen[1][address]]
        assert any("/invitations/" in address for address in different)
        assert any("/contributions/" in address for address in different)

    def answer_openly(self, twins, which):
        invitation = twins.services[which]
        step = actions.Step(answers={twins.world.question.pk: WORDS})
        actions.save_draft(invitation=invitation, step=step, by="x", at=NOON)
        actions.keep_draft(invitation=invitation, by="x", at=NOON)

    def again(self, twins):
        for invitation in twins.services:
            invitation.refresh_from_db()
        return twins.services


class Members(Twins):
    """The same two services, for whom a network spoke by their mandates: each has its own link."""

    def __init__(self, world):
        super().__init__(world)
        network = Network.objects.get(slug=world.own["network"])
        speech = SpeechFactory(exercise=self.exercise, network=network)
        AnswerFactory(contribution=speech, question=world.question, text="Pay for the drive.")
        self.parts = [self._part(speech, network, location) for location in self.locations]
        self.tokens = [
            world.token("engagement.member_part", part.pk, NOON.replace(year=2027))
            for part in self.parts
        ]

    def _part(self, speech, network, location):
        member = MembershipFactory(network=network, location=location)
        return MemberPartFactory(
            contribution=speech,
            membership=member,
            mandate=MandateFactory(membership=member),
            stand=MemberStand.ASKED,
        )

    def answer(self, which):
        address = f"/p/{self.tokens[which]}/"
        told = {"stand": "differed", "words": WORDS, "shield": "on"}
        assert Client().post(address, told).url.endswith("?kept")

    def addresses(self):
        yield from super().addresses()
        yield from (f"/p/{token}/" for token in self.tokens)


class TestShieldOfAMember:
    @pytest.mark.parametrize(
        ("role", "stage"),
        [
            ("Partnership lead", Stage.OPEN),
            ("Roll keeper", Stage.OPEN),
            ("Commissioner", Stage.ANSWERED),
        ],
    )
    def test_tells_nobody_which_of_two_saw_it_differently(self, time_machine, role, stage):
        time_machine.move_to(NOON, tick=False)
        twins = Members(World())
        client = client_of(role, twins.world.system)
        seen = []
        for which in (0, 1):
            with undone():
                twins.answer(which)
                assert Shield.objects.get().location == twins.locations[which]
                seen.append(everything(twins, client, stage))

        assert any("/for-members/" in address for address in seen[0])
        assert [address for address in seen[0] if seen[0][address] != seen[1][address]] == []
