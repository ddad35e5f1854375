"""
The main job, as its users live it: from the regulator's file to a reply for every voice.

One partnership lead on a desk, one care home manager on a phone, the real files of one county, a
real mail server. What the worker would do in the background is done between the steps.
"""

import csv
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.engagement.models import Exercise, Point, Theme
from regard.domains.register import actions as register
from regard.domains.register.models import Location
from regard.domains.strategy.models import Reply
from regard.foundation.accounts import actions as accounts
from tests.browser.pressing import press
from tests.browser.work import letter_to, link_in, work
from tests.foundation.inbox import mail_server

PHONE = {"width": 375, "height": 740}
REACHED = 12
QUESTION = "What would keep your staff next winter?"
MANAGER = "manager0@example.org"
MANAGERS_WORDS = (
    "Two of my night staff have left for the hospital because nobody pays them to drive between "
    "calls. The rota from the agency comes far too late to plan a week around."
)
HEADER = (
    "Location ID,Service name,Provider,Service type,Sector,Address,Town,Postcode,Council,"
    "Contact name,Email,Telephone\n"
)
GATHERED = [
    "Nobody pays our staff to drive between calls, so they leave for the supermarket.",
    "Pay the travel time between visits. Staff lose an hour a day driving unpaid.",
    "Travel between calls is not paid and our carers cannot afford the petrol.",
    "Unpaid driving between visits is the reason why two carers left this month.",
    "Rotas come too late. Staff need four weeks of notice to plan their childcare.",
    "The rota changes every day and people cannot plan their lives around it.",
    "Give staff their rota a month ahead and fewer of them would leave.",
    "Late rotas drive good people away, they want to know which days they work.",
]
ON_THE_TELEPHONE = "Let retired nurses hold the key to the medicines bank, they live nearest."


@pytest.fixture
def screens(page, phone, new_context, sign_in):
    """The lead's desk, a manager's phone, and what opens a second lead's desk."""

    def colleague():
        desk = new_context().new_page()
        system = Exercise.objects.get().system
        sign_in(desk, given_a_lead(system, email="second@example.org", name="Priya Raman"))
        return desk

    return page, phone, colleague


@pytest.fixture
def inbox(settings):
    with mail_server() as inbox:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", inbox.port
        yield inbox


@pytest.fixture
def phone(new_context):
    return new_context(viewport=PHONE, java_script_enabled=False).new_page()


def given_a_system_and_its_lead():
    now = timezone.now()
    system = register.add_system(
        slug="lincolnshire",
        name="Lincolnshire",
        partnership_name="Lincolnshire care partnership",
        receipt_prefix="LN",
        council_names=["Lincolnshire"],
        board_ods_code=None,
        places={},
        is_made_up=False,
        by="command",
        at=now,
    )
    given_a_lead(system, email="lead@example.org", name="Amara Okafor")


def given_a_lead(system, *, email, name):
    now = timezone.now()
    lead = accounts.add_person(email=email, name=name, by="command", at=now)
    accounts.grant(
        person=lead,
        role="Partnership lead",
        scope_key=f"system:{system.pk}",
        by="command",
        at=now,
    )
    return lead


def press_button(page, name):
    press(page.get_by_role("button", name=name, exact=True))


def follow(page, name):
    press(page.get_by_role("link", name=name, exact=True).first)


def fill_date(page, label, day):
    group = page.get_by_role("group", name=label)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(part).fill(str(value))


def when_the_lead_signs_in_by_a_code(page, inbox):
    page.goto("/account/login/")
    page.get_by_label("Your email address").fill("lead@example.org")
    press_button(page, "Send me a code")
    text = letter_to(inbox, "lead@example.org", "code")
    code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", text, re.MULTILINE)[1]
    page.get_by_label("Code").fill(code)
    press_button(page, "Sign in")
    page.get_by_text("Amara Okafor").wait_for()


