"""
A registered manager is asked for the first time, on a phone without JavaScript.

One story over a real mail server: an email comes, she answers by its link, stops and comes back,
hands a question to her deputy, votes on what others say, gets a receipt, hears months later what
became of it, and then asks not to be asked again.
"""

from datetime import timedelta

import pytest
from django.utils import timezone

from regard.domains.engagement import actions as engagement
from regard.domains.engagement.models import Answer, Contribution, Invitation, Theme, Vote
from regard.domains.engagement.types import Stance
from regard.domains.strategy import actions as strategies
from regard.domains.strategy.types import OutcomeKind
from tests.browser.pressing import press
from tests.browser.work import letter_to, link_in, work
from tests.factories.engagement import AudienceMemberFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_deliberation import ConversationFactory, StatementFactory
from tests.factories.register import ContactFactory, LocationFactory, ServiceFactory, SystemFactory
from tests.foundation.inbox import mail_server

PHONE = {"width": 375, "height": 740}
MANAGER, DEPUTY = "dawn@rowanwath.example", "priti@rowanwath.example"
TRAVEL = (
    "Pay for the road. Two of my carers left because nobody pays them to drive between visits."
)
ROTAS = "The rota comes on a Friday for the Monday after, so nobody with children can plan."
BY = "person:1"


@pytest.fixture
def inbox(settings):
    with mail_server() as inbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", inbox.port
        yield inbox


@pytest.fixture
def phones(new_context):
    """Two phones, hers and her deputy's, which run no scripts."""
    return [new_context(viewport=PHONE, java_script_enabled=False).new_page() for _ in range(2)]


@pytest.fixture
def see(page, check):
    """Hold a page that a phone shows to every standard: only what runs scripts can look."""

    def see(phone, name):
        page.goto(phone.url)
        check(page, name)

    return see


@pytest.fixture
def exercise():
    today = timezone.localdate()
    system = SystemFactory(
        slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
    )
    exercise = ExerciseFactory(
        system=system,
        slug="winter",
        opens_on=today - timedelta(days=3),
        closes_on=today + timedelta(days=20),
        reply_by=today + timedelta(days=90),
        register_as_at=today - timedelta(days=3),
    )
    QuestionFactory(exercise=exercise, position=1, text="What would help you keep staff?")
    QuestionFactory(
        exercise=exercise,
        position=2,
        choice=True,
        text="How hard is it to keep staff?",
        options=["Harder", "About the same", "Easier"],
    )
    QuestionFactory(exercise=exercise, position=3, text="What about the rotas?")
    home = LocationFactory(system=system, name="Rowanwath House", city="Skelderby")
    AudienceMemberFactory(exercise=exercise, service=ServiceFactory(location=home))
    ContactFactory(location=home, name="Dawn Thackwell", email=MANAGER)
    return exercise


def invite(exercise):
    engagement.send_invitations(exercise=exercise, by=BY, at=timezone.now())
    work()


def carry_on(page):
    press(page.get_by_role("button", name="Continue"))


def answer_the_first(phone, address, see):
    """She opens the link of the email, and writes what she thinks of first."""
    phone.goto(address)
    assert "Rowanwath House" in phone.inner_text("main")
    see(phone, "provider-first")
    phone.get_by_label("What would help you keep staff?").fill(TRAVEL)
    carry_on(phone)


def stop_and_come_back(phone, address):
    """The bell goes. In the evening the link leads to where she stopped."""
    phone.goto("about:blank")
    phone.goto(address)
    assert "2 of 3" in phone.inner_text("main")
    phone.get_by_label("Harder").check()
    carry_on(phone)


def hand_on(phone, see):
    """The rotas are her deputy's: she passes it on, and closes her phone."""
    press(phone.get_by_role("link", name="Pass it on to them"))
    phone.get_by_label("Their name").fill("Priti Sandhu")
    phone.get_by_label("Their email address").fill(DEPUTY)
    phone.get_by_label("What do you want to say to them?").fill("Yours is the last one.")
    see(phone, "provider-pass-on")
    press(phone.get_by_role("button", name="Pass it on"))
    work()


def answer_as_the_deputy(phone, address):
    phone.goto(address)
    assert "Passed on to you, Priti Sandhu" in phone.inner_text("main")
    phone.get_by_label("What about the rotas?").fill(ROTAS)
    carry_on(phone)


