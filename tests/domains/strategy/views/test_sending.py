from datetime import timedelta

import pytest

from regard.domains.engagement.models import Exercise
from regard.domains.strategy import actions
from regard.domains.strategy.models import Reply
from regard.foundation.accounts import links
from regard.foundation.accounts.models import Link
from regard.foundation.audit.models import Entry
from regard.foundation.jobs.models import Job
from tests.domains.strategy.views.addresses import at
from tests.factories.engagement import ContributionFactory
from tests.factories.strategy import PUBLISHED, Story

pytestmark = pytest.mark.django_db

ROLES = [None, "Provider", "Association lead", "Commissioner", "Board secretary"]


def text(response):
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def publish(story):
    actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
    return story


@pytest.fixture
def story():
    return Story()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


def path_of(reply, purpose="strategy.reply"):
    link = links.list_links(purpose=purpose, subject_ids=[reply.pk])[reply.pk]
    return f"/r/{links.token(link)}/"


class TestPublish:
    def test_says_what_is_missing_and_where_to_mend_it(self, lead, story):
        Exercise.objects.update(stage="open")

        page = text(lead.get(at(story, "publish/")))

        assert "It cannot be published yet. 4 things to put right first." in page
        for words, path in (
            ("1 exercise is still open: close it first", f"/{story.system.slug}/asked/staff/"),
            ("It has no passages", at(story, "write/")),
            ("1 theme has no outcome", at(story, "outcomes/")),
            ("1 single point has no outcome", at(story, "outcomes/single/")),
        ):
            assert words in page
            assert f'href="{path}"' in page

    def test_leads_to_themes_that_nobody_signed_off(self, lead, story):
        story.decides()
        story.exercise.themes.update(state="proposed")

        page = text(lead.get(at(story, "publish/")))

        assert "1 theme is not signed off" in page
        assert f'href="/{story.system.slug}/said/staff/"' in page

    def test_says_how_many_would_hear_from_us(self, lead, story):
        story.decides()

        page = text(lead.get(at(story, "publish/")))

        assert "3 replies are written and begin to go out." in page
        assert "This cannot be undone" in page

    def test_starts_publishing_it(self, lead, story):
        story.decides()

        response = lead.post(at(story, "publish/"))

        job = Job.objects.get(kind="strategy.publish")
        assert response["Location"] == f"/jobs/{job.pk}/"
        assert (job.args, job.next_url) == (
            {"strategy_id": story.strategy.pk},
            at(story, "replies/"),
        )
        entry = Entry.objects.get(event="strategy.publishing")
        assert entry.by == job.by

    def test_starts_it_once(self, lead, story):
        story.decides()
        lead.post(at(story, "publish/"))

        again = lead.post(at(story, "publish/"))

        assert again.status_code == 409
        assert "being published now" in again.content.decode()
        assert Job.objects.count() == 1

    def test_leads_to_what_is_published_already(self, lead, story):
        publish(story.decides())

        assert lead.get(at(story, "publish/"))["Location"] == at(story)

    def test_refuses_while_anything_is_missing(self, lead, story):
        response = lead.post(at(story, "publish/"))

        assert response.status_code == 409
        assert "1 theme has no outcome" in response.content.decode()

    @pytest.mark.parametrize(
        ("role", "status"),
        [(None, 404), ("Provider", 404), ("Commissioner", 403), ("Board secretary", 403)],
    )
    def test_is_for_those_who_may_publish(self, client_as, story, role, status):
        story.decides()

        for method in ("get", "post"):
            response = getattr(client_as(role, story.system), method)(at(story, "publish/"))
            assert response.status_code == status
        assert not Reply.objects.exists()