def when_they_load(page, path, *, accepting=False):
    page.goto("/lincolnshire/register/load/")
    page.locator("input[type=file]").set_input_files(path)
    press_button(page, "Load")
    work()
    page.goto("/lincolnshire/register/load/")
    press(page.get_by_role("table").get_by_role("link").first)
    if accepting:
        page.get_by_role("checkbox").check()
        press_button(page, "Load it")
        work()
        page.goto("/lincolnshire/register/load/")


def when_they_load_how_some_are_reached(page, folder):
    path = folder / "contacts.csv"
    reached = Location.objects.filter(council__name="Lincolnshire", ended_on=None)
    with path.open("w", newline="") as file:
        file.write(HEADER)
        rows = csv.writer(file)
        for number, location in enumerate(reached.order_by("name", "pk")[:REACHED]):
            name, email = f"Manager {number}", f"manager{number}@example.org"
            rows.writerow([location.regulator_id, *[""] * 8, name, email, ""])
    when_they_load(page, path)


def when_they_open_an_exercise(page):
    today = timezone.localdate()
    page.goto("/lincolnshire/asked/new/")
    page.get_by_label("What do you want to know?").fill(QUESTION)
    page.get_by_label("Why do you ask?").fill("We are writing our winter plan.")
    page.get_by_label("What can the answers still change?").fill("Everything but the budget.")
    page.get_by_label("What is decided already, and by whom?").fill("The budget, by law.")
    fill_date(page, "The day it opens", today)
    fill_date(page, "The last day for answers", today + timedelta(days=28))
    fill_date(page, "The day by which everyone hears back", today + timedelta(days=90))
    press(page.get_by_role("main").get_by_role("button").last)
    exercise = Exercise.objects.get()
    page.goto(f"/lincolnshire/asked/{exercise.slug}/questions/")
    press_button(page, "Write the question")
    page.get_by_label("Question", exact=True).fill("What would most help you keep staff?")
    press_button(page, "Save")
    when_they_show_that_it_is_fair(page, f"/lincolnshire/asked/{exercise.slug}")
    page.goto(f"/lincolnshire/asked/{exercise.slug}/open/")
    press_button(page, "Open it")
    return exercise


def when_they_show_that_it_is_fair(page, its):
    page.goto(f"{its}/information/write/")
    page.get_by_label("What do people need to know").fill("One in nine left last winter.")
    press_button(page, "Save")
    press_button(page, "Publish it")
    page.goto(f"{its}/options/")
    press_button(page, "We ask openly, with no option")


def when_they_invite_everyone(page, exercise):
    page.goto(f"/lincolnshire/asked/{exercise.slug}/invitations/")
    press(page.get_by_role("main").get_by_role("button").first)
    work()


def when_a_manager_answers_on_a_phone(phone, inbox):
    phone.goto(link_in(letter_to(inbox, MANAGER, "/a/"), "/a/"))
    phone.get_by_label("What would most help you keep staff?").fill(MANAGERS_WORDS)
    press_button(phone, "Continue")
    press_button(phone, "Send it")
    receipt = re.search(r"LN-\w{4}-\w{2}", phone.inner_text("main").upper())
    assert receipt
    return receipt[0]


def when_the_lead_loads_a_spreadsheet(page, exercise, folder):
    locations = Location.objects.filter(council__name="Lincolnshire", ended_on=None)
    path = folder / "gathered.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Location ID", "What would most help you keep staff?", "Email"])
        for number, (location, words) in enumerate(
            zip(locations.order_by("name", "pk")[1:], GATHERED, strict=False)
        ):
            rows.writerow([location.regulator_id, words, f"gathered{number}@example.org"])
        rows.writerow(["1-0000", "A row of a service that nobody knows.", ""])
    page.goto(f"/lincolnshire/asked/{exercise.slug}/load/")
    page.locator("input[type=file]").set_input_files(path)
    press_button(page, "Go on")
    press_button(page, "Take the answers")
    work()
    page.goto(f"/lincolnshire/asked/{exercise.slug}/load/")
    follow(page, "gathered.csv")
    assert "1 row refused" in page.inner_text("main")


