import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from regard.domains.strategy import actions, presenters, queries
from regard.domains.strategy.models import Passage, PassageRevision, Strategy
from regard.domains.strategy.types import Place, Words
from regard.foundation.documents import render_docx
from tests.domains.strategy.views.addresses import at
from tests.factories.strategy import DECIDED, PUBLISHED, PassageFactory, Story

pytestmark = pytest.mark.django_db

WHO = {"by": "person:1", "at": DECIDED}


def text(response, status=200):
    assert response.status_code == status, response.content[:3000]
    return " ".join(response.content.decode().split())


@pytest.fixture
def story():
    return Story().decides()


@pytest.fixture
def lead(client_as, story):
    return client_as("Partnership lead", story.system)


def carried(passage, **said):
    """Return what the form of a passage sends."""
    return {
        "key": passage.key,
        "revision": passage.revision,
        "base_heading": passage.heading,
        "base_text": passage.text,
        "heading": passage.heading,
        "text": passage.text,
    } | said


class TestTwoWriters:
    def test_see_both_wordings_and_lose_none(self, lead, story):
        form = carried(story.passage, text=f"{story.passage.text} Mine is this.")
        theirs = story.passage.text.replace("From 1 April 2027", "From 1 May 2027")
        actions.edit_passage(
            strategy=story.strategy,
            key=story.passage.key,
            words=Words(story.passage.heading, theirs),
            revision=1,
            **WHO,
        )

        page = text(lead.post(at(story, "write/2.4/"), form), status=409)

        assert "two people wrote at once" in page
        assert "Your changes and theirs fit together" in page
        assert f"{theirs} Mine is this.</textarea>" in page
        assert Passage.objects.get().text == theirs

        merged = carried(story.passage, revision=2, text=f"{theirs} Mine is this.")
        assert "is saved" in text(lead.post(at(story, "write/2.4/"), merged, follow=True))
        assert Passage.objects.get().revision == 3
        assert PassageRevision.objects.count() == 3

    def test_choose_where_both_changed_the_same(self, lead, story):
        form = carried(story.passage, text="Mine.", heading="My travel")
        actions.edit_passage(
            strategy=story.strategy,
            key=story.passage.key,
            words=Words("Their travel", "Theirs."),
            revision=1,
            **WHO,
        )

        page = text(lead.post(at(story, "write/2.4/"), form), status=409)

        assert "You both changed these" in page
        assert "Theirs. Mine.</textarea>" in page
        assert "Their travel" in page
        assert "My travel" in page

    def test_are_told_of_by_key_after_the_numbers_changed(self, lead, story):
        other = PassageFactory(strategy=story.strategy, ref="1", position=0)
        form = carried(other, text="Meant for the other.")
        actions.renumber_passages(strategy=story.strategy, **WHO)

        lead.post(at(story, "write/1/"), form)

        other.refresh_from_db()
        assert other.text == "Meant for the other."

    def test_keep_the_words_of_what_somebody_took_out(self, lead, story):
        passage = PassageFactory(strategy=story.strategy, ref="3")
        form = carried(passage, text="Still being written.")
        actions.remove_passage(strategy=story.strategy, ref="3", why="Not ours", **WHO)

        page = text(lead.post(at(story, f"write/{passage.key}/"), form), status=409)
        assert "Still being written." in page
        assert "Not ours" in page

        back = text(lead.post(at(story, f"write/{passage.key}/restore/"), form, follow=True))
        assert "Passage 3 is saved." in back
        assert Passage.objects.get(key=passage.key).text == "Still being written."

    def test_find_their_words_in_the_form_when_it_was_published_meanwhile(self, lead, story):
        form = carried(story.passage, text="Too late.")
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)

        page = text(lead.post(at(story, "write/2.4/"), form), status=409)

        assert "what is published never changes" in page
        assert "Too late.</textarea>" in page

    def test_see_who_wrote_what_and_why(self, lead, story):
        form = carried(story.passage, text="We pay.", because="It was unclear")
        lead.post(at(story, "write/2.4/"), form | {"themes": [story.theme.pk]})

        page = text(lead.get(at(story, "write/2.4/history/")))

        assert "It was unclear" in page
        assert story.theme.title in page
        assert "As it began" in page


