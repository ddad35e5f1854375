from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions, queries
from regard.domains.engagement.jobs import learning as jobs
from regard.domains.engagement.models import Coding, Learning, ReadNext, Theme
from regard.domains.engagement.rules.learning import FIRST_AT
from regard.domains.engagement.types import Stage, Stance
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.domains.engagement.views.theme_pages import point_in
from tests.factories.audiences import use_in_a_strategy
from tests.factories.engagement import ExerciseFactory, ThemeFactory
from tests.foundation.analysis.test_learning import BOTH, MARKS, PAY, TEXTS
from tests.foundation.analysis.test_stances import LESS, MORE, NEW_LESS, NEW_MORE

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 2, 9, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOW}
NEW_PAY = "They should get better pay."
NEW_PARKING = "Parking at the hospital is a nightmare."


@pytest.fixture
def exercise():
    return ExerciseFactory(closed=True)


@pytest.fixture
def pay(exercise):
    return ThemeFactory(exercise=exercise, title="Pay", named_by="person:1")


@pytest.fixture
def parking(exercise):
    return ThemeFactory(exercise=exercise, title="Parking", named_by="person:1")


@pytest.fixture
def read(exercise, pay, parking):
    """Let a person decide on 24 points: what is below learns from them."""
    for text, marks in zip(TEXTS, MARKS, strict=True):
        themes = [theme for theme, is_in in zip((pay, parking), marks, strict=True) if is_in]
        code(point_in(exercise, text=text), *themes)


def code(point, *themes):
    stances = {theme.pk: Stance.FOR for theme in themes}
    actions.code_point(exercise=point.exercise, point_id=point.pk, stances=stances, **WHO)


def learn(exercise):
    return jobs.learn_themes(Progress(actions.learn_themes(exercise=exercise, **WHO)))


def titles_of(point):
    return set(point.themes.values_list("title", flat=True))


