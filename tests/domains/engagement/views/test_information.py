from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import InformationPack, PackSent
from regard.foundation.accounts import links
from tests.domains.engagement.views.addresses import at
from tests.factories.engagement import ExerciseFactory, InvitationFactory
from tests.factories.engagement_exercises import InformationPackFactory

pytestmark = pytest.mark.django_db


def link_of(invitation):
    link = links.issue(
        purpose="engagement.answer",
        subject_id=invitation.pk,
        expires_at=timezone.now() + timedelta(days=9),
    )
    return reverse("engagement:answer_information", args=[links.token(link)])


class TestReading:
    def test_shows_anyone_the_current_version_and_earlier_ones(self, client_as):
        exercise = ExerciseFactory()
        InformationPackFactory(exercise=exercise, words="What we know\n\nOne in nine left.")
        InformationPackFactory(
            exercise=exercise, number=2, words="One in eight left.", what_changed="The count."
        )
        InformationPackFactory(exercise=exercise, number=3, words="Unfinished.", draft=True)

        page = client_as().get(at("information", exercise)).content.decode()
        earlier = client_as().get(at("information_version", exercise, number=1)).content.decode()

        assert "One in eight left." in page
        assert "The count." in page
        assert "Unfinished" not in page
        assert at("information_version", exercise, number=1) in page
        assert "<h2>What we know</h2>" in earlier
        assert "This is an earlier version" in earlier

    def test_of_what_is_not_published_is_not_found(self, client_as):
        exercise = InformationPackFactory(draft=True).exercise

        assert client_as().get(at("information", exercise)).status_code == 404
        assert client_as().get(at("information_version", exercise, number=1)).status_code == 404

    def test_through_a_link_is_kept_once(self, client):
        pack = InformationPackFactory()
        where = link_of(InvitationFactory(exercise=pack.exercise))

        pages = [client.get(where).content.decode() for _ in range(2)]

        assert "Go on to the questions" in pages[0]
        assert PackSent.objects.get().pack == pack

    def test_is_offered_on_the_exercises_page(self, client_as):
        pack = InformationPackFactory()

        page = client_as().get(at("exercise", pack.exercise)).content.decode()

        assert at("information", pack.exercise) in page


class TestWriting:
    def test_goes_from_nothing_to_a_version_with_a_document(self, lead, client_as):
        exercise = ExerciseFactory()
        browser = lead(exercise)

        browser.post(at("write_information", exercise), {"words": "One in nine left."})
        browser.post(
            at("add_information_file", exercise),
            {
                "file": SimpleUploadedFile("easy.pdf", b"Easy"),
                "title": "In pictures",
                "form": "easy_read",
            },
        )
        draft = browser.get(at("write_information", exercise)).content.decode()
        published = browser.post(at("publish_information", exercise), follow=True)

        assert "Publish version 1" in draft
        assert "Easy Read · easy.pdf" in published.content.decode()
        [file] = InformationPack.objects.get().files.all()
        response = client_as().get(at("information_file", exercise, pack_file_id=file.pk))
        assert b"".join(response.streaming_content) == b"Easy"

    def test_begins_a_version_with_the_words_of_the_last(self, lead):
        pack = InformationPackFactory(words="One in nine left.")
        browser = lead(pack.exercise)

        page = browser.get(at("write_information", pack.exercise)).content.decode()
        browser.post(at("write_information", pack.exercise), {"words": "One in eight."})
        refused = browser.post(at("publish_information", pack.exercise))

        assert "One in nine left." in page
        assert "What has changed since the last version?" in page
        assert refused.status_code == 409

    def test_hides_documents_of_what_is_not_published(self, lead, client_as):
        pack = InformationPackFactory(draft=True)
        browser = lead(pack.exercise)
        browser.post(
            at("add_information_file", pack.exercise),
            {"file": SimpleUploadedFile("a.pdf", b"A"), "title": "Beds", "form": ""},
        )
        [file] = pack.files.all()
        where = at("information_file", pack.exercise, pack_file_id=file.pk)

        assert client_as().get(where).status_code == 404
        taken_out = browser.post(
            at("remove_information_file", pack.exercise, pack_file_id=file.pk), follow=True
        )
        assert "“Beds” is taken out." in taken_out.content.decode()
        assert browser.get(where).status_code == 404

    def test_says_when_nothing_is_being_written(self, lead):
        exercise = ExerciseFactory()

        assert lead(exercise).post(at("publish_information", exercise)).status_code == 404

    def test_needs_words(self, lead):
        exercise = ExerciseFactory()

        page = lead(exercise).post(at("write_information", exercise), {"words": ""})

        assert "There is a problem" in page.content.decode()
        assert not InformationPack.objects.exists()


class TestLog:
    def test_says_that_nobody_was_given_it(self, lead):
        exercise = ExerciseFactory()

        page = lead(exercise).get(at("information_log", exercise)).content.decode()

        assert "Nobody has been given the information yet." in page

    def test_shows_who_was_given_which_version(self, lead):
        pack = InformationPackFactory()
        browser = lead(pack.exercise)

        browser.post(
            at("information_log", pack.exercise), {"to": "The carers’ forum", "how": "on paper"}
        )

        page = browser.get(at("information_log", pack.exercise)).content.decode()
        assert "Given 1 time; version 1, 1 time." in page
        assert "The carers’ forum" in page
        sheet = browser.get(at("information_log_csv", pack.exercise)).content.decode()
        assert '1,The carers’ forum,on paper,"21 November 2026, 12.00 pm"' in sheet

    def test_goes_on_to_what_is_earlier(self, lead, django_assert_max_num_queries):
        pack = InformationPackFactory()
        for number in range(102):
            PackSent.objects.create(
                pack=pack, to=f"Number {number}", how="on paper", at=timezone.now()
            )
        browser = lead(pack.exercise)

        with django_assert_max_num_queries(14):
            first = browser.get(at("information_log", pack.exercise)).content.decode()
        last = PackSent.objects.order_by("-pk")[99].pk
        second = browser.get(f"{at('information_log', pack.exercise)}?before={last}")

        assert f"?before={last}" in first
        assert "Number 1<" in second.content.decode()

    def test_refuses_to_give_what_is_not_there(self, lead):
        exercise = ExerciseFactory()

        page = lead(exercise).post(
            at("information_log", exercise), {"to": "The forum", "how": "on paper"}
        )

        assert "Publish a version first" in page.content.decode()