class TestArranging:
    def test_moves_in_and_out_and_says_why_it_cannot(self, lead, story):
        PassageFactory(strategy=story.strategy, ref="3", position=9_999_999)

        lead.post(at(story, "write/3/move/"), {"to": "in"})
        assert Passage.objects.get(ref="3").parent.ref == "2.4"
        lead.post(at(story, "write/3/move/"), {"to": "out"})
        assert Passage.objects.get(ref="3").parent is None
        page = text(lead.post(at(story, "write/2.4/move/"), {"to": "in"}, follow=True))
        assert "nothing before it" in page

    def test_puts_one_anywhere(self, lead, story):
        other = PassageFactory(strategy=story.strategy, ref="3", position=9_999_999)
        assert "First under 2.4" in text(lead.get(at(story, "write/3/place/")))

        form = {"where": f"{story.passage.key}|first"}
        page = text(lead.post(at(story, f"write/{other.key}/place/"), form, follow=True))

        assert "Passage 3 is moved." in page
        assert "cannot stand" not in page
        wrong = text(lead.post(at(story, f"write/{other.key}/place/"), {"where": "x"}))
        assert "Choose one of the answers in the list" in wrong

    def test_adds_one_after_or_under_another_with_its_number(self, lead, story):
        key = story.passage.key
        assert 'value="2.4.1"' in text(lead.get(at(story, f"write/new/?under={key}")))
        assert 'value="2.5"' in text(lead.get(at(story, f"write/new/?after={key}")))

        form = {"ref": "2.4.1", "heading": "Below", "text": "Words.", "under": key}
        lead.post(at(story, "write/new/"), form)

        assert Passage.objects.get(ref="2.4.1").parent == story.passage

    def test_numbers_anew(self, lead, story):
        assert "1 passage would get another number" in text(lead.get(at(story, "write/numbers/")))

        page = text(lead.post(at(story, "write/numbers/"), follow=True))

        assert "1 passage has another number now." in page
        assert Passage.objects.get().ref == "1"
        assert "Nothing to do" in text(lead.get(at(story, "write/numbers/")))

    def test_writes_a_long_document_part_by_part(self, lead, story, django_assert_max_num_queries):
        for number in range(70):
            PassageFactory(strategy=story.strategy, ref=f"7.{number + 1}", heading=f"H{number}")

        with django_assert_max_num_queries(40):
            first = text(lead.get(at(story, "write/")))
        second = text(lead.get(at(story, "write/?after=40")))

        assert "Passages, 1 to 40 of 71" in first
        assert "H69" not in first.split("Its parts")[0]
        assert "H69" in second


class TestVersions:
    def begun(self, story):
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        draft = actions.begin_version(strategy=story.strategy, because="Two years on", **WHO)
        words = Words("Travel between visits", "From 1 May 2027 every contract pays.")
        key = story.passage.key
        actions.edit_passage(strategy=draft, key=key, words=words, revision=1, **WHO)
        return draft

    def test_begins_the_next_and_publishes_it_without_an_exercise(self, lead, story):
        actions.publish_strategy(strategy=story.strategy, by="person:1", at=PUBLISHED)
        assert "Begin the next version" in text(lead.get(at(story, "versions/")))
        assert "Say why" in text(lead.post(at(story, "versions/next/"), {}))

        page = text(lead.post(at(story, "versions/next/"), {"because": "New needs"}, follow=True))

        assert "Write: Care in Northmarch 2027" in page
        assert Strategy.objects.get(number=2).because == "New needs"
        again = text(lead.post(at(story, "versions/next/"), {"because": "Again"}))
        assert "being written already" in again

    def test_publishes_one_that_only_mends_another(self, story):
        draft = self.begun(story)
        PassageFactory(strategy=draft, ref="2", heading="Staff", text="", key="p9")
        draft.passages.exclude(ref="2").update(parent=draft.passages.get(ref="2"))

        actions.publish_strategy(strategy=draft, by="person:1", at=PUBLISHED)

        assert Strategy.objects.filter(stage="published").count() == 2

    def test_shows_each_at_its_own_address(self, client_as, lead, story):
        self.begun(story)
        anyone = client_as()

        old = text(anyone.get(at(story, "versions/1/")))
        assert "every home care contract in Westmere pays" in old
        assert anyone.get(at(story, "versions/2/")).status_code == 404
        assert "From 1 May 2027" in text(lead.get(at(story, "versions/2/")))
        assert "Two years on" not in text(anyone.get(at(story, "versions/")))
        assert "Two years on" in text(lead.get(at(story, "versions/")))

    def test_shows_what_changed_and_why(self, client_as, lead, story):
        self.begun(story)

        page = text(lead.get(at(story, "versions/2/changes/")))

        assert "What changed from version 1 to version 2" in page
        assert "<del>" in page
        assert "Two years on" in page
        assert "Of 1 passages, 1 is in other words." in page
        assert client_as().get(at(story, "versions/2/changes/")).status_code == 404
        assert lead.get(at(story, "versions/1/changes/")).status_code == 404

    def test_shows_anybody_what_changed_once_it_is_published(self, client_as, story):
        draft = self.begun(story)
        passage = draft.passages.get()
        words = Words("Travel", "We pay.", because="Heard it", theme_ids=(story.theme.pk,))
        actions.edit_passage(strategy=draft, key=passage.key, words=words, revision=2, **WHO)
        actions.add_passage(
            strategy=draft, words=Words("New", "W.", because="Asked"), ref="", place=Place(), **WHO
        )
        actions.publish_strategy(strategy=draft, by="person:1", at=PUBLISHED)

        page = text(client_as().get(at(story, "versions/2/changes/")))

        assert story.theme.title in page
        assert "Heard it" in page
        assert "Asked" in page

    def test_leads_by_key_to_the_newest(self, client_as, story):
        self.begun(story)

        response = client_as().get(at(story, f"p/{story.passage.key}/"))

        assert response["Location"] == at(story, "passages/2.4/")
        assert client_as().get(at(story, "p/p77777/")).status_code == 404


