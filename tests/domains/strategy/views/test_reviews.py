"""The pages of reviews: for those who write, and behind the link of those who comment."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from regard.domains.engagement.models import Contribution, Exercise
from regard.domains.engagement.types import Stage, Visibility
from regard.domains.strategy.models import PassageComment, ReviewRound
from regard.domains.strategy.presenters.reviews import review_initial
from regard.domains.strategy.rules.reviews import print_of
from tests.factories.engagement import AudienceMemberFactory
from tests.factories.strategy import PassageFactory, StrategyFactory
from tests.factories.strategy_reviews import Reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    return Reviewed()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


@pytest.fixture
def draft(story):
    """Return another draft of the same system, that nobody was asked about."""
    strategy = StrategyFactory(system=story.system)
    PassageFactory(strategy=strategy)
    return strategy


def of(strategy, name, **more):
    where = {"system": strategy.system.slug, "slug": strategy.slug}
    return reverse(f"strategy:{name}", kwargs=where | more)


def at(story, name, **more):
    return of(story.strategy, name, **more)


def behind(story, **more):
    return reverse("strategy:comment", kwargs={"token": story.token} | more)


def page_of(story, comments, **more):
    """Return what a page sends with these comments, as shown to somebody who had said nothing."""
    boxes = {f"c{each.pk}": text for each, text in comments.items()}
    return boxes | {f"w{each.pk}": print_of("") for each in comments} | more


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


class TestReviews:
    def test_offers_to_ask_when_nobody_was(self, draft, lead):
        assert "Nobody was asked yet" in text(lead.get(of(draft, "reviews")))

    def test_is_found_from_the_draft_by_whoever_may_read_it(self, story, client_as):
        reader = client_as("Commissioner", story.system)

        assert f'href="{at(story, "reviews")}"' in text(reader.get(of(story.strategy, "strategy")))
        assert "1 review" in text(reader.get(at(story, "reviews")))

    def test_lists_them(self, story, lead):
        story.keeps({story.travel: "Which rate?"})

        shown = text(lead.get(at(story, "reviews")))

        assert "1 comment in 1 review, 1 without an outcome." in shown
        assert "Put the draft before people" not in shown  # one at a time


class TestNewReview:
    def test_makes_one(self, draft, lead):
        assert "1 passage is taken as it stands now" in text(lead.get(of(draft, "new_review")))

        response = lead.post(of(draft, "new_review"), filled(draft))

        review = ReviewRound.objects.get(strategy=draft)
        assert response.url == of(draft, "review", review_id=review.pk)
        assert "Choose who is asked" in text(lead.get(response.url))

    def test_says_beside_the_day_what_is_wrong_with_it(self, draft, lead):
        wrong = filled(draft, closes_on=timezone.localdate() - timedelta(days=1))

        shown = text(lead.post(of(draft, "new_review"), wrong))

        assert "The last day for answers is before the day it opens" in shown

    def test_is_refused_while_another_is_under_way(self, story, lead):
        response = lead.post(at(story, "new_review"), filled(story.strategy))

        assert "A review of this draft is under way" in text(response)

    def test_changes_while_nobody_was_asked(self, draft, lead):
        lead.post(of(draft, "new_review"), filled(draft))
        review = ReviewRound.objects.get(strategy=draft)

        response = lead.post(of(draft, "retake_review", review_id=review.pk), follow=True)

        assert "stand now" in text(response)


class TestCallOff:
    def test_says_first_what_happens_to_one_that_nobody_saw(self, draft, lead):
        lead.post(of(draft, "new_review"), filled(draft))
        review = ReviewRound.objects.get(strategy=draft)
        here = of(draft, "call_off_review", review_id=review.pk)

        shown = text(lead.get(here))
        assert "The 1 passage that was taken for it is let go" in shown
        assert "is withdrawn" in shown
        assert review.exercise.stage == Stage.DRAFT

        after = text(lead.post(here, follow=True))
        assert "what was to be asked is withdrawn" in after
        assert not ReviewRound.objects.filter(strategy=draft).exists()

    def test_leaves_nothing_among_what_is_asked(self, draft, lead):
        lead.post(of(draft, "new_review"), filled(draft, title="Our first go"))
        review = ReviewRound.objects.get(strategy=draft)
        asked = reverse("engagement:exercises", args=[draft.system.slug])
        assert "Our first go" in text(lead.get(asked))
        lead.post(of(draft, "call_off_review", review_id=review.pk))

        assert "Our first go" not in text(lead.get(asked))
        left = text(lead.get(address_of(review.exercise)))
        assert "Withdrawn on" in left
        assert "Why it was withdrawn" in left
        assert "What happens when" not in left
        opened = lead.post(f"{address_of(review.exercise)}open/", follow=True)
        assert "It was withdrawn before anybody was asked" in opened.content.decode()

    def test_closes_one_that_is_open_once_it_says_why(self, story, lead):
        story.keeps({story.travel: "Which rate?"})
        here = at(story, "call_off_review", review_id=story.review.pk)
        assert f'href="{here}"' in text(lead.get(at(story, "review", review_id=story.review.pk)))
        assert "The 1 comment stays as it came" in text(lead.get(here))

        assert "Say why it closes before the day" in text(lead.post(here))
        after = text(lead.post(here, {"reason": "The board starts anew."}, follow=True))

        assert "The review is closed" in after
        assert Exercise.objects.get().stage == Stage.CLOSED

    def test_is_offered_no_more_once_it_is_over(self, story, lead):
        Exercise.objects.update(stage=Stage.CLOSED)

        here = at(story, "call_off_review", review_id=story.review.pk)

        assert "It is over." in text(lead.get(here))
        assert here not in text(lead.get(at(story, "review", review_id=story.review.pk)))


def address_of(exercise):
    return reverse("engagement:exercise", args=[exercise.system.slug, exercise.slug])


def filled(strategy, **other):
    """Return what the form sends with what it begins with, days in their three boxes."""
    said = review_initial(strategy, today=timezone.localdate()) | {"decided": "Nothing."} | other
    days = {
        f"{name}-{part}": getattr(day, part)
        for name, day in said.items()
        if isinstance(day, date)
        for part in ("day", "month", "year")
    }
    return {name: words for name, words in said.items() if isinstance(words, str)} | days


class TestReview:
    def test_shows_comments_beside_the_passages(self, story, lead):
        story.keeps({story.travel: "Which rate?", story.carers: "One number."})

        shown = text(lead.get(at(story, "review", review_id=story.review.pk)))

        assert "2 comments on 2 of 3 passages" in shown
        assert shown.index("One number.") < shown.index("Which rate?")
        assert "Every carer can have" not in shown  # nobody said anything on it

    def test_shows_every_passage_where_that_is_asked(self, story, lead):
        story.keeps({story.travel: "Which rate?"})
        url = at(story, "review", review_id=story.review.pk)

        assert "Every carer can have" in text(lead.get(f"{url}?show=all"))

    def test_says_what_became_of_a_passage_since(self, story, lead):
        story.keeps({story.travel: "Which rate?"})
        story.strategy.passages.filter(key="p3").update(text="Paid at 45p a mile.", ref="4")

        shown = text(lead.get(at(story, "review", review_id=story.review.pk)))

        assert "It was changed since and is 4 now." in shown
        assert "Travel between visits is paid." in shown  # what they read

    def test_says_how_many_named_no_passage(self, story, lead):
        story.keeps({story.travel: "Which rate?"})
        Contribution.objects.create(
            system=story.system,
            exercise=story.exercise,
            speaker="person",
            channel="letter",
            receipt="NM-1",
            said_on=timezone.localdate(),
            kept_at=timezone.now(),
        )
        AudienceMemberFactory(exercise=story.exercise)

        shown = text(lead.get(at(story, "review", review_id=story.review.pk)))

        assert "1 answered without naming a passage" in shown

    def test_asks_the_same_queries_however_many_there_are(
        self, story, lead, django_assert_max_num_queries
    ):
        for number in range(3):
            comments = dict.fromkeys(story.reviewed, f"Word {number} on it.")
            story.keeps(comments, token=story.asks())
        client = lead
        client.get(at(story, "review", review_id=story.review.pk))

        with django_assert_max_num_queries(60):
            client.get(at(story, "review", review_id=story.review.pk))


class TestWrite:
    def test_shows_comments_beside_each_passage(self, story, lead):
        story.keeps({story.travel: "Which rate?"})

        shown = text(lead.get(at(story, "write")))

        assert "1 comment, 1 without an outcome" in shown
        assert "Which rate?" in shown

    def test_shows_them_with_everything_said_on_it(self, story, lead):
        story.keeps({story.travel: "Which rate?"})

        shown = text(lead.get(at(story, "edit_passage", ref="p3")))

        assert "1 comment by people who read the draft" in shown
        assert "Which rate?" in shown


class TestComment:
    def test_is_where_the_link_leads(self, story, client):
        answer = client.get(reverse("engagement:answer", args=[story.token]), follow=True)

        assert answer.redirect_chain[-1][0] == behind(story)
        assert "Travel between visits is paid." in text(answer)

    def test_saves_and_goes_on_to_the_last_look(self, story, client):
        response = client.post(behind(story), page_of(story, {story.travel: "Which rate?"}))

        assert response.url == reverse("engagement:answer_check", args=[story.token])
        shown = text(client.get(response.url))
        assert "2 Travel Which rate?" in shown
        assert "Who may see that it was you?" in shown

    def test_is_sent_from_there_with_who_may_see_it(self, story, client):
        client.post(behind(story), page_of(story, {story.travel: "Which rate?"}))
        url = reverse("engagement:answer_check", args=[story.token])

        refused = client.post(url, {})
        kept = client.post(url, {"visibility": Visibility.NAMED, "email": "a@example.org"})

        assert "Choose who may see that it was you" in text(refused)
        said = Contribution.objects.get()
        assert (said.visibility, said.kept_at is not None) == (Visibility.NAMED, True)
        assert kept.url.endswith("?kept")

    def test_puts_back_what_was_said(self, story, client):
        story.writes({story.travel: "Which rate?"})

        assert "Which rate?</textarea>" in text(client.get(behind(story)))

    def test_shows_both_where_two_wrote(self, story, client):
        story.writes({story.travel: "Theirs."})

        response = client.post(behind(story), page_of(story, {story.travel: "Mine."}, mark="1.0"))

        shown = text(response)
        assert "It says now: “Theirs.”" in shown
        assert "Mine.</textarea>" in shown
        assert PassageComment.objects.get().answer.text.endswith("Theirs.")

    def test_leads_to_the_thanks_once_it_is_closed(self, story, client):
        Exercise.objects.update(stage=Stage.CLOSED)

        response = client.get(behind(story))

        assert response.url == reverse("engagement:answer", args=[story.token])

    def test_is_not_found_where_no_draft_is_asked_about(self, story, client):
        ReviewRound.objects.all().delete()

        assert client.get(behind(story)).status_code == 404

    def test_leads_on_to_the_next_question(self, story, client):
        story.exercise.questions.create(position=2, kind="words", text="Anything else?")

        response = client.post(behind(story), page_of(story, {story.travel: "Which rate?"}))

        assert response.url == reverse("engagement:answer_question", args=[story.token, 2])

    def test_saves_as_it_is_written(self, story, client):
        url = reverse("strategy:save_comment", args=[story.token])

        response = client.post(url, page_of(story, {story.travel: "Which"}))

        assert text(response).startswith("Saved ")
        assert PassageComment.objects.count() == 1

    def test_says_when_it_could_not_be_saved(self, story, client):
        story.writes({story.travel: "Theirs."})
        url = reverse("strategy:save_comment", args=[story.token])

        response = client.post(url, page_of(story, {story.travel: "Mine."}, mark="1.0"))

        assert "Not all of it is saved" in text(response)

    def test_keeps_the_plain_page_of_the_question_from_writing_over_it(self, story, client):
        story.writes({story.travel: "Which rate?"})
        where = [story.token, 1]

        client.post(
            reverse("engagement:answer_save", args=where),
            {f"q{story.review.question_id}": "All of it."},
        )
        client.post(
            reverse("engagement:answer_question", args=where),
            {f"q{story.review.question_id}": "All of it."},
        )

        assert PassageComment.objects.get().answer.text == "2 Travel\n\nWhich rate?"


class TestAKeptComment:
    def test_reads_well_wherever_answers_are_read(self, story, lead, client):
        kept = story.keeps({story.travel: "Which rate?", story.carers: "One number."})
        where = {"system": story.system.slug, "slug": story.exercise.slug}
        it = where | {"receipt": kept.receipt}

        shown = text(lead.get(reverse("engagement:contribution", kwargs=it)))
        receipt = text(client.get(reverse("engagement:answer", args=[story.token])))

        for words in ("2 Travel", "Which rate?", "1 Carers", "One number."):
            assert words in shown
            assert words in receipt
        assert lead.get(reverse("engagement:contributions", kwargs=where)).status_code == 200


class TestALongDraft:
    @pytest.fixture
    def story(self):
        return Reviewed([(str(n), f"Part {n}", f"Words {n}.", None) for n in range(1, 61)])

    def test_is_on_several_pages(self, story, client):
        shown = text(client.get(behind(story)))

        assert "60 passages on 3 pages" in shown
        assert "Words 25." in shown
        assert "Words 26." not in shown

    def test_goes_on_page_by_page_or_to_where_a_button_says(self, story, client):
        said = page_of(story, {story.travel: "Which rate?"})

        assert client.post(behind(story), said).url == f"{behind(story)}?page=2"
        assert client.post(behind(story), {"to": "3"}).url == f"{behind(story)}?page=3"
        assert client.post(behind(story), {"to": "check"}).url.endswith("/check/")

    def test_comes_back_to_where_somebody_wrote_last(self, story, client):
        story.writes({story.reviewed[40]: "Here."})

        assert "Words 41." in text(client.get(behind(story)))

    def test_keeps_what_was_said_on_other_pages(self, story, client):
        story.writes({story.reviewed[40]: "Here."})

        client.post(f"{behind(story)}?page=1", page_of(story, {story.travel: "And here."}))

        assert PassageComment.objects.count() == 2

    def test_asks_the_same_queries_however_long_it_is(
        self, story, client, django_assert_max_num_queries
    ):
        client.get(behind(story))

        with django_assert_max_num_queries(16):
            client.get(behind(story))