def when_the_lead_types_in_a_call(page, exercise):
    page.goto(f"/lincolnshire/asked/{exercise.slug}/enter/")
    follow(page, "They do not speak for a service")
    page.get_by_label("By telephone").check()
    fill_date(page, "When did they say it?", timezone.localdate())
    page.get_by_label("Unpaid carer").check()
    page.get_by_label("Their name").fill("Mrs Ann Carr")
    page.get_by_label("What would most help you keep staff?").fill(ON_THE_TELEPHONE)
    page.get_by_role("group", name="Who may see that it was them?").get_by_role(
        "radio"
    ).first.check()
    page.get_by_label("Postal address").fill("1 Mill Lane\nLincoln\nLN1 3AB")
    press_button(page, "Keep it")


def when_themes_are_found_and_signed_off(page, exercise):
    page.goto(f"/lincolnshire/said/{exercise.slug}/")
    press(page.get_by_role("main").get_by_role("button").first)
    work()
    themes = Theme.objects.exclude(state="merged")
    assert themes.exists()
    for theme in themes:
        page.goto(f"/lincolnshire/said/{exercise.slug}/themes/{theme.pk}/rename/")
        page.get_by_label("What does this theme say?").fill(f"What keeps staff, part {theme.pk}")
        press(page.get_by_role("main").get_by_role("button").last)
        page.goto(f"/lincolnshire/said/{exercise.slug}/themes/{theme.pk}/")
        press_button(page, "Sign it off")


def when_the_exercise_closes(page, exercise):
    page.goto(f"/lincolnshire/asked/{exercise.slug}/close/")
    page.get_by_label("Why does it close early?").fill("Everyone who wanted to has answered.")
    press(page.get_by_role("main").get_by_role("button").last)


def when_they_write_a_strategy(page):
    page.goto("/lincolnshire/strategy/new/")
    page.get_by_label("What is the strategy called?").fill("Care in Lincolnshire 2027")
    page.get_by_label(QUESTION).check()
    press(page.get_by_role("main").get_by_role("button").last)
    page.goto("/lincolnshire/strategy/care-in-lincolnshire-2027/write/new/")
    page.get_by_label("Number").fill("2.4")
    page.get_by_label("Heading").fill("Travel and rotas")
    page.get_by_label("What it says").fill(
        "From 1 April 2027 every home care contract pays for travel, and rotas come a month ahead."
    )
    press_button(page, "Save")


def when_everything_gets_an_outcome(page):
    strategy = "/lincolnshire/strategy/care-in-lincolnshire-2027"
    for theme in Theme.objects.filter(points__isnull=False).distinct():
        page.goto(f"{strategy}/outcomes/themes/{theme.pk}/")
        page.get_by_label("Adopted", exact=True).check()
        page.get_by_label("Which passage says so?").select_option(index=1)
        page.get_by_label("Why?").fill("You told us that unpaid travel and late rotas cost staff.")
        press_button(page, "Save")
    for point in Point.objects.filter(codings=None):
        page.goto(f"{strategy}/outcomes/points/{point.pk}/")
        page.get_by_label("Not adopted").check()
        page.get_by_label("Why?").fill("The law lets only the registered manager hold it.")
        press_button(page, "Save")


def when_a_colleague_reads_again_what_is_not_adopted(page):
    page.goto("/lincolnshire/strategy/care-in-lincolnshire-2027/outcomes/second/")
    page.get_by_label("Yes", exact=True).check()
    press_button(page, "Save")
    expect(page.get_by_text("Nothing waits for a second reader")).to_be_visible()


def when_they_publish(page):
    page.goto("/lincolnshire/strategy/care-in-lincolnshire-2027/publish/")
    press(page.get_by_role("main").get_by_role("button").last)
    work()


