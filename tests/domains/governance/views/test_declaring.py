import pytest

from regard.domains.governance.models import Declaration
from tests.domains.governance.views.minute_pages import came
from tests.domains.governance.views.pages import text
from tests.factories.governance import AgendaItemFactory, InterestFactory
from tests.factories.register import OrganisationFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("after_it")]


class TestInterestsAtAnItem:
    @pytest.fixture
    def bought(self, meeting):
        return AgendaItemFactory(
            meeting=meeting, title="A contract with Harbour Home Care", is_commissioning=True
        )

    def address(self, item, rest="interests/"):
        return f"/{item.meeting.system.slug}/meetings/{item.meeting_id}/items/{item.pk}/{rest}"

    def test_ask_everyone_and_hint_at_names(self, secretary, meeting, bought):
        chair = came(meeting, "Chair")
        harbour = OrganisationFactory(name="Harbour Home Care Limited")
        InterestFactory(holder=chair.holder, organisation=harbour)
        InterestFactory(holder=chair.holder, text="Teaches at the college")

        page = text(secretary.get(self.address(bought)))

        assert "0 of 1 seat that came have declared" in page
        assert page.count("Its name is in this item") == 1
        assert "Teaches at the college" in page

    def test_open_it_once_they_are_declared(self, secretary, meeting, bought):
        chair = came(meeting, "Chair")
        interest = InterestFactory(holder=chair.holder)
        number = chair.seat_id
        early = text(secretary.post(self.address(bought, "open/"), follow=True))
        form = {f"act{number}": "withdrew", f"which{number}": interest.pk}

        declared = text(secretary.post(self.address(bought), form, follow=True))
        opened = text(secretary.post(self.address(bought, "open/"), follow=True))

        made = Declaration.objects.get()
        assert "Interests are still to be declared by: Chair" in early
        assert "What they declared is written down." in declared
        assert "Open item" in declared
        assert (made.text, made.interest) == (interest.text, interest)
        assert "is open." in opened

    def test_leave_out_who_said_nothing_and_say_what_is_wrong(self, secretary, meeting, bought):
        chair, other = came(meeting, "Chair"), came(meeting, "Other")
        form = {f"act{chair.seat_id}": "stayed"}

        wrong = text(secretary.post(self.address(bought), form))
        secretary.post(self.address(bought), {f"act{other.seat_id}": "none"})

        assert "Chair: Say what the interest is" in wrong
        assert Declaration.objects.get().seat == other.seat

    def test_wait_until_somebody_came(self, secretary, bought):
        assert "Say first who came" in text(secretary.get(self.address(bought)))