def send(phone, address, see):
    """She looks at all of it, her deputy's words too, and sends it."""
    phone.goto(address)
    words = phone.inner_text("main")
    assert TRAVEL in words
    assert ROTAS in words
    press(phone.get_by_role("button", name="Send it"))
    see(phone, "provider-receipt")
    kept = Contribution.objects.get()
    assert kept.kept_at is not None
    assert kept.receipt in phone.inner_text("main")
    return kept


def vote(phone, title):
    """Beside her receipt she finds what others say, and agrees with one of them."""
    press(phone.get_by_role("link", name=title))
    assert "You vote for Rowanwath House" in phone.inner_text("main")
    press(phone.get_by_role("button", name="Agree", exact=True))
    assert Vote.objects.get().voter.location.name == "Rowanwath House"


def decide(exercise):
    """The partnership reads, decides and publishes: all that she sees of it is the reply."""
    now = timezone.now()
    known = {"by": BY, "at": now}
    strategy = strategies.create_strategy(
        system=exercise.system,
        slug="care",
        title="Care in Northmarch",
        exercise_ids=[exercise.pk],
        **known,
    )
    strategies.write_passage(
        strategy=strategy, ref="2.4", heading="Travel", text="Travel is paid.", **known
    )
    points = list(Answer.objects.exclude(points=None).values_list("points", flat=True))
    theme = engagement.make_theme(
        exercise=exercise, point_ids=points, title="Pay and rotas", **known
    )
    engagement.code_points(
        exercise=exercise,
        point_ids=points,
        stances={theme.pk: Stance.FOR},
        out_of=None,
        **known,
    )
    engagement.sign_off_theme(theme=Theme.objects.get(), **known)
    engagement.close_exercise(exercise=exercise, reason="Everybody has answered.", **known)
    strategies.decide_outcome(
        strategy=strategy,
        theme_id=theme.pk,
        kind=OutcomeKind.ADOPTED,
        reason="You told us that nobody pays for the road.",
        passage_ref="2.4",
        **known,
    )
    strategies.publish_strategy(strategy=strategy, **known)
    work()


def hear_back(phone, inbox, receipt, see):
    """Months later an email says what became of her words, and leads to the passage."""
    reply = letter_to(inbox, MANAGER, "/r/")
    assert receipt in reply
    phone.goto(link_in(reply, "/r/"))
    words = phone.inner_text("main")
    assert "nobody pays them to drive between visits" in words
    assert "You told us that nobody pays for the road." in words
    see(phone, "provider-reply")
    return reply


def stop_emails(phone, reply, see):
    """The link at its end stops questions. What is asked next does not reach her."""
    phone.goto(link_in(reply, "/stop/"))
    see(phone, "provider-stop")
    press(phone.get_by_role("button", name="Stop emailing me questions"))
    assert "We do not email you questions any more" in phone.inner_text("main")


def ask_again(exercise, inbox):
    again = ExerciseFactory(
        system=exercise.system,
        slug="spring",
        title="What would help in spring?",
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        reply_by=exercise.reply_by,
        register_as_at=exercise.opens_on,
    )
    [service] = Contribution.objects.get().location.services.all()
    AudienceMemberFactory(exercise=again, service=service)
    before = len(inbox.messages)
    invite(again)
    assert len(inbox.messages) == before
    assert Invitation.objects.get(exercise=again).channel == "letter"


@pytest.mark.timeout(600)
def test_from_a_first_email_to_a_last(phones, inbox, see, exercise):
    hers, deputys = phones
    talk = ConversationFactory(
        system=exercise.system,
        exercise=exercise,
        opens_on=exercise.opens_on,
        closes_on=exercise.closes_on,
        title="What should winter money pay for?",
    )
    StatementFactory(conversation=talk, number=0, text="Pay for the road first.")
    invite(exercise)
    invitation = letter_to(inbox, MANAGER, "/a/")
    address = link_in(invitation, "/a/")

    answer_the_first(hers, address, see)
    stop_and_come_back(hers, address)
    hand_on(hers, see)
    answer_as_the_deputy(deputys, link_in(letter_to(inbox, DEPUTY, "Yours is"), "/a/"))
    kept = send(hers, address, see)
    vote(hers, talk.title)

    decide(exercise)
    reply = hear_back(hers, inbox, kept.receipt, see)
    stop_emails(hers, reply, see)
    ask_again(exercise, inbox)
