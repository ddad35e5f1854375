import pytest

from regard.domains.register.models import Contact
from tests.factories.accounts import GrantFactory
from tests.factories.audiences import make_audience
from tests.factories.engagement import ContributionFactory, ExerciseFactory

pytestmark = pytest.mark.django_db

UNEVEN = {
    ("care_home", "Harrow Vale"): (60, 40),
    ("care_home", "Westmere"): (40, 20),
    ("home_care", "Westmere"): (60, 10),
    ("shared_lives", "Westmere"): (7, 2),
    ("extra_care", "Westmere"): (12, 4),
}

PAGES = ("coverage/", "coverage.csv", "missing/", "missing.csv")


@pytest.fixture
def exercise():
    exercise = ExerciseFactory(system__slug="northmarch", slug="winter")
    make_audience(exercise, UNEVEN)
    return exercise


@pytest.fixture
def lead(client):
    return sign_in(client, "Partnership lead")


def sign_in(client, role):
    person = GrantFactory(role=role).person
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def get(client, page):
    return client.get(f"/northmarch/asked/winter/{page}").content.decode()


class TestAccess:
    @pytest.mark.parametrize(
        ("role", "statuses"),
        [
            ("Partnership lead", (200, 200, 200, 200)),
            ("Commissioner", (200, 200, 403, 403)),
            ("Association lead", (200, 200, 403, 403)),
            ("Board secretary", (200, 200, 403, 403)),
            ("Provider", (403, 403, 403, 403)),
        ],
    )
    def test_shows_each_role_what_it_may_see(self, client, exercise, role, statuses):
        signed_in = sign_in(client, role)

        found = [signed_in.get(f"/northmarch/asked/winter/{page}") for page in PAGES]

        assert tuple(response.status_code for response in found) == statuses

    @pytest.mark.parametrize("page", PAGES)
    def test_asks_the_public_to_sign_in(self, client, exercise, page):
        assert client.get(f"/northmarch/asked/winter/{page}").status_code == 302

    def test_needs_permission_to_see_contacts_too(self, client, exercise, settings):
        held = settings.ROLES["Partnership lead"]
        without = frozenset(p for p in held if p != "register.view_contacts")
        settings.ROLES = settings.ROLES | {"Partnership lead": without}

        response = sign_in(client, "Partnership lead").get("/northmarch/asked/winter/missing/")

        assert response.status_code == 403


class TestCoverage:
    def test_says_whose_voice_is_missing_and_how_many_calls_would_help(self, lead, exercise):
        page = get(lead, "coverage/")

        assert "76 of 179 services have answered (42%)." in page
        assert "Home care is heard far less than its share." in page
        assert "calls would close most of the gap" in page
        assert "Heard less than its share" in page

    def test_hides_small_numbers(self, lead, exercise):
        page = get(lead, "coverage/")

        assert "– of 7" in page
        assert "2 of 7" not in page
        assert "Too few to show" in page

    def test_offers_no_calls_to_those_who_may_not_see_whom_to_call(self, client, exercise):
        page = get(sign_in(client, "Commissioner"), "coverage/")

        assert "calls would close" not in page
        assert "missing/" not in page

    def test_counts_people_beside_services(self, lead, exercise):
        ContributionFactory.create_batch(7, exercise=exercise, speaker="carer")
        ContributionFactory.create_batch(8, exercise=exercise, speaker="provider")

        page = get(lead, "coverage/")

        assert "7 spoke for no service" in page
        assert "Unpaid carer" in page
        assert "8 more came from providers that name no service" in page

    def test_says_of_a_draft_that_nobody_was_asked(self, lead):
        ExerciseFactory(draft=True, system__slug="northmarch", slug="winter")

        page = get(lead, "coverage/")

        assert "Nobody has been asked yet" in page
        assert "Nothing to count yet" in page

    @pytest.mark.parametrize("size", [10, 1000])
    def test_makes_as_many_queries_for_a_thousand_as_for_ten(
        self, lead, size, django_assert_max_num_queries
    ):
        exercise = ExerciseFactory(system__slug="northmarch", slug="winter")
        make_audience(exercise, {("care_home", "Westmere"): (size, size // 2)})

        with django_assert_max_num_queries(12):
            get(lead, "coverage/")

    def test_gives_the_same_as_a_table(self, lead, exercise):
        response = lead.get("/northmarch/asked/winter/coverage.csv")

        lines = response.content.decode("utf-8-sig").splitlines()
        assert response["Content-Disposition"] == 'attachment; filename="coverage-winter.csv"'
        assert lines[0].startswith("breakdown,group,heard,asked")
        assert lines[1].startswith("All services,All,76,179,0.4246")
        assert any(line.startswith("By type of service,Home care,10,60,") for line in lines)
        assert any("Shared Lives,too few to show,7" in line for line in lines)


class TestMissing:
    def test_lists_whom_to_ask_next_with_how_to_reach_them(self, lead, exercise):
        location = exercise.audience.filter(service_type="home_care").last().location
        Contact.objects.create(location=location, name="Ann", telephone="01632 960001")

        page = get(lead, "missing/?group=service_type:home_care")

        assert "50 places in this group" in page
        assert 'href="tel:01632960001"' in page
        assert "No telephone or email known" in page

    def test_goes_on_after_fifty(self, lead, exercise):
        first = get(lead, "missing/")
        second = get(lead, "missing/?from=50")

        assert "1 to 50 of 103" in first
        assert "from=50" in first
        assert "51 to 100 of 103" in second

    @pytest.mark.parametrize("typed", ["x", "-1", "9" * 40, "²"])
    def test_takes_nonsense_in_the_address_for_the_beginning(self, lead, exercise, typed):
        assert "1 to 50 of 103" in get(lead, f"missing/?from={typed}")

    def test_says_that_a_group_is_not_one(self, lead, exercise):
        assert "Choose one of the answers in the list" in get(lead, "missing/?group=bogus")

    def test_says_when_nobody_is_missing(self, lead):
        exercise = ExerciseFactory(system__slug="northmarch", slug="winter")
        make_audience(exercise, {("care_home", "Westmere"): (10, 10)})

        page = get(lead, "missing/")

        assert "Nobody is missing: every service that was asked has answered." in page
        assert "Nobody to chase" in page

    def test_gives_all_of_it_as_a_table_that_runs_no_formula(self, lead, exercise):
        location = exercise.audience.filter(service_type="home_care").last().location
        Contact.objects.create(location=location, name="=HYPERLINK(1)", email="a@example.org")

        response = lead.get("/northmarch/asked/winter/missing.csv?group=service_type:home_care")

        lines = response.content.decode("utf-8-sig").splitlines()
        assert len(lines) == 51
        assert any("'=HYPERLINK(1)" in line for line in lines)
