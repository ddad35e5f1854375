from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, transaction

from regard.domains.engagement import actions
from regard.domains.engagement.actions import information
from regard.domains.engagement.models import InformationPack, PackSent
from regard.domains.engagement.queries import information as queries
from regard.domains.engagement.types import FormatKind
from regard.foundation.audit.models import Entry
from regard.foundation.base.errors import NotFound
from regard.foundation.files.actions import keep
from regard.foundation.mail.models import Message
from tests.factories.engagement import AudienceMemberFactory, ExerciseFactory, InvitationFactory
from tests.factories.engagement_exercises import InformationPackFactory, PackFileFactory
from tests.factories.register import ContactFactory

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOON}


def a_file():
    return keep(
        chunks=[b"What we know"],
        name="known.pdf",
        origin="test",
        scope_key="system:1",
        **WHO,
    )


def events():
    return [entry.event for entry in Entry.objects.order_by("pk")]


class TestWritingAndPublishing:
    def test_makes_version_after_version_with_the_same_documents(self):
        exercise = ExerciseFactory(draft=True)
        first = information.write_pack(exercise=exercise, words="One in nine left.", **WHO)
        information.add_pack_file(
            pack=first, file=a_file(), title="Easy Read", form=FormatKind.EASY_READ, **WHO
        )
        information.publish_pack(pack=first, **WHO)

        second = information.write_pack(
            exercise=exercise, words="One in eight left.", what_changed="The count.", **WHO
        )

        assert (second.number, second.published_at) == (2, None)
        [file] = queries.list_pack_files(pack=second)
        assert (file.title, file.form) == ("Easy Read", "easy_read")
        assert queries.get_pack(exercise=exercise).pk == first.pk
        assert events() == [
            "pack.written",
            "pack.file_added",
            "pack.published",
            "pack.written",
        ]

    def test_goes_on_with_the_one_that_is_being_written(self):
        exercise = ExerciseFactory(draft=True)
        information.write_pack(exercise=exercise, words="One.", **WHO)
        information.write_pack(exercise=exercise, words="Two.", **WHO)

        assert InformationPack.objects.get().words == "Two."

    def test_refuses_nothing_at_all(self):
        with pytest.raises(information.CannotPublish, match="Write what people need to know"):
            information.write_pack(exercise=ExerciseFactory(), words=" ", **WHO)

    def test_refuses_a_second_version_that_does_not_say_what_changed(self):
        first = InformationPackFactory()
        second = information.write_pack(exercise=first.exercise, words="New.", **WHO)

        with pytest.raises(information.CannotPublish, match="what has changed"):
            information.publish_pack(pack=second, **WHO)

    def test_never_changes_what_is_published(self):
        pack = InformationPackFactory()
        file = PackFileFactory(pack=pack, file=a_file())

        for change in (
            lambda: information.publish_pack(pack=pack, **WHO),
            lambda: information.add_pack_file(
                pack=pack, file=a_file(), title="More", form=None, **WHO
            ),
            lambda: information.remove_pack_file(pack_file=file, **WHO),
        ):
            with pytest.raises(information.CannotPublish, match="is published"):
                change()

        assert not Entry.objects.exists()

    def test_takes_a_document_out_of_what_is_being_written(self):
        file = PackFileFactory(pack=InformationPackFactory(draft=True), file=a_file())

        information.remove_pack_file(pack_file=file, **WHO)

        assert queries.list_pack_files(pack=file.pack) == []


@pytest.mark.parametrize("change", [{"words": "Other words."}, {"published_at": None}])
def test_database_refuses_to_change_what_is_published(change):
    pack = InformationPackFactory()

    with pytest.raises(DatabaseError, match="as it was published"), transaction.atomic():
        InformationPack.objects.filter(pk=pack.pk).update(**change)


def test_database_refuses_to_delete_what_is_published():
    file = PackFileFactory(pack=InformationPackFactory(), file=a_file())

    for gone in (file, file.pack):
        with pytest.raises(DatabaseError, match="as it was published"), transaction.atomic():
            gone.delete()


