"""Answers of another survey tool, and answers typed twice: in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.pressing import press
from tests.domains.engagement.rules.gathered.exports import QUESTIONS, TRAVEL
from tests.factories.accounts import GrantFactory
from tests.factories.engagement import AnswerFactory, ExerciseFactory, QuestionFactory
from tests.factories.engagement_gathered import SecondKeyingFactory, TypedFactory
from tests.factories.register import SystemFactory


def export():
    """Return an export of two-line names and codes, of this week."""
    day = timezone.localdate().strftime("%d/%m/%Y")
    return f"""\
UserID,Name,Email,Started,Ended,1. What would help you most to keep staff?,2. How is it going?,\
3. What matters to your staff?,,,4. Put these in order of importance,,,Anything else?
,,,,,,,Pay,Rotas,"{TRAVEL}",Pay,Rotas,Training,
1001,Ann,ann@example.org,{day} 09:00,{day} 09:10,Pay for the time between visits.,2,1,0,1,2,1,3,
1002,,,{day} 09:00,{day} 09:20,A rota that we know a month before.,1,0,1,0,1,2,3,\
The car park is full at every change of shift.
1003,,,{day} 09:00,{day} 09:30,Training in working hours.,5,0,0,0,high,,,
"""


@pytest.fixture
def exercise():
    today = timezone.localdate()
    exercise = ExerciseFactory(
        system=SystemFactory(
            slug="northmarch", name="Northmarch", partnership_name="Northmarch care partnership"
        ),
        slug="winter",
        opens_on=today - timedelta(days=9),
        closes_on=today + timedelta(days=9),
        reply_by=today + timedelta(days=90),
    )
    for position, each in enumerate(QUESTIONS[:4]):
        QuestionFactory(
            exercise=exercise,
            position=position,
            kind=each.asked.kind,
            text=each.text,
            options=list(each.asked.options),
        )
    return exercise


@pytest.fixture
def lead(page, sign_in, exercise):
    grant = GrantFactory(role="Partnership lead", scope_key=f"system:{exercise.system_id}")
    sign_in(page, grant.person)
    return page


class TestLoading:
    def test_goes_from_another_tools_file_to_what_would_be_kept(self, lead, check, exercise):
        lead.goto(f"/northmarch/asked/{exercise.slug}/load/")
        file = {"name": "winter.csv", "mimeType": "text/csv", "buffer": export().encode()}
        lead.set_input_files("input[type=file]", file)
        press(lead.get_by_role("button", name="Go on"))
        expect(lead.get_by_text("Of its 3 rows, 0 would be kept", exact=False)).to_be_visible()
        check(lead, "gathered-columns")

        lead.get_by_label("“1” means").select_option("Better")
        lead.get_by_label("“2” means").select_option("Worse")
        lead.get_by_label("Save this layout as").fill("SmartSurvey, winter")
        press(lead.get_by_role("button", name="Look again"))
        expect(lead.get_by_text("Of its 3 rows, 2 would be kept", exact=False)).to_be_visible()
        check(lead, "gathered-preview")

        press(lead.get_by_role("link", name="It stands elsewhere"))
        check(lead, "gathered-layout")
        lead.goto(f"/northmarch/asked/{exercise.slug}/load/")
        expect(lead.get_by_text("SmartSurvey, winter")).to_be_visible()
        check(lead, "gathered-load")


class TestTyping:
    def test_is_done_again_without_seeing_the_first(self, lead, check, exercise):
        question = exercise.questions.order_by("position").first()
        for text in ("Pay 14 an hour for travel.", "The rota comes too late.", "Parking."):
            said = TypedFactory(
                exercise=exercise, said_on=exercise.opens_on, entered_by="person:0"
            )
            AnswerFactory(contribution=said, question=question, text=text)
        lead.goto(f"/northmarch/asked/{exercise.slug}/keying/")
        check(lead, "keying-before")
        press(lead.get_by_role("button", name="Draw by lot"))
        press(lead.get_by_role("button", name="Type it again"))
        check(lead, "key-again")
        lead.get_by_label("1 of 4").fill("Pay 41 an hour for gravel.")
        press(lead.get_by_role("button", name="Compare the two"))
        expect(lead.get_by_text("The two differ in 1 answer")).to_be_visible()
        check(lead, "keying")

        press(lead.get_by_role("main").get_by_role("link", name="Decide"))
        check(lead, "settle-typing")
        lead.get_by_label("The first is right").check()
        press(lead.get_by_role("button", name="Decide"))

        expect(lead.get_by_text("Decided.")).to_be_visible()

    def test_shows_many_that_were_typed_twice(self, lead, check, exercise):
        question = exercise.questions.order_by("position").first()
        for n in range(12):
            said = TypedFactory(exercise=exercise, said_on=exercise.opens_on)
            answer = AnswerFactory(contribution=said, question=question)
            SecondKeyingFactory(answer=answer, **{"differs" if n < 2 else "typed": True})

        lead.goto(f"/northmarch/asked/{exercise.slug}/keying/")

        check(lead, "keying-many")
