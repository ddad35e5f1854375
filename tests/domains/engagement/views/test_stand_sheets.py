import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from regard.domains.engagement.models import MemberPart
from regard.domains.engagement.rules.stand_sheets import COLUMNS
from regard.domains.engagement.types import MemberStand
from regard.foundation.audit.models import Entry
from tests.domains.engagement.views.addresses import at
from tests.factories.accounts import GrantFactory, PersonFactory
from tests.factories.engagement import QuestionFactory
from tests.factories.engagement_collective import SpeechFactory, make_members
from tests.factories.networks import NetworkFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    return QuestionFactory(is_required=True).exercise


@pytest.fixture
def network(exercise):
    return NetworkFactory(system=exercise.system, name="Fell Care Forum")


@pytest.fixture
def members(exercise, network):
    return make_members(exercise, network, mandated=2, without=1)


@pytest.fixture
def draft(exercise, network, members):
    return SpeechFactory(exercise=exercise, network=network, draft=True)


@pytest.fixture
def keeper(client, network, settings):
    person = PersonFactory()
    GrantFactory(person=person, role="Roll keeper", scope_key=f"network:{network.pk}")
    client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


@pytest.fixture
def address(exercise, network):
    return at("stand_sheet", exercise, network=network.slug)


def sheet(*rows, header=COLUMNS):
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    return {"file": SimpleUploadedFile("members.csv", out.getvalue().encode())}


def text(response):
    return response.content.decode()


def stands():
    return list(
        MemberPart.objects.order_by("membership").values_list("membership", "stand", "words")
    )


class TestASheetOfMembers:
    def test_is_sent_out_filled_in_and_taken_back(
        self, keeper, draft, members, exercise, network, address
    ):
        listed = keeper.get(at("members_list", exercise, network=network.slug), {"as": "csv"})
        head, *rows = csv.reader(io.StringIO(listed.getvalue().decode("utf-8-sig")))
        assert tuple(head) == COLUMNS
        assert [row[1] for row in rows] == ["Member 000", "Member 001", "Member 002"]
        rows[0][3], rows[1][3], rows[1][4] = "Agrees", "Differs", "- the rota"

        page = text(keeper.post(address, sheet(*rows)))

        first, second, _ = (member.pk for member in members)
        assert stands() == [
            (first, MemberStand.AGREED, ""),
            (second, MemberStand.DIFFERED, "- the rota"),
        ]
        assert MemberPart.objects.get(membership=first).mandate is not None
        assert "2 members changed. Every row was taken." in page

    def test_changes_nothing_when_it_is_sent_again(self, keeper, draft, members, address):
        rows = [(member.pk, "", "", "Asked", "") for member in members]
        keeper.post(address, sheet(*rows))
        before = list(MemberPart.objects.values_list("pk", "updated_at"))

        page = text(keeper.post(address, sheet(*rows)))

        assert list(MemberPart.objects.values_list("pk", "updated_at")) == before
        assert Entry.objects.filter(event="speech.members_set").count() == 1
        assert "Nothing changed. Every row was taken." in page

    def test_names_the_rows_that_it_refuses_and_keeps_the_others(
        self, keeper, draft, members, address
    ):
        page = text(
            keeper.post(
                address,
                sheet((members[0].pk, "", "", "Agreed", ""), ("", "Elm", "", "Agreed", "")),
            )
        )

        assert [stand for _, stand, _ in stands()] == [MemberStand.AGREED]
        assert "1 row could not be taken." in page
        assert "No member that is asked here is called this" in page

    def test_says_what_is_wrong_with_a_whole_file(self, keeper, draft, address):
        page = text(keeper.post(address, sheet(("x",), header=("Name",))))

        assert "names no column “How it stands”" in page
        assert "There is a problem" in page

    def test_asks_the_database_as_often_for_many_members(
        self, keeper, exercise, network, draft, address, django_assert_max_num_queries
    ):
        more = make_members(exercise, network, without=60)
        rows = [(member.pk, "", "", "Agreed", "") for member in more]

        with django_assert_max_num_queries(45):
            keeper.post(address, sheet(*rows))

        assert len(stands()) == 60

    def test_leads_to_what_is_said_where_nothing_is_being_written(
        self, keeper, exercise, network, address
    ):
        said = at("speak_for", exercise, network=network.slug)

        assert keeper.get(address).url == said
        assert keeper.get(at("members_list", exercise, network=network.slug)).url == said