class TestRecordingWhoWasGivenIt:
    def test_comes_with_invitations_in_the_version_current_then(self):
        exercise = ExerciseFactory()
        InformationPackFactory(exercise=exercise, number=1)
        current = InformationPackFactory(exercise=exercise, number=2)
        InformationPackFactory(exercise=exercise, number=3, draft=True)
        invitation = InvitationFactory(exercise=exercise)
        letter = InvitationFactory(exercise=exercise, channel="letter", to="")

        for _ in range(2):
            information.record_packs_sent(
                exercise=exercise, invitation_ids=[invitation.pk, letter.pk], at=NOON
            )

        given = PackSent.objects.order_by("invitation")
        assert [(each.pack, each.how) for each in given] == [
            (current, information.WITH_THE_EMAIL),
            (current, information.WITH_THE_LETTER),
        ]

    def test_is_set_wise(self, django_assert_num_queries):
        exercise = ExerciseFactory()
        InformationPackFactory(exercise=exercise)
        ids = [InvitationFactory(exercise=exercise).pk for _ in range(5)]

        with django_assert_num_queries(3):
            information.record_packs_sent(exercise=exercise, invitation_ids=ids, at=NOON)

    def test_is_nothing_where_none_is_published(self):
        invitation = InvitationFactory()

        information.record_packs_sent(
            exercise=invitation.exercise, invitation_ids=[invitation.pk], at=NOON
        )

        assert not PackSent.objects.exists()

    def test_keeps_once_that_it_was_read(self):
        pack = InformationPackFactory()
        invitation = InvitationFactory(exercise=pack.exercise)

        for _ in range(2):
            information.record_pack_read(pack=pack, invitation=invitation, at=NOON)

        assert PackSent.objects.get().how == information.ON_THE_PAGE
        assert events() == ["pack.read"]

    def test_keeps_what_was_given_by_hand(self):
        pack = InformationPackFactory()

        information.record_pack_given(
            exercise=pack.exercise, to="The carers’ forum", how="on paper", **WHO
        )

        [row] = queries.list_given(exercise=pack.exercise)
        assert (row.version, row.to, row.how) == (1, "The carers’ forum", "on paper")

    def test_refuses_to_give_what_is_not_published(self):
        with pytest.raises(information.CannotPublish, match="Publish a version first"):
            information.record_pack_given(
                exercise=ExerciseFactory(), to="The forum", how="on paper", **WHO
            )


class TestReadingTheLog:
    def test_goes_on_from_page_to_page_in_one_query(self, django_assert_num_queries):
        pack = InformationPackFactory()
        for _ in range(3):
            invitation = InvitationFactory(exercise=pack.exercise)
            information.record_pack_read(pack=pack, invitation=invitation, at=NOON)

        with django_assert_num_queries(1):
            first = queries.list_given(exercise=pack.exercise, limit=2)
        second = queries.list_given(exercise=pack.exercise, before=first[-1].sent_id, limit=2)

        assert (len(first), len(second)) == (2, 1)
        assert first[0].to == invitation.location.name
        assert [each.count for each in queries.count_given(exercise=pack.exercise)] == [3]

    def test_finds_no_pack_where_none_is_published(self):
        with pytest.raises(NotFound):
            queries.get_pack(exercise=InformationPackFactory(draft=True).exercise)


def test_making_invitations_gives_the_current_version():
    exercise = ExerciseFactory()
    InformationPackFactory(exercise=exercise)
    member = AudienceMemberFactory(exercise=exercise, service__location__system=exercise.system)
    ContactFactory(location=member.location, email="manager@example.org")

    made = actions.make_invitations(exercise_id=exercise.pk, **WHO)

    assert made == 1
    assert PackSent.objects.get().invitation.location == member.location


class TestWhatIsSentWithAnInvitation:
    def somebody_to_ask(self, exercise):
        member = AudienceMemberFactory(
            exercise=exercise, service__location__system=exercise.system
        )
        ContactFactory(location=member.location, email="a@example.org")

    def test_names_the_version_that_is_current_and_keeps_that_it_was_sent(self):
        exercise = ExerciseFactory()
        self.somebody_to_ask(exercise)
        InformationPackFactory(exercise=exercise, number=1, published_at=NOON)
        InformationPackFactory(exercise=exercise, number=2, published_at=NOON)

        actions.make_invitations(exercise_id=exercise.pk, **WHO)

        body = Message.objects.get().body
        where = f"/{exercise.system.slug}/asked/{exercise.slug}/information/2/"
        assert "What to know first (version 2):\nhttp" in body
        assert where in body
        assert PackSent.objects.get().pack.number == 2

    def test_names_none_where_none_is_published(self):
        exercise = ExerciseFactory()
        self.somebody_to_ask(exercise)

        actions.make_invitations(exercise_id=exercise.pk, **WHO)

        assert "What to know first" not in Message.objects.get().body
