from datetime import UTC, date, datetime, timedelta

import pytest

from regard.domains.register import actions, jobs, queries
from regard.domains.register.models import Forgotten, Individual, Representative
from regard.domains.register.rules.people import Particulars
from regard.domains.register.types import AreaLevel, PersonKind, ReachedBy
from regard.foundation.accounts import links
from regard.foundation.accounts.callers import Command
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import Gone
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from regard.foundation.mail import actions as mail
from regard.foundation.mail.models import Message, Refused, State
from tests.factories.people import IndividualFactory, RepresentativeFactory
from tests.factories.register import LocationFactory, SystemFactory
from tests.foundation.inbox import mail_server

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(NOW)


@pytest.fixture
def inbox(settings):
    with mail_server() as kept:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", kept.port
        yield kept


def said(**other):
    given = {
        "kind": PersonKind.UNPAID_CARER,
        "name": " Ann  Carr ",
        "email": "ann@example.org",
        "telephone": "",
        "address": "",
        "reached_by": ReachedBy.EMAIL,
        "level": AreaLevel.PLACE,
        "place_id": None,
        "needs": "large print",
    }
    return Particulars(**(given | other))


def add(system, keep_until=TODAY + timedelta(days=700), **other):
    return actions.add_person(
        system=system,
        said=said(**other),
        agreed_on=TODAY,
        keep_until=keep_until,
        by="person:1",
        at=NOW,
    )


def join(system, **other):
    return actions.join(system=system, said=said(**other), by="public", at=NOW)


def do_the_jobs():
    for job in Job.objects.filter(kind="register.write_to_people", message=""):
        jobs.write_to_people(Progress(job))


def own_token(email):
    """Return the secret part of the link in an email."""
    return email.get_content().partition("/me/")[2].partition("/")[0]


class TestAddPerson:
    def test_keeps_what_they_said_and_writes_them_the_link_to_their_page(self, inbox):
        system = SystemFactory()

        person = add(system)
        do_the_jobs()

        assert (person.name, person.confirmed_on) == ("Ann Carr", TODAY)
        [email] = inbox.messages
        assert email["To"] == "ann@example.org"
        opened = queries.open_own_page(token=own_token(email), at=NOW)
        assert opened == person
        assert "/me/" not in Message.objects.get().body
        entry = Entry.objects.get()
        assert (entry.event, entry.by) == ("person_on_register.added", "person:1")
        assert entry.detail == {"kind": "unpaid_carer"}

    @pytest.mark.parametrize(
        ("other", "field"),
        [
            ({"name": " "}, "name"),
            ({"email": "", "telephone": "", "address": " "}, "email"),
            ({"email": "ann at home"}, "email"),
            ({"telephone": "the shop"}, "telephone"),
            ({"reached_by": ReachedBy.TELEPHONE}, "telephone"),
            ({"reached_by": ReachedBy.LETTER}, "address"),
            ({"keep_until": TODAY}, "keep_until"),
            ({"keep_until": TODAY + timedelta(days=5 * 365)}, "keep_until"),
        ],
    )
    def test_refuses_what_reaches_nobody_or_is_kept_too_long(self, other, field):
        with pytest.raises(actions.CannotKeepPerson) as refused:
            add(SystemFactory(), **other)

        assert field in refused.value.reasons
        assert not Individual.objects.exists()
        assert not Entry.objects.exists()

    def test_writes_to_nobody_without_an_email_address(self):
        add(SystemFactory(), email="", telephone="01522 000000", reached_by=ReachedBy.TELEPHONE)

        assert not Message.objects.exists()


