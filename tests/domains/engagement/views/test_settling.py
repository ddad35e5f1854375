import pytest

from tests.domains.engagement.views.theme_pages import sign_in, text_of
from tests.factories.engagement import ExerciseFactory
from tests.factories.engagement_blind import FINISHED_AT, PAY, ROTAS, TRAVEL, Sampled

pytestmark = pytest.mark.django_db


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True, system__slug="northmarch", slug="winter")


@pytest.fixture
def differing(exercise, person):
    """Three points; readers agree on the first, and differ on the others."""
    readings = [((PAY,), (PAY,)), ((PAY, ROTAS), (ROTAS,)), ((TRAVEL,), ())]
    made = Sampled(exercise, readings, by=(f"person:{person.pk}", "person:0"))
    made.sample.points.update(placed={"2": "against"})
    return made


def at(made, place=None):
    end = f"{place}/" if place else ""
    return f"/northmarch/said/winter/samples/{made.sample.pk}/settle/{end}"


class TestSettleSample:
    def test_goes_to_the_first_difference(self, reader, differing):
        assert reader.get(at(differing)).url == at(differing, 2)

    def test_says_when_all_is_settled_and_what_it_was(self, reader, differing):
        for place in (2, 3):
            reader.post(at(differing, place), {"do": "save", "themes": [ROTAS]})

        page = text_of(reader.get(at(differing)))

        assert "Everything is settled" in page
        assert f'href="{at(differing, 3)}"' in page

    def test_says_that_readers_agree(self, reader, exercise, person):
        made = Sampled(exercise, [((), ())], by=(f"person:{person.pk}", "person:0"))

        assert "put every point into the same themes" in text_of(reader.get(at(made)))

    def test_waits_for_another_reader(self, reader, differing):
        differing.readers[1].handed_in_at = None
        differing.readers[1].save()

        assert "Another reader has not handed in yet" in text_of(reader.get(at(differing)))

    def test_says_that_it_is_over(self, reader, differing):
        differing.sample.stopped_at, differing.sample.because = FINISHED_AT, "Ill"
        differing.sample.save()

        assert "no longer being read" in text_of(reader.get(at(differing)))


class TestSettlePoint:
    def test_shows_who_ticked_what_and_nothing_of_a_machine(self, reader, differing):
        page = text_of(reader.get(at(differing, 2)))

        assert "(reader A)" in page
        assert "(readers A, B)" in page
        assert 'data-key="3" checked' in page
        assert 'data-key="1" checked' not in page
        assert 'value="against" selected' not in page
        assert "In none of them: B" in text_of(reader.get(at(differing, 3)))

    def test_keeps_where_it_belongs_and_goes_on(self, reader, differing):
        sent = {"do": "save", "themes": [PAY, ROTAS], "stance-1": "for"}

        assert reader.post(at(differing, 2), sent).url == at(differing, 3)
        assert reader.post(at(differing, 3), {"do": "save"}).url == at(differing)

        settled = differing.sample.points.get(place=2)
        assert settled.settled == {"1": "for", "3": "unclear"}
        assert 'data-key="1" checked' in text_of(reader.get(at(differing, 2)))

    def test_skips_to_the_next(self, reader, differing):
        assert reader.post(at(differing, 2), {"do": "skip"}).url == at(differing, 3)
        assert reader.post(at(differing, 3), {"do": "skip"}).url == at(differing, 2)

    def test_says_why_it_cannot_be_kept(self, reader, differing):
        page = text_of(reader.post(at(differing, 2), {"do": "save", "themes": [77]}))

        assert "There is no such theme in this sample" in page

    def test_finds_nothing_that_was_not_put_differently(self, reader, differing):
        assert reader.get(at(differing, 1)).status_code == 404
        assert reader.get(at(differing, 9)).status_code == 404

    def test_is_for_the_team_too(self, client, differing):
        lead = sign_in(client, "Partnership lead")

        assert lead.get(at(differing, 2)).status_code == 200

    def test_is_not_for_a_reader_who_still_reads(self, reader, differing):
        differing.readers[0].handed_in_at = None
        differing.readers[0].save()

        assert reader.get(at(differing, 2)).status_code == 403