MARKDOWN = b"""# Care

## 2.4 Travel between visits

From June every contract pays.

### Mileage

- 45p a mile

## Priority: staff

We recruit together.
"""


def docx(*blocks):
    document = Document()
    for level, words in blocks:
        if level:
            document.add_heading(words, level)
        else:
            document.add_paragraph(words)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


class TestBringingIn:
    def bring(self, lead, story, name, content, **known):
        file = SimpleUploadedFile(name, content)
        return lead.post(at(story, "write/bring/"), {"file": file}, **known)

    def test_shows_first_what_it_would_do_then_does_it(self, lead, story):
        response = self.bring(lead, story, "care.md", MARKDOWN)
        preview = text(lead.get(response["Location"]))

        assert "3 passages: 2 would be added, 1 would get other words" in preview
        mark = preview.split('name="mark" value="')[1].split('"')[0]
        form = {"because": "Agreed in March", "mark": mark}
        done = text(lead.post(response["Location"], form, follow=True))

        assert "Brought in: 2 added, 1 changed." in done
        rows = story.strategy.passages.order_by("position")
        assert [(p.ref, p.heading, p.parent.ref if p.parent else "") for p in rows] == [
            ("2.4", "Travel between visits", ""),
            ("2.4.1", "Mileage", "2.4"),
            ("1", "Priority: staff", ""),
        ]
        changed = story.strategy.passages.get(ref="2.4")
        assert [r.because for r in changed.revisions.order_by("number")] == ["", "Agreed in March"]
        assert story.strategy.passages.get(ref="1").kind == "priority"

    def test_asks_to_look_again_where_the_draft_changed_meanwhile(self, lead, story):
        response = self.bring(lead, story, "care.md", MARKDOWN)

        page = text(lead.post(response["Location"], {"mark": "other"}))

        assert "Look at this once more" in page
        assert Passage.objects.count() == 1

    def test_reads_headings_of_a_word_document(self, lead, story):
        content = docx((0, "Begin."), (1, "Our vision"), (0, "Care near home."), (2, "Below"))

        page = text(self.bring(lead, story, "care.docx", content, follow=True))

        assert "2 passages: 2 would be added" in page
        assert "Our vision" in page

    def test_knows_the_word_document_that_we_publish_word_for_word(self, lead, story):
        story.strategy.introduction = "We asked.\n\nYou said."
        story.strategy.save()
        part = PassageFactory(
            strategy=story.strategy, ref="3", heading="Staff", text="So:\n- one\n- two\n\nEnd."
        )
        PassageFactory(strategy=story.strategy, ref="3.1", heading="Pay", parent=part)
        blocks = presenters.document_blocks(
            strategy=story.strategy,
            passages=queries.list_passages(strategy=story.strategy),
            overview=queries.get_overview(strategy=story.strategy, shows_who=False),
        )
        content = render_docx(title=story.strategy.title, blocks=blocks)

        page = text(self.bring(lead, story, "care.docx", content, follow=True))

        assert "Every passage of it is here already, word for word." in page

    @pytest.mark.parametrize(
        ("name", "content", "words"),
        [
            ("a.pdf", b"%PDF-1.7", "A PDF does not say what its headings are"),
            ("a.doc", b"x", "Save it as DOCX"),
            ("a.docx", b"not a package", "It is no DOCX file"),
            ("a.odt", b"x", "Word documents (DOCX) and Markdown"),
            ("a.md", b"Only words.", "We found no headings in it"),
            ("a.docx", docx((0, "Only words.")), "We found no headings in it"),
        ],
    )
    def test_says_why_it_cannot(self, lead, story, name, content, words):
        assert words in text(self.bring(lead, story, name, content))

    def test_knows_no_file_of_another_strategy(self, lead, story):
        assert lead.get(at(story, "write/bring/99999/")).status_code == 404


class TestTemplate:
    def test_shows_what_is_missing_and_begins_it(self, lead, story):
        page = text(lead.get(at(story, "write/template/")))
        assert "0 of 16 parts are written." in page
        assert "How assessed needs are to be met" in page

        done = text(
            lead.post(at(story, "write/template/"), {"parts": ["vision", "needs"]}, follow=True)
        )

        assert "2 passages are added, to be written." in done
        begun = Passage.objects.get(section="vision")
        assert (begun.heading, begun.kind, begun.text) == (
            "Vision and shared outcomes",
            "vision",
            "",
        )
        lead.post(at(story, f"write/{begun.key}/"), carried(begun, text="Care near home."))
        assert "1 of 16 parts are written." in text(lead.get(at(story, "write/template/")))

    def test_says_that_there_is_none_for_another_plan(self, lead, story):
        form = {"title": "Plan", "kind": "other", "exercises": [story.exercise.pk]}
        lead.post(at(story, "write/about/"), form)

        assert "No template for this kind" in text(lead.get(at(story, "write/template/")))