class TestJoin:
    def test_asks_by_email_whether_it_was_them_and_waits(self, inbox):
        person = join(SystemFactory())
        do_the_jobs()

        assert person.confirmed_on is None
        [email] = inbox.messages
        assert email["Subject"].startswith("Did you ask to hear from")
        opened = queries.open_own_page(token=own_token(email), at=NOW)

        actions.confirm_person(person=opened, by=f"individual:{opened.pk}", at=NOW)

        person.refresh_from_db()
        assert (person.confirmed_on, person.keep_until) == (TODAY, date(2028, 11, 21))

    def test_changes_nothing_of_who_is_there_and_sends_them_their_page(self, inbox):
        known = add(SystemFactory(), needs="")
        do_the_jobs()

        again = join(known.system, email="ANN@example.org", name="Somebody else", needs="x")
        do_the_jobs()

        known.refresh_from_db()
        assert again == known
        assert (known.name, known.needs) == ("Ann Carr", "")
        assert inbox.messages[1]["Subject"].startswith("What")
        assert inbox.recipients == ["ann@example.org"] * 2

    def test_forgets_an_earlier_try_that_was_not_confirmed(self):
        system = SystemFactory()
        join(system)
        join(system, name="Ann")

        assert Individual.objects.get().name == "Ann"
        assert Forgotten.objects.get().why == "not_confirmed"

    def test_writes_to_nobody_who_asked_us_to_write_about_nothing(self, inbox):
        mail.opt_out(address="ann@example.org", scope=Refused.ALL, by="person:1", at=NOW)

        join(SystemFactory())
        do_the_jobs()

        assert inbox.messages == []
        assert Message.objects.get().state == State.HELD

    def test_needs_an_email_address(self):
        with pytest.raises(actions.CannotKeepPerson):
            join(
                SystemFactory(),
                email="",
                telephone="01522 000000",
                reached_by=ReachedBy.TELEPHONE,
            )


class TestChangePerson:
    def test_names_in_the_ledger_what_was_changed_and_not_what_it_is(self):
        person = IndividualFactory(name="Ann", email="ann@example.org")

        actions.change_person(person=person, said=said(name="Anne"), by="individual:1", at=NOW)

        person.refresh_from_db()
        assert person.name == "Anne"
        assert Entry.objects.get().detail == {"changed": ["name", "needs"]}

    def test_sends_the_link_to_a_new_address(self, inbox):
        person = IndividualFactory()

        actions.change_person(
            person=person, said=said(email="new@example.org"), by="person:1", at=NOW
        )
        do_the_jobs()

        assert inbox.recipients == ["new@example.org"]


class TestForgetPerson:
    def test_erases_all_that_hangs_on_them_and_keeps_a_count(self, inbox):
        person = add(SystemFactory())
        number = person.pk
        RepresentativeFactory(individual=person)
        do_the_jobs()
        token = own_token(inbox.messages[0])

        actions.forget_person(person=person, by="person:1", at=NOW)

        assert not Individual.objects.filter(pk=number).exists()
        assert not Representative.objects.exists()
        assert not Message.objects.exists()
        counted = Forgotten.objects.get()
        assert (counted.kind, counted.why, counted.month, counted.how_many) == (
            "unpaid_carer",
            "asked",
            date(2026, 11, 1),
            1,
        )
        entry = Entry.objects.order_by("pk").last()
        assert entry.event == "person_on_register.forgotten"
        assert entry.detail == {"kind": "unpaid_carer", "why": "asked"}
        with pytest.raises(Gone):
            queries.open_own_page(token=token, at=NOW)

    def test_leaves_no_trace_of_them_in_any_table_but_the_ledger(self):
        person = add(SystemFactory(), email="unique.address@example.org")

        actions.forget_person(person=person, by="person:1", at=NOW)

        assert "unique.address" not in everything()


def everything():
    """Return all that the database holds of people, messages and entries, as text."""
    tables = (Individual, Representative, Message, Forgotten, Entry, links.Link)
    return str([list(table.objects.values()) for table in tables])