@pytest.mark.usefixtures("read")
class TestLearnThemes:
    def test_suggests_themes_for_what_nobody_has_read(self, exercise):
        on_pay, on_both = point_in(exercise, text=NEW_PAY), point_in(exercise, text=BOTH[0])

        message = learn(exercise)

        assert "2 themes learnt from 24 points that people read" in message
        assert titles_of(on_pay) == {"Pay"}
        assert titles_of(on_both) == {"Pay", "Parking"}
        coding = on_pay.codings.get()
        assert (coding.placed_by, coding.stance) == ("machine", "unclear")
        assert 0 <= coding.similarity <= 1
        on_pay.refresh_from_db()
        assert on_pay.decided_by == ""

    def test_leaves_what_people_decided(self, exercise):
        decided = Coding.objects.filter(point__exercise=exercise).order_by("pk")
        before = list(decided.values_list("point", "theme", "stance", "placed_by", "placed_at"))
        lone = point_in(exercise, text=PAY[1])
        code(lone)

        learn(exercise)

        after = list(decided.values_list("point", "theme", "stance", "placed_by", "placed_at"))
        assert after == before
        assert not lone.codings.exists()

    def test_takes_back_what_it_now_thinks_wrong_but_from_no_signed_off_theme(
        self, exercise, parking
    ):
        wrong = point_in(exercise, text=NEW_PAY, theme=parking)

        learn(exercise)
        assert titles_of(wrong) == {"Pay"}

        wrong = point_in(exercise, text="Higher wages would keep carers.", theme=parking)
        Theme.objects.filter(pk=parking.pk).update(
            state="signed_off", signed_off_at=NOW, signed_off_by="person:1"
        )
        learn(exercise)
        assert titles_of(wrong) == {"Pay", "Parking"}

    def test_leaves_themes_of_which_it_has_too_few_examples(self, exercise):
        rotas = ThemeFactory(exercise=exercise, title="Rotas")
        point = point_in(exercise, text="Rotas change weekly.", theme=rotas, similarity=0.7)

        learn(exercise)

        assert "Rotas" in titles_of(point)

    @pytest.mark.parametrize("is_placed", [False, True])
    def test_leaves_points_that_have_an_outcome_of_their_own(self, exercise, parking, is_placed):
        used = point_in(exercise, text=NEW_PAY, theme=parking if is_placed else None)
        use_in_a_strategy(point=used)

        learn(exercise)

        assert titles_of(used) == ({"Parking"} if is_placed else set())

    def test_writes_nothing_over_what_people_decide_meanwhile(self, exercise, monkeypatch):
        point = point_in(exercise, text=NEW_PAY)
        real = jobs.find_suggestions

        def meanwhile(lesson):
            code(point)
            return real(lesson)

        monkeypatch.setattr(jobs, "find_suggestions", meanwhile)
        learn(exercise)

        assert not point.codings.exists()

    def test_offers_to_a_new_theme_what_is_like_its_description(self, exercise):
        ThemeFactory(
            exercise=exercise,
            title="Rotas",
            summary="Shifts change at short notice",
            named_by="person:1",
        )
        rota = point_in(exercise, text="The rota and our shifts change at short notice.")
        for text in (NEW_PAY, NEW_PARKING, "Tea is served cold.", "The lift is broken."):
            point_in(exercise, text=text)

        learn(exercise)
        assert rota.codings.get(theme__title="Rotas").is_unsure

        learn(exercise)
        assert "Rotas" in titles_of(rota)

    def test_gives_the_same_on_every_run(self, exercise):
        point_in(exercise, text=NEW_PAY)
        learn(exercise)
        codings = Coding.objects.order_by("pk").values_list("pk", "similarity", "updated_at")
        first = list(codings)

        learn(exercise)

        assert list(codings) == first

    def test_asks_for_what_teaches_most_and_says_why(self, exercise):
        for text in (NEW_PAY, NEW_PARKING, "Pay for the car park is low.", "Tea is cold."):
            point_in(exercise, text=text)

        learn(exercise)

        asked = list(ReadNext.objects.order_by("place").values_list("point", flat=True))
        assert asked
        assert queries.next_point(exercise=exercise, skipped=[]) == asked[0]
        assert queries.next_point(exercise=exercise, skipped=asked[:1]) == asked[1]
        assert queries.get_why_read(point_id=asked[0]) is not None

    def test_keeps_how_it_did_and_writes_one_entry(self, exercise):
        learn(exercise)

        row = queries.get_learning(exercise=exercise)
        assert (row.learnt_from, row.themes, row.is_busy) == (24, 2, False)
        assert 0 < row.right <= 1
        assert 0 < row.found <= 1
        assert row.next_at == 24 + 25
        entry = Entry.objects.get(event="themes.learnt")
        assert entry.detail["read"] == 24

    def test_does_nothing_twice_if_it_was_killed_after_writing(self, exercise):
        job = actions.learn_themes(exercise=exercise, **WHO)
        message = jobs.learn_themes(Progress(job))
        job.refresh_from_db()

        assert jobs.learn_themes(Progress(job)) == message
        assert Entry.objects.filter(event="themes.learnt").count() == 1

    def test_suggests_nothing_if_the_exercise_was_answered_meanwhile(self, exercise):
        job = actions.learn_themes(exercise=exercise, **WHO)
        exercise.stage = Stage.ANSWERED
        exercise.save()

        point = point_in(exercise, text=NEW_PAY)

        message = jobs.learn_themes(Progress(job))

        assert message == (
            "Nothing was suggested. This exercise has been answered, so its themes are final."
        )
        assert not point.codings.exists()


@pytest.fixture
def stood(exercise, pay):
    """Let a person say of sixteen points whether they are for raising the fees, or against."""
    return [
        stand(point_in(exercise, text=text), pay, stance)
        for texts, stance in ((MORE, Stance.FOR), (LESS, Stance.AGAINST))
        for text in [*texts, *(f"{text} Please." for text in texts)]
    ]


def stand(point, theme, stance):
    actions.code_point(
        exercise=point.exercise, point_id=point.pk, stances={theme.pk: stance}, **WHO
    )
    return point


