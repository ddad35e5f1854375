from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement.models import (
    AudienceMember,
    AudienceNetwork,
    MonitoringAnswer,
    Population,
)
from regard.domains.engagement.queries.contributions import RECEIPT, get_receipt_path
from regard.domains.engagement.types import Speaker
from regard.foundation.accounts import links
from tests.factories.audiences import make_audience
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    InvitationFactory,
    PointFactory,
    QuestionFactory,
    ThemeFactory,
)
from tests.factories.engagement_coverage import PopulationFactory, make_tellers
from tests.factories.networks import NetworkFactory

pytestmark = pytest.mark.django_db

LATER = datetime(2028, 11, 21, tzinfo=UTC)

UNEVEN = {
    ("care_home", "Harrow Vale"): (60, 40),
    ("care_home", "Westmere"): (40, 20),
    ("home_care", "Westmere"): (60, 10),
}


@pytest.fixture
def exercise():
    exercise = ExerciseFactory(system__slug="northmarch", slug="winter")
    make_audience(exercise, UNEVEN)
    return exercise


def get(client, path):
    response = client.get(f"/northmarch/asked/winter/{path}")
    assert response.status_code == 200
    return response.content.decode()


class TestFirstCalls:
    def test_says_whom_to_ring_first_and_through_whom(self, lead, exercise):
        network = NetworkFactory(system=exercise.system, name="Forum", shows_members=True)
        members = exercise.audience.filter(service_type="home_care").order_by("-pk")[:30]
        AudienceNetwork.objects.bulk_create(
            AudienceNetwork(member=member, network=network) for member in members
        )

        page = get(lead(exercise), "coverage/first-calls/")

        assert "would close over half of every gap" in page
        assert "Ask through: Forum" in page
        assert "To its share" in page

    def test_names_no_network_that_keeps_its_members_to_itself(self, lead, exercise, settings):
        held = settings.ROLES["Partnership lead"]
        without = frozenset(p for p in held if p != "register.keep_roll")
        settings.ROLES = settings.ROLES | {"Partnership lead": without}
        network = NetworkFactory(system=exercise.system, name="Quiet Forum")
        AudienceNetwork.objects.bulk_create(
            AudienceNetwork(member=member, network=network) for member in exercise.audience.all()
        )

        page = get(lead(exercise), "coverage/first-calls/")

        assert "Quiet Forum" not in page

    def test_has_nobody_to_ring_where_no_group_is_missing(self, lead):
        exercise = ExerciseFactory(system__slug="northmarch", slug="winter")
        make_audience(exercise, {("care_home", "Westmere"): (20, 10)})

        assert "Nobody to ring first" in get(lead(exercise), "coverage/first-calls/")


class TestTheListOfExercises:
    def test_says_who_is_hardest_to_hear_to_those_who_may_see_coverage(
        self, lead, client, exercise
    ):
        words = "Heard less than chance explains: home care"

        assert words in lead(exercise).get("/northmarch/asked/").content.decode()
        assert words not in client.get("/northmarch/asked/").content.decode()


class TestEstimates:
    def test_shows_raw_beside_weighed(self, lead, exercise):
        question = QuestionFactory(exercise=exercise, choice=True)
        for contribution in exercise.contributions.select_related("location"):
            member = exercise.audience.get(location=contribution.location)
            text = "Worse" if member.service_type == "home_care" else "Better"
            AnswerFactory(contribution=contribution, question=question, text=text, value=text)

        page = get(lead(exercise), "coverage/estimates/")

        # 10 of 70 were home care, and 60 of 160 are.
        assert "from 14% to 38%" in page
        assert "Weighed by type of service and size of provider" in page

    def test_says_why_it_cannot_weigh(self, lead, exercise):
        question = QuestionFactory(exercise=exercise, choice=True)
        for contribution in exercise.contributions.all()[:20]:
            AnswerFactory(contribution=contribution, question=question, text="Better")

        page = get(lead(exercise), "coverage/estimates/")

        assert "Too few answered to stand for others of their group" in page or "Weighed" in page

    def test_has_nothing_to_weigh_without_closed_questions(self, lead, exercise):
        assert "Nothing to weigh" in get(lead(exercise), "coverage/estimates/")