class TestReplies:
    def test_shows_who_has_had_theirs_and_who_is_owed_one(self, lead, story):
        publish(story.decides())

        page = text(lead.get(at(story, "replies/")))

        assert "1 of 3 have had their reply. 2 still owed." in page
        assert "Emails are going out now." in page
        assert "home@example.org" in page

    def test_shows_only_those_asked_for(self, lead, story):
        publish(story.decides())

        letters = text(lead.get(at(story, "replies/?channel=letter")))
        sent = text(lead.get(at(story, "replies/?state=sent")))
        failed = text(lead.get(at(story, "replies/?state=failed")))

        assert "Ann Carr" in letters
        assert "home@example.org" not in letters
        assert "home@example.org" not in sent
        assert "No reply is in this state." in failed

    def test_goes_on_to_the_next_page(self, lead, story, monkeypatch):
        monkeypatch.setattr("regard.domains.strategy.views.sending.PAGE", 1)
        publish(story.decides())
        first = Reply.objects.order_by("pk")[0]

        page = text(lead.get(at(story, "replies/")))
        second = text(lead.get(at(story, f"replies/?after={first.pk}")))

        assert f"after={first.pk}" in page
        assert first.content["receipt"] not in second

    def test_shows_why_one_failed_and_sends_again(self, lead, story):
        publish(story.decides())
        Job.objects.update(state="finished")
        Reply.objects.filter(channel="email").update(state="failed")

        page = text(lead.get(at(story, "replies/")))
        response = lead.post(at(story, "replies/again/"))

        assert "1 email failed" in page
        job = Job.objects.latest("pk")
        assert response["Location"] == f"/jobs/{job.pk}/"

    def test_says_that_none_is_written_yet(self, lead, story):
        assert "No reply is written yet" in text(lead.get(at(story, "replies/")))

    def test_makes_as_many_queries_for_many_as_for_few(
        self, lead, story, django_assert_max_num_queries
    ):
        for number in range(5):
            ContributionFactory(exercise=story.exercise, email=f"{number}@example.org")
        publish(story.decides())

        with django_assert_max_num_queries(34):
            lead.get(at(story, "replies/"))

    @pytest.mark.parametrize("path", ["replies/", "letters/"])
    @pytest.mark.parametrize("role", ROLES)
    def test_is_for_those_who_send_them(self, client_as, story, path, role):
        publish(story.decides())

        response = client_as(role, story.system).get(at(story, path))

        assert response.status_code == (403 if role else 302)


class TestLetters:
    def test_prints_each_with_address_words_and_code(self, lead, story):
        publish(story.decides())
        letter = Reply.objects.get(channel="letter")

        page = text(lead.get(at(story, "letters/")))

        assert page.count("<article") == 1
        assert "Ann Carr<br>1 Mill Lane<br>Harrow<br>LN1 3AB<br>" in page
        assert "We lose three hours a shift on the Fell road." in page
        assert "Adopted in part" in page
        assert path_of(letter).split("/")[2] in page
        assert 'class="rg-qr"' in page

    def test_marks_those_shown_as_posted(self, lead, story):
        publish(story.decides())
        letter = Reply.objects.get(channel="letter")

        response = lead.post(at(story, "letters/"), {"reply": [letter.pk, "x"]}, follow=True)

        page = text(response)
        assert "1 letter is marked as posted." in page
        assert "No letter waits to be printed" in page
        letter.refresh_from_db()
        assert (letter.state, letter.sent_at) == ("sent", PUBLISHED)


