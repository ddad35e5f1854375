from datetime import UTC, datetime

import pytest

from regard.domains.engagement import actions, queries
from regard.domains.engagement.jobs import themes as jobs
from regard.domains.engagement.models import Coding, Point, Theme
from regard.domains.engagement.types import Stage
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from regard.foundation.jobs.progress import Progress
from tests.domains.engagement.rules.test_proposals import EVERYTHING, HOSPITAL, TRAVEL
from tests.factories.audiences import use_in_a_strategy
from tests.factories.engagement import (
    AnswerFactory,
    ContributionFactory,
    ExerciseFactory,
    PointFactory,
)

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 12, 2, 9, tzinfo=UTC)
WHO = {"by": "person:1", "at": NOW}


@pytest.fixture
def exercise():
    exercise = ExerciseFactory(closed=True)
    for text in EVERYTHING:
        say(exercise, text)
    return exercise


def say(exercise, text, **known):
    said = ContributionFactory(exercise=exercise, **known)
    return PointFactory(answer=AnswerFactory(contribution=said, text=text))


def job_of(exercise):
    return actions.propose_themes(exercise=exercise, **WHO)


def propose(exercise):
    return jobs.propose_themes(Progress(job_of(exercise)))


def state_of(exercise):
    """Return all that a proposal decides on."""
    points = Point.objects.filter(exercise=exercise).order_by("pk")
    codings = Coding.objects.filter(theme__exercise=exercise).order_by("point", "theme")
    themes = Theme.objects.filter(exercise=exercise).order_by("pk")
    return (
        list(points.values_list("pk", "decided_by", "argument")),
        list(codings.values_list("point", "theme", "placed_by", "similarity", "is_unsure")),
        list(themes.values_list("pk", "title", "terms", "state", "named_by", "merged_into")),
    )


def theme_about(exercise, texts):
    """Return the theme that most of these texts are in."""
    codings = Coding.objects.filter(point__exercise=exercise, point__text__in=texts)
    themes = [coding.theme for coding in codings.select_related("theme")]
    return max(themes, key=themes.count)