class TestSilence:
    def test_says_how_far_everyone_came(self, lead, exercise):
        silent = exercise.audience.exclude(
            location__in=exercise.contributions.values("location")
        ).select_related("location")
        for member in silent[:8]:
            invitation = InvitationFactory(exercise=exercise, location=member.location)
            ContributionFactory(
                exercise=exercise, location=member.location, invitation=invitation, draft=True
            )

        page = get(lead(exercise), "coverage/silence/")

        assert "8 services opened the link or began" in page
        assert "Began and did not finish" in page
        assert "Day by day" in page

    def test_says_it_by_place(self, lead, exercise):
        first = exercise.audience.order_by("pk").values("pk")[:70]
        AudienceMember.objects.filter(exercise=exercise).update(place_name="")
        AudienceMember.objects.filter(pk__in=first).update(place_name="Westmere")

        page = get(lead(exercise), "coverage/silence/")

        table = page[page.index("How far services came, by place") :]
        assert table.index("In no place") < table.index("Westmere")
        assert ">70<" in table[table.index("Westmere") :]

    def test_says_that_nobody_was_asked(self, lead):
        exercise = ExerciseFactory(system__slug="northmarch", slug="winter", draft=True)

        assert "Nothing to count yet" in get(lead(exercise), "coverage/silence/")


class TestAboutYou:
    def tell(self, client, contribution, **ticked):
        path = get_receipt_path(contribution=contribution)
        return client.post(f"{path}about-you/", ticked)

    @pytest.fixture
    def said(self, exercise):
        said = ContributionFactory(exercise=exercise, speaker=Speaker.PERSON)
        links.issue(purpose=RECEIPT, subject_id=said.pk, expires_at=LATER)
        return said

    def test_keeps_what_was_ticked(self, client, said):
        response = self.tell(client, said, disability="yes")

        assert response.status_code == 302
        assert MonitoringAnswer.objects.get().value == "yes"

    def test_offers_every_question_with_leave_to_say_nothing(self, client, said):
        page = client.get(f"{get_receipt_path(contribution=said)}about-you/").content.decode()

        assert page.count("Prefer not to say") == 10
        assert "How old are you?" in page


class TestEquality:
    @pytest.fixture
    def told(self, exercise):
        made = make_tellers(exercise, 20, disability="yes") + make_tellers(
            exercise, 60, disability="no"
        )
        PopulationFactory(system=exercise.system, value="yes", people=40_000)
        PopulationFactory(system=exercise.system, value="no", people=60_000)
        theme = ThemeFactory(exercise=exercise, title="Lifts that work")
        for contribution in made[:9]:
            PointFactory(answer=AnswerFactory(contribution=contribution), theme=theme)
        return theme

    def test_says_who_was_heard_and_of_what(self, lead, exercise, told):
        page = get(lead(exercise), "equality/")

        assert "80 of 80 people told us about themselves." in page
        assert "Heard less than their share of everyone: Yes (disability)." in page
        assert "Lifts that work" in page
        assert "9 (45%)" in page
        assert "Not written yet" in page

    def test_is_for_everyone_once_answered_and_for_nobody_before(self, client, exercise, told):
        before = client.get("/northmarch/asked/winter/equality/").status_code
        exercise.stage = "answered"
        exercise.save()

        assert (before, client.get("/northmarch/asked/winter/equality/").status_code) == (302, 200)

    def test_takes_what_will_be_done(self, lead, exercise, told):
        path = f"/northmarch/said/winter/themes/{told.pk}/affects/disability/yes/"

        response = lead(exercise).post(path, {"effect": "No way up.", "words": "A lift in May."})

        assert response.status_code == 302
        page = get(lead(exercise), "equality/")
        assert "No way up." in page
        assert "A lift in May." in page

    def test_knows_no_other_group(self, lead, exercise, told):
        path = f"/northmarch/said/winter/themes/{told.pk}/affects/disability/x/"

        assert lead(exercise).get(path).status_code == 404


class TestPopulations:
    def load(self, client, rows):
        file = SimpleUploadedFile(
            "people.csv", b"characteristic,value,people,source,as at\n" + rows
        )
        return client.post("/northmarch/people-here/", {"file": file}, follow=True)

    def test_loads_a_table(self, lead, exercise):
        response = self.load(lead(exercise), b"Disability,Yes,1000,Census 2021,2021-03-21\n")

        assert "Loaded 1 row." in response.content.decode()
        assert Population.objects.get().people == 1000

    def test_names_the_row_that_cannot_be_read(self, lead, exercise):
        response = self.load(lead(exercise), b"Disability,Perhaps,1000,Census,2021-03-21\n")

        assert "row 2, value" in response.content.decode()
        assert not Population.objects.exists()