class TestReply:
    def test_shows_what_became_of_their_words_and_notes_when_it_was_read(self, client, story):
        publish(story.decides())
        reply = Reply.objects.get(channel="email")

        page = text(client.get(path_of(reply)))

        assert "nobody pays them to drive between calls" in page
        assert "Adopted in part" in page
        assert at(story, "passages/2.4/") in page
        reply.refresh_from_db()
        assert reply.read_at == PUBLISHED

    def test_thanks_someone_who_added_nothing(self, client, story):
        quiet = ContributionFactory(exercise=story.exercise)
        publish(story.decides())

        page = text(client.get(path_of(Reply.objects.get(contribution=quiet))))

        assert "Your answers are counted in what we heard. Thank you." in page

    @pytest.mark.parametrize(("pressed", "kept"), [("yes", True), ("no", False), ("x", None)])
    def test_keeps_whether_it_answers_them(self, client, story, pressed, kept):
        publish(story.decides())
        reply = Reply.objects.get(channel="email")

        client.post(path_of(reply), {"answers": pressed})

        reply.refresh_from_db()
        assert reply.answers_them is kept

    def test_stays_as_it_was_told_whatever_becomes_of_the_theme(self, client, story):
        publish(story.decides())
        story.theme.title = "Renamed"
        type(story.theme).objects.filter(pk=story.theme.pk).update(title="Renamed")

        page = text(client.get(path_of(Reply.objects.get(channel="email"))))

        assert "Travel between visits is unpaid, so staff leave" in page

    def test_leads_who_spoke_to_their_receipt_and_nobody_else(self, client, story):
        publish(story.decides())
        reply = Reply.objects.get(channel="email")
        assert "/k/" not in text(client.get(path_of(reply)))
        link = links.issue(
            purpose="engagement.receipt",
            subject_id=reply.contribution_id,
            expires_at=PUBLISHED + timedelta(days=10_000),
        )

        assert f"/k/{links.token(link)}/" in text(client.get(path_of(reply)))
        Reply.objects.filter(pk=reply.pk).update(channel="note")
        assert "/k/" not in text(client.get(path_of(reply)))

    def test_opens_no_other_reply(self, client, story):
        publish(story.decides())
        mine, other = Reply.objects.order_by("pk")[:2]
        mine_number, _, secret = path_of(mine).split("/")[2].partition("-")
        number = path_of(other).split("/")[2].partition("-")[0]

        assert client.get(f"/r/{number}-{secret}/").status_code == 404
        assert mine_number != number

    def test_opens_with_no_link_of_another_kind(self, client, story):
        publish(story.decides())
        reply = Reply.objects.get(channel="email")
        links.issue(
            purpose="engagement.receipt",
            subject_id=reply.pk,
            expires_at=PUBLISHED + timedelta(days=1),
        )

        assert client.get(path_of(reply, "engagement.receipt")).status_code == 404

    @pytest.mark.parametrize("change", ["expires_at", "revoked_at"])
    def test_is_gone_once_its_link_expired_or_was_withdrawn(self, client, story, change):
        publish(story.decides())
        Link.objects.update(**{change: PUBLISHED})

        reply = Reply.objects.get(channel="email")
        links_of = Link.objects.get(purpose="strategy.reply", subject_id=reply.pk)

        assert client.get(f"/r/{links.token(links_of)}/").status_code == 410


class TestTypeCode:
    def test_leads_to_the_reply(self, client, story):
        publish(story.decides())
        path = path_of(Reply.objects.get(channel="letter"))

        assert "The code in your letter" in text(client.get("/r/"))
        assert client.get("/r/", {"code": f" {path.split('/')[2]} "})["Location"] == path


class TestTheme:
    """A theme's own page, which belongs to engagement, shows what strategy says of it."""

    @pytest.mark.parametrize("path", ["", "themes/{theme}/"])
    def test_shows_what_became_of_it_once_that_is_public(self, client, lead, story, path):
        story.decides()
        address = f"/{story.system.slug}/said/staff/{path.format(theme=story.theme.pk)}"
        assert "Adopted in part" not in text(lead.get(address))

        publish(story)

        page = text(client.get(address))
        assert "Adopted in part" in page
        assert "Westmere will pay travel time in all new home care contracts." in page
        assert at(story, f"p/{story.passage.key}/") in page

    def test_says_to_whom_it_was_passed_on(self, client, story):
        story.decides()
        story.adopted.kind, story.adopted.passed_to = "passed_on", "Eastmarch Council"
        story.adopted.passage = None
        story.adopted.save()

        publish(story)

        page = text(client.get(f"/{story.system.slug}/said/staff/themes/{story.theme.pk}/"))
        assert "Passed on to Eastmarch Council." in page


class TestReceipt:
    def test_leads_to_the_reply_once_there_is_one(self, client, story):
        kept = story.home.contribution
        links.issue(
            purpose="engagement.receipt",
            subject_id=kept.pk,
            expires_at=PUBLISHED + timedelta(days=9),
        )
        link = links.list_links(purpose="engagement.receipt", subject_ids=[kept.pk])[kept.pk]
        receipt = f"/k/{links.token(link)}/"
        assert "/r/" not in text(client.get(receipt))

        publish(story.decides())

        assert path_of(Reply.objects.get(contribution=kept)) in text(client.get(receipt))