def standing(point):
    coding = point.codings.get()
    return coding.stance, coding.stance_chance is not None


@pytest.mark.usefixtures("stood")
class TestLearnStances:
    def test_guesses_them_of_what_it_places_and_says_how_sure_it_is(self, exercise):
        more, less = (point_in(exercise, text=text) for text in (NEW_MORE, NEW_LESS))

        message = learn(exercise)

        assert "Learnt from 32 stances that people gave, it guesses of 2" in message
        assert (standing(more), standing(less)) == (("for", True), ("against", True))
        assert 0.5 <= more.codings.get().stance_chance <= 1
        more.refresh_from_db()
        assert more.decided_by == ""
        row = queries.get_learning(exercise=exercise)
        assert row.stances == 32
        assert 0.5 <= row.stance_right <= 1
        assert 0 < row.stance_found <= 1

    def test_leaves_every_stance_that_a_person_gave(self, exercise, pay, stood):
        other = stand(point_in(exercise, text=NEW_MORE), pay, Stance.AGAINST)
        neither = stand(point_in(exercise, text=f"{NEW_MORE} Now."), pay, Stance.UNCLEAR)

        learn(exercise)

        assert standing(other) == ("against", False)
        assert standing(neither) == ("unclear", False)
        assert not any(standing(point)[1] for point in stood)

    def test_leaves_what_a_machine_placed_and_a_person_had_said_the_stance_of(self, exercise, pay):
        point = point_in(exercise, text=NEW_MORE, theme=pay, stance=Stance.AGAINST)

        learn(exercise)

        assert standing(point) == ("against", False)

    def test_is_the_persons_own_once_they_save_it(self, exercise, pay):
        point = point_in(exercise, text=NEW_MORE)
        learn(exercise)

        stand(point, pay, Stance.FOR)

        assert standing(point) == ("for", False)

    def test_stays_a_guess_where_people_only_say_that_the_point_belongs_there(self, exercise):
        point = point_in(exercise, text=NEW_MORE)
        learn(exercise)

        actions.keep_points(exercise=exercise, point_ids=[point.pk], **WHO)
        assert standing(point) == ("for", True)
        learn(exercise)
        assert standing(point) == ("for", True)

        actions.keep_points(exercise=exercise, point_ids=[point.pk], stance=Stance.AGAINST, **WHO)
        assert standing(point) == ("against", False)

    def test_takes_back_a_guess_that_it_would_not_make_any_more(self, exercise, pay, stood):
        point = point_in(exercise, text=NEW_MORE)
        learn(exercise)
        Coding.objects.filter(point__in=stood).update(stance=Stance.UNCLEAR)

        learn(exercise)

        assert standing(point) == ("unclear", False)
        assert queries.get_learning(exercise=exercise).stances == 0

    def test_leaves_points_that_have_an_outcome_of_their_own(self, exercise, pay):
        used = point_in(exercise, text=NEW_MORE, theme=pay, placed_by="machine")
        use_in_a_strategy(point=used)

        learn(exercise)

        assert standing(used) == ("unclear", False)


class TestLearning:
    @pytest.mark.usefixtures("read")
    def test_begins_by_itself_once_enough_is_read(self, exercise, pay):
        assert not Job.objects.exists()

        code(point_in(exercise, text=NEW_PAY), pay)
        assert Job.objects.get().kind == "engagement.learn_themes"
        assert queries.get_learning(exercise=exercise).is_busy

        code(point_in(exercise, text=NEW_PARKING))
        assert Job.objects.count() == 1
        assert Learning.objects.get().asked_from == FIRST_AT

    def test_is_refused_where_there_is_nothing_to_learn_from(self, exercise):
        with pytest.raises(actions.CannotEditThemes, match="Read some points first"):
            learn(exercise)

    def test_says_what_is_too_little(self, exercise, pay):
        code(point_in(exercise, text=NEW_PAY), pay)

        assert "too few" in learn(exercise)
        assert queries.get_learning(exercise=exercise).themes == 0
