"""A strategy is written by two people, one of them without a connection, and in versions."""

from django.utils import timezone
from playwright.sync_api import expect

from regard.domains.strategy import actions
from regard.domains.strategy.models import Passage
from regard.domains.strategy.types import Place, Words
from tests.browser.pressing import press
from tests.factories.accounts import GrantFactory
from tests.factories.strategy import DECIDED, PassageFactory, Story

WHO = {"by": "person:1", "at": DECIDED}
WRITE = "/northmarch/strategy/care-2027/write/"
WORDS = (
    "From 1 April 2027 every home care contract in Westmere pays for travel. "
    "The council reports each quarter."
)


def told():
    story = Story().decides()
    story.system.name, story.system.slug = "Northmarch", "northmarch"
    story.system.partnership_name = "Northmarch care partnership"
    story.system.save()
    story.passage.text = WORDS
    story.passage.save()
    parent = PassageFactory(
        strategy=story.strategy, ref="3", heading="Leaving hospital", text="Both hospitals call."
    )
    PassageFactory(
        strategy=story.strategy,
        ref="3.1",
        heading="Medicines",
        text="The list goes with the person.",
        parent=parent,
        kind="commitment",
    )
    return story


def lead(story, sign_in, page):
    grant = GrantFactory(scope_key=f"system:{story.system.pk}", person__name="Amara Okafor")
    sign_in(page, grant.person)
    return grant.person


def somebody_else_saves(story, text):
    actions.edit_passage(
        strategy=story.strategy,
        key=story.passage.key,
        words=Words(story.passage.heading, text, because="The council asked"),
        revision=1,
        by="person:1",
        at=timezone.now(),
    )


class TestWritingTogether:
    def test_loses_nothing_when_one_of_two_is_offline(self, page, check, sign_in):
        story = told()
        lead(story, sign_in, page)
        page.goto(WRITE)
        check(page, "documents-write")
        press(page.get_by_role("link", name="2.4 Travel between visits"))
        check(page, "documents-passage")

        page.context.set_offline(True)
        mine = WORDS.replace("each quarter", "each month")
        page.get_by_label("What it says").fill(mine)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_text("You are offline.")).to_be_visible()
        somebody_else_saves(story, WORDS.replace("1 April", "1 May"))
        page.context.set_offline(False)

        page.goto(f"{WRITE}{story.passage.key}/")
        expect(page.get_by_text("You wrote words here that were not saved")).to_be_visible()
        check(page, "documents-draft-offered")
        page.get_by_role("button", name="Put them back").click()
        press(page.get_by_role("button", name="Save"))
        expect(page.get_by_text("fit together")).to_be_visible()
        check(page, "documents-merge")
        press(page.get_by_role("button", name="Save both together"))

        expect(page.get_by_text("Passage 2.4 is saved.")).to_be_visible()
        text = Passage.objects.get(key=story.passage.key).text
        assert text == mine.replace("1 April", "1 May")
        page.goto(f"{WRITE}{story.passage.key}/")
        expect(page.get_by_label("What it says")).to_have_value(text)
        expect(page.get_by_text("You wrote words here that were not saved")).to_be_hidden()
        page.goto(f"{WRITE}{story.passage.key}/history/")
        check(page, "documents-history")

    def test_shows_both_wordings_without_javascript(self, no_script_page, sign_in):
        story, page = told(), no_script_page
        lead(story, sign_in, page)
        page.goto(f"{WRITE}{story.passage.key}/")
        somebody_else_saves(story, WORDS.replace("each quarter", "each week"))
        page.get_by_label("What it says").fill(WORDS.replace("each quarter", "each month"))

        press(page.get_by_role("button", name="Save"))

        expect(page.get_by_text("You both changed this")).to_be_visible()
        expect(page.get_by_label("What it says")).to_have_value(
            "From 1 April 2027 every home care contract in Westmere pays for travel. "
            "The council reports each week.\nThe council reports each month."
        )

    def test_arranges_and_follows_the_template(self, page, check, sign_in):
        story = told()
        lead(story, sign_in, page)
        page.goto(f"{WRITE}3.1/place/")
        check(page, "documents-place")
        page.goto(f"{WRITE}numbers/")
        check(page, "documents-numbers")
        page.goto(f"{WRITE}template/")
        check(page, "documents-template")
        page.goto(f"{WRITE}about/")
        check(page, "documents-about")

    def test_brings_in_a_document(self, page, check, sign_in):
        story = told()
        lead(story, sign_in, page)
        page.goto(f"{WRITE}bring/")
        check(page, "documents-bring")
        content = (
            "# Care\n\n## 2.4 Travel between visits\n\nEvery contract pays.\n\n## Priority 1\n"
        )
        page.locator("input[type=file]").set_input_files(
            {"name": "care.md", "mimeType": "text/markdown", "buffer": content.encode()}
        )
        press(page.get_by_role("button", name="Look at it first"))
        check(page, "documents-brought")

        press(page.get_by_role("button", name="Bring it in"))

        expect(page.get_by_text("Brought in: 1 added, 1 changed.")).to_be_visible()


class TestVersions:
    def test_tell_anybody_what_changed_and_because_of_whom(self, page, check, sign_in):
        story = told()
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=timezone.now())
        lead(story, sign_in, page)
        page.goto("/northmarch/strategy/care-2027/versions/")
        press(page.get_by_role("button", name="Begin the next version"))
        check(page, "documents-next")
        page.get_by_label("Why is there to be another version?").fill("Two years on.")
        press(page.get_by_role("button", name="Begin the next version"))
        expect(page.get_by_role("heading", name="Write: Care in Northmarch 2027")).to_be_visible()

        story.strategy = story.strategy.next_version
        words = Words(
            "Travel and waiting",
            WORDS.replace("pays for travel", "pays for travel and waiting time"),
            because="Carers told us that they wait, too",
            theme_ids=(story.theme.pk,),
        )
        key = story.passage.key
        actions.edit_passage(strategy=story.strategy, key=key, words=words, revision=1, **WHO)
        actions.outdent_passage(strategy=story.strategy, ref="3.1", **WHO)
        actions.add_passage(
            strategy=story.strategy,
            words=Words("How we will know", "We publish figures every three months."),
            ref="",
            place=Place(),
            **WHO,
        )
        page.goto("/northmarch/strategy/care-2027/versions/2/changes/")
        expect(page.get_by_text("It stood under 3 Leaving hospital")).to_be_visible()
        check(page, "documents-changes")
        page.goto("/northmarch/strategy/care-2027/versions/")
        check(page, "documents-versions")
        page.goto("/northmarch/strategy/care-2027/versions/1/")
        check(page, "documents-version")
