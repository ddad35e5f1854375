import pytest

from regard.domains.engagement.models import Contribution, Redaction
from regard.foundation.accounts import links
from regard.foundation.audit.models import Entry
from tests.domains.engagement.views.addresses import at
from tests.domains.engagement.views.conftest import NOON
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
)
from tests.factories.engagement_care import ModerationFactory, RedactionFactory, ShieldFactory
from tests.factories.register import LocationFactory

pytestmark = pytest.mark.django_db

TEXT = "Mrs Hale shouted at staff. The rota comes too late."


@pytest.fixture
def exercise():
    return ExerciseFactory()


@pytest.fixture
def answer(exercise):
    answer = AnswerFactory(contribution__exercise=exercise, text=TEXT)
    PointFactory(answer=answer, start=0, text=TEXT[:26])
    return answer


def of(name, answer, **more):
    kept = answer.contribution
    return at(name, kept.exercise, receipt=kept.receipt, **more)


def read(browser, address):
    return browser.get(address).content.decode()


class TestModerate:
    def test_offers_the_sentences_to_take_out(self, lead, exercise, answer):
        page = read(lead(exercise), of("moderate", answer))

        assert f'value="{answer.pk}-0-26"' in page
        assert "All of it is read." in page

    def test_takes_out_what_was_ticked_and_pasted(self, lead, client_as, exercise, answer):
        sent = {
            "do": "take_out",
            "passage": [f"{answer.pk}-0-26", "nonsense"],
            "words": "rota",
            "reason": "other",
            "other": "a private matter",
        }

        response = lead(exercise).post(of("moderate", answer), sent)

        assert response.url == of("moderate", answer)
        assert Redaction.objects.count() == 2
        page = read(client_as("Commissioner", exercise.system), of("contribution", answer))
        assert "[taken out: a private matter] The [taken out: a private matter] comes" in page
        assert "Hale" not in page

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({"do": "take_out", "words": "Hale"}, "Choose why"),
            ({"do": "take_out", "words": "Hale", "reason": "other"}, "Say which other reason"),
            ({"do": "take_out", "words": "Hill", "reason": "person"}, "stand nowhere in it"),
            ({"do": "withhold"}, "This field is required"),
        ],
    )
    def test_says_what_is_wrong(self, lead, exercise, answer, sent, words):
        page = lead(exercise).post(of("moderate", answer), sent).content.decode()

        assert "There is a problem" in page or words == "This field is required"
        assert not Redaction.objects.exists()

    def test_puts_words_back(self, lead, exercise, answer):
        out = RedactionFactory(answer=answer)

        lead(exercise).post(of("put_back_words", answer, redaction_id=out.pk))

        out.refresh_from_db()
        assert out.undone_at == NOON

    def test_withholds_and_gives_back(self, lead, client_as, exercise, answer):
        browser, buyer = lead(exercise), client_as("Commissioner", exercise.system)
        browser.post(
            of("moderate", answer), {"do": "withhold", "whole-because": "About one person"}
        )

        theirs = read(buyer, of("contribution", answer))
        assert "Kept from readers since 21 November 2026: About one person." in theirs
        assert "rota" not in theirs
        assert "rota" in read(browser, of("contribution", answer))
        assert "Kept from readers." in read(buyer, at("contributions", exercise))

        browser.post(of("moderate", answer), {"do": "give_back", "whole-because": "Fair"})
        assert "rota" in read(buyer, of("contribution", answer))

    def test_is_not_seen_by_the_public(self, client):
        kept = ModerationFactory(contribution__exercise__answered=True).contribution
        AnswerFactory(contribution=kept)

        assert (
            client.get(at("contribution", kept.exercise, receipt=kept.receipt)).status_code == 404
        )
        assert kept.receipt not in read(client, at("contributions", kept.exercise))


class TestReadOriginal:
    def test_shows_it_and_writes_that_it_was_read_each_time(self, lead, exercise, answer):
        RedactionFactory(answer=answer)
        browser = lead(exercise)

        for _ in range(2):
            page = browser.post(of("read_original", answer)).content.decode()

        assert TEXT in page
        assert Entry.objects.filter(event="original.read").count() == 2

    def test_is_refused_to_who_only_reads(self, client_as, exercise, answer):
        buyer = client_as("Commissioner", exercise.system)

        assert buyer.post(of("read_original", answer)).status_code == 403


class TestReceipt:
    def test_tells_the_author_what_others_do_not_read_and_shows_all_of_it(self, client, answer):
        RedactionFactory(answer=answer, end=8)
        later = NOON.replace(year=2027)
        link = links.issue(
            purpose="engagement.receipt", subject_id=answer.contribution_id, expires_at=later
        )

        page = read(client, f"/k/{links.token(link)}/")

        assert TEXT in page
        assert "Others do not read 1 passage of it" in page
        assert "ring 999" in page


class TestShielded:
    def test_is_told_to_the_steward_alone(self, client_as, lead, exercise):
        location = LocationFactory(name="Ashgrove House", system=exercise.system)
        kept = ShieldFactory(contribution__exercise=exercise, location=location).contribution
        AnswerFactory(contribution=kept, text="Pay.")
        here = at("contribution", exercise, receipt=kept.receipt)

        ours = read(lead(exercise), here)
        theirs = read(client_as("Steward", exercise.system), here)

        assert "Ashgrove House" not in ours
        assert "Said behind a shield" in ours
        assert "A care provider" in ours
        assert "Ashgrove House" in theirs

    def test_is_offered_where_anyone_answers(self, client, exercise):
        assert 'name="shield"' in read(client, at("answer_on_web", exercise))


class TestFiles:
    def test_are_sealed_once_anything_in_them_is(self, client_as, exercise):
        kept = ContributionFactory(exercise=exercise)
        Contribution.objects.filter(pk=kept.pk).update(withheld_at=NOON)
        original = at("original", exercise, receipt=kept.receipt)

        assert client_as("Commissioner", exercise.system).get(original).status_code == 403