class TestTendPeople:
    def run(self):
        job = Job.objects.create(kind="x", title="x", scope_key="everywhere", by="schedule")
        return jobs.tend_people(Progress(job))

    def test_forgets_those_whose_time_is_over_and_who_never_confirmed(self):
        IndividualFactory(keep_until=TODAY - timedelta(days=1))
        stays = IndividualFactory(keep_until=TODAY)
        old = IndividualFactory(waiting=True)
        Individual.objects.filter(pk=old.pk).update(created_at=NOW - timedelta(days=8))
        waits = IndividualFactory(waiting=True)

        result = self.run()

        assert result.startswith("2 forgotten")
        assert set(Individual.objects.all()) == {stays, waits}
        whys = Forgotten.objects.order_by("why").values_list("why", flat=True)
        assert list(whys) == ["not_confirmed", "over"]
        assert {entry.by for entry in Entry.objects.all()} == {"schedule"}

    def test_asks_those_whose_time_is_ending_once_and_keeps_who_says_so(self, inbox):
        person = IndividualFactory(keep_until=TODAY + timedelta(days=20))
        IndividualFactory(keep_until=TODAY + timedelta(days=60))

        self.run()
        self.run()

        assert inbox.recipients == [person.email]
        until = actions.keep_longer(person=person, by="individual:1", at=NOW)
        person.refresh_from_db()
        assert (person.keep_until, person.agreed_on, person.warned_on) == (until, TODAY, None)
        assert queries.open_own_page(token=own_token(inbox.messages[0]), at=NOW) == person

    def test_sends_what_waited_for_the_mail_server(self, inbox, settings):
        port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
        add(SystemFactory())
        do_the_jobs()
        assert Message.objects.get().state == State.WAITING
        settings.EMAIL_PORT = port

        self.run()

        assert inbox.recipients == ["ann@example.org"]


class TestAddRepresentative:
    def speak(self, of, system, speaker, basis="asked them to"):
        return actions.add_representative(
            of=of, system=system, speaker=speaker, basis=basis, by="person:1", at=NOW
        )

    def test_says_who_since_when_and_why_and_ends_it(self):
        person, other = IndividualFactory.create_batch(2, system=SystemFactory())

        made = self.speak(person, person.system, f"person:{other.pk}")
        actions.end_representative(representative=made, by="person:1", at=NOW)

        made.refresh_from_db()
        assert (made.by_individual, made.valid_from, made.valid_to) == (other, TODAY, TODAY)
        events = Entry.objects.order_by("pk").values_list("event", flat=True)
        assert list(events) == ["representative.added", "representative.ended"]

    def test_can_be_of_a_service(self):
        person = IndividualFactory()
        location = LocationFactory(system=person.system)

        self.speak(location, person.system, f"person:{person.pk}")

        assert Representative.objects.get().location == location

    def test_refuses_themselves_strangers_and_twice_the_same(self):
        person, other = IndividualFactory.create_batch(2, system=SystemFactory())
        stranger = IndividualFactory()
        self.speak(person, person.system, f"person:{other.pk}")

        for speaker in (f"person:{person.pk}", f"person:{stranger.pk}", f"person:{other.pk}", ""):
            with pytest.raises(actions.CannotSpeak):
                self.speak(person, person.system, speaker)
        assert Representative.objects.count() == 1


class TestCountPeople:
    def test_counts_every_kind_once_with_those_who_are_forgotten(self):
        system = SystemFactory()
        IndividualFactory(system=system, keep_until=TODAY + timedelta(days=9))
        IndividualFactory(system=system, waiting=True)
        gone = IndividualFactory(system=system, kind=PersonKind.STAFF)
        IndividualFactory()
        actions.forget_person(person=gone, by="person:1", at=NOW)

        counts = queries.count_people(system=system, caller=Command(), today=TODAY)

        shown = {
            c.kind.value: (c.active, c.ending, c.waiting, c.forgotten)
            for c in counts
            if c.active or c.forgotten
        }
        assert shown == {"unpaid_carer": (1, 1, 1, 0), "staff": (0, 0, 0, 1)}
        assert len(counts) == len(PersonKind)