class TestProposeThemes:
    def test_starts_a_job_and_writes_one_ledger_entry(self, exercise):
        job = job_of(exercise)

        assert job.args == {"exercise_id": exercise.pk}
        assert job.next_url == f"/{exercise.system.slug}/said/{exercise.slug}/"
        assert Entry.objects.get().event == "themes.asked_for"

    def test_refuses_where_nothing_was_said_and_what_is_answered(self, exercise):
        with pytest.raises(actions.CannotEditThemes, match="Nothing has been said"):
            job_of(ExerciseFactory())
        exercise.stage = Stage.ANSWERED
        exercise.save()
        with pytest.raises(actions.CannotEditThemes, match="final"):
            job_of(exercise)
        assert not Job.objects.exists()

    def test_places_every_point_and_numbers_its_argument(self, exercise):
        message = propose(exercise)

        themes = queries.list_themes(exercise=exercise)
        assert len(themes) >= 2
        assert "themes proposed" in message
        assert not Point.objects.filter(exercise=exercise, argument=None).exists()
        placed = Coding.objects.filter(point__exercise=exercise)
        assert set(placed.values_list("placed_by", flat=True)) == {"machine"}
        entry = Entry.objects.get(event="themes.proposed")
        assert entry.detail["themes"] == len(themes)

    def test_gives_the_same_for_the_same_on_every_run(self, exercise):
        propose(exercise)
        first = state_of(exercise)

        propose(exercise)

        assert state_of(exercise) == first

    def test_leaves_points_that_people_placed(self, exercise):
        propose(exercise)
        travel = theme_about(exercise, TRAVEL)
        moved = Point.objects.filter(exercise=exercise, text__in=HOSPITAL).first()
        alone = Point.objects.filter(exercise=exercise, text__in=TRAVEL).first()
        actions.move_points(exercise=exercise, point_ids=[moved.pk], theme=travel, **WHO)
        actions.move_points(exercise=exercise, point_ids=[alone.pk], theme=None, **WHO)

        propose(exercise)

        moved.refresh_from_db()
        alone.refresh_from_db()
        assert (list(moved.themes.all()), moved.decided_by) == ([travel], "person:1")
        assert (list(alone.themes.all()), alone.decided_by) == ([], "person:1")

    @pytest.mark.parametrize("deed", ["rename", "sign off", "merge", "split", "use"])
    def test_leaves_themes_that_people_decided_on_with_all_in_them(self, exercise, deed):
        propose(exercise)
        theme = theme_about(exercise, TRAVEL)
        decide(deed, theme, theme_about(exercise, HOSPITAL))
        theme.refresh_from_db()
        before = (theme.title, theme.state, set(theme.codings.values_list("point", "placed_by")))
        for text in TRAVEL:
            say(exercise, f"As we wrote: {text}")

        propose(exercise)

        theme.refresh_from_db()
        points = set(theme.codings.values_list("point", "placed_by"))
        assert (theme.title, theme.state) == before[:2]
        assert before[2] <= points

    def test_offers_what_is_new_to_a_theme_that_was_signed_off(self, exercise):
        propose(exercise)
        theme = theme_about(exercise, TRAVEL)
        actions.sign_off_theme(theme=theme, **WHO)
        arrived = say(exercise, "Our carers are not paid for driving between their visits.")

        propose(exercise)

        assert (arrived.codings.get().theme, arrived.decided_by) == (theme, "")

    def test_keeps_points_that_have_an_outcome_of_their_own_alone(self, exercise):
        lone = say(exercise, "Our carers are not paid for driving between their visits.")
        use_in_a_strategy(point=lone)

        propose(exercise)

        assert not lone.codings.exists()

    def test_makes_no_theme_of_nobody_s_words(self, exercise):
        exercise.contributions.update(visibility="counted")

        propose(exercise)

        titles = [row.title for row in queries.list_themes(exercise=exercise)]
        assert titles
        assert not any(text.rstrip(".") in titles for text in EVERYTHING)

    def test_does_nothing_twice_if_it_was_killed_after_writing(self, exercise):
        job = job_of(exercise)
        message = jobs.propose_themes(Progress(job))
        job.refresh_from_db()

        assert jobs.propose_themes(Progress(job)) == message
        assert Entry.objects.filter(event="themes.proposed").count() == 1

    def test_proposes_anew_if_people_decided_meanwhile(self, exercise, monkeypatch):
        decided = []

        def meanwhile(said, **known):
            if not decided:
                theme = Theme.objects.create(
                    system=exercise.system, exercise=exercise, title="Pay", named_by="person:1"
                )
                decided.append(theme)
            return real(said, **known)

        real = jobs.propose
        monkeypatch.setattr(jobs, "propose", meanwhile)

        propose(exercise)

        assert Entry.objects.filter(event="themes.proposed").count() == 1
        assert Theme.objects.filter(pk=decided[0].pk).exists()

    def test_gives_up_in_words_if_they_never_stop(self, exercise, monkeypatch):
        monkeypatch.setattr(jobs.actions, "write_proposal", lambda **_: False)

        with pytest.raises(jobs.TooBusy, match="Try again"):
            propose(exercise)

    def test_is_refused_if_the_exercise_was_answered_meanwhile(self, exercise):
        job = job_of(exercise)
        exercise.stage = Stage.ANSWERED
        exercise.save()

        with pytest.raises(actions.CannotEditThemes, match="final"):
            jobs.propose_themes(Progress(job))


def decide(deed, theme, other):
    if deed == "rename":
        actions.rename_theme(theme=theme, title="Travel is unpaid", summary="", **WHO)
    elif deed == "sign off":
        actions.sign_off_theme(theme=theme, **WHO)
    elif deed == "merge":
        actions.merge_themes(into=theme, themes=[other], **WHO)
    elif deed == "split":
        chosen = [theme.points.order_by("pk").first().pk]
        actions.split_theme(theme=theme, point_ids=chosen, title="Petrol", **WHO)
    else:
        use_in_a_strategy(theme=theme)