@pytest.mark.timeout(300)
def test_from_the_regulators_file_to_a_reply_for_every_voice(
    screens, inbox, check, shared_data, tmp_path
):
    page, phone, colleague = screens
    given_a_system_and_its_lead()
    when_the_lead_signs_in_by_a_code(page, inbox)
    when_they_load_who_provides_care(page, shared_data / "register", tmp_path)

    exercise = when_they_open_an_exercise(page)
    when_they_invite_everyone(page, exercise)
    receipt = when_a_manager_answers_on_a_phone(phone, inbox)
    when_the_lead_loads_a_spreadsheet(page, exercise, tmp_path)
    when_the_lead_types_in_a_call(page, exercise)
    then_coverage_shows_who_was_heard_and_who_is_missing(page, exercise, check)

    when_themes_are_found_and_signed_off(page, exercise)
    when_the_exercise_closes(page, exercise)
    when_they_write_a_strategy(page)
    then_it_cannot_be_published_yet(page)

    when_everything_gets_an_outcome(page)
    when_a_colleague_reads_again_what_is_not_adopted(colleague())
    when_they_publish(page)
    assert Reply.objects.count() == 2 + len(GATHERED)
    then_the_manager_has_a_reply_with_their_own_words(phone, inbox, receipt)
    then_the_caller_gets_a_letter(page)
    then_two_clicks_lead_from_a_word_to_its_passage_and_back(page, exercise)


def when_they_load_who_provides_care(page, folder, made):
    when_they_load(page, folder / "cqc_ratings_england_2021-02.csv")
    assert "23,084" in page.inner_text("main")
    when_they_load(page, folder / "cqc_ratings_lincolnshire_2026-05.csv", accepting=True)
    when_they_load_how_some_are_reached(page, made)
    page.goto("/lincolnshire/register/")
    assert "345 cannot be reached by email" in page.inner_text("main")


def then_coverage_shows_who_was_heard_and_who_is_missing(page, exercise, check):
    page.goto(f"/lincolnshire/asked/{exercise.slug}/coverage/")
    assert "9 of 357 services" in page.inner_text("main")
    check(page, "story-coverage")
    page.goto(f"/lincolnshire/asked/{exercise.slug}/missing/")
    assert "347 places" in page.inner_text("main")


def then_it_cannot_be_published_yet(page):
    page.goto("/lincolnshire/strategy/care-in-lincolnshire-2027/publish/")
    assert "have no outcome" in page.inner_text("main")
    assert not page.get_by_role("main").get_by_role("button").count()


def then_the_manager_has_a_reply_with_their_own_words(phone, inbox, receipt):
    reply = letter_to(inbox, MANAGER, "/r/")
    assert receipt in reply
    assert "nobody pays them to drive" in " ".join(reply.replace(">", " ").split())
    phone.goto(link_in(reply, "/r/"))
    words = phone.inner_text("main")
    assert "nobody pays them to drive" in words
    assert "2.4" in words


def then_the_caller_gets_a_letter(page):
    page.goto("/lincolnshire/strategy/care-in-lincolnshire-2027/letters/")
    assert "Mrs Ann Carr" in page.inner_text("main")
    assert ON_THE_TELEPHONE in page.inner_text("main")
    press(page.get_by_role("main").get_by_role("button").last)
    assert not Reply.objects.exclude(state="sent").exists()


def then_two_clicks_lead_from_a_word_to_its_passage_and_back(page, exercise):
    point = Point.objects.filter(text__contains="nobody pays them to drive").get()
    page.goto(f"/lincolnshire/said/{exercise.slug}/themes/{point.themes.get().pk}/")
    quote = page.locator("blockquote").filter(has_text="nobody pays them to drive")
    press(quote.get_by_role("link", name="what became of it"))
    press(page.get_by_role("link", name="2.4").first)
    assert page.url.endswith("/passages/2.4/")
    assert "nobody pays them to drive" in page.inner_text("main")
