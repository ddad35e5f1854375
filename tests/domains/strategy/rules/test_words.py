import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regard.domains.strategy.rules import (
    Content,
    Part,
    email_body,
    email_subject,
    read_content,
    said_by,
    sentence,
)
from regard.domains.strategy.types import OutcomeKind

PART = Part(
    point_ids=(7,),
    words=("nobody pays them to drive between calls",),
    theme="Travel between visits is unpaid, so staff leave",
    others=111,
    kind=OutcomeKind.IN_PART,
    reason="Westmere will pay travel time in all new home care contracts.",
    passed_to="",
    passage_ref="2.4",
    passage_heading="Travel between visits",
    passage_text="From 1 April 2027 every home care contract in Westmere pays for travel.",
)
ALONE = Part(
    point_ids=(8, 9),
    words=("Let retired nurses hold the bank key.", "They live nearest."),
    theme="",
    others=0,
    kind=OutcomeKind.PASSED_ON,
    reason="The law lets only the council decide it.",
    passed_to="Eastmarch Council",
    passage_ref="",
    passage_heading="",
    passage_text="",
)


def content(*parts, name="Jo Field"):
    return Content(
        partnership="Northmarch care partnership",
        strategy_title="Care in Northmarch 2027",
        strategy_slug="care-2027",
        asked="What would keep your staff next winter?",
        receipt="NM-7F3K-29",
        name=name,
        how="by telephone",
        said_on=date(2026, 11, 14),
        parts=parts,
    )


def body(of):
    return email_body(of, strategy_url="https://regard.example/n/strategy/care-2027/")


class TestEmailBody:
    def test_says_to_the_letter_what_became_of_their_words(self):
        assert body(content(PART, ALONE)) == (
            """\
Hello Jo Field,

On 14 November 2026 you answered our question “What would keep your
staff next winter?” (by telephone). Your receipt number is NM-7F3K-29.

We have now published Care in Northmarch 2027. This is what became of
what you said.

YOU SAID (1 of 2)
> nobody pays them to drive between calls

111 others said much the same. We call it: Travel between visits is
unpaid, so staff leave.

What became of it: adopted in part.
Westmere will pay travel time in all new home care contracts.

The strategy now says, in 2.4 Travel between visits:
> From 1 April 2027 every home care contract in Westmere pays for
> travel.

YOU SAID (2 of 2)
> Let retired nurses hold the bank key.
> They live nearest.

What became of it: passed on to Eastmarch Council.
The law lets only the council decide it.

Read this on the web, and tell us whether it answers you:
[your link]

The whole strategy, and what everyone said:
https://regard.example/n/strategy/care-2027/

Thank you,
Northmarch care partnership
"""
        )

    def test_thanks_someone_without_words_of_their_own(self):
        said = body(content(name=""))

        assert said.startswith("Hello,\n\nOn 14 November 2026")
        assert "added nothing in your own words" in " ".join(said.split())
        assert "YOU SAID" not in said

    @given(st.text())
    def test_quotes_every_line_that_they_wrote(self, words):
        part = Part(**{**vars(PART), "words": (words,)})

        said = body(content(part))

        shown = said.partition("YOU SAID\n")[2].partition("\n\n111 others")[0]
        assert shown.replace("\n> ", " ").removeprefix("> ").split() == words.split()

    def test_tells_a_member_what_its_network_said_for_it(self):
        said = body(replace(content(PART), through="Fell Care Forum"))

        assert "FELL CARE FORUM SAID\n> nobody pays" in said
        assert "Fell Care Forum answered our question" in " ".join(said.split())
        assert "you answered" not in said

    def test_tells_that_it_came_late_or_was_looked_at_again(self):
        late = " ".join(body(replace(content(PART), is_late=True)).split())
        again = " ".join(body(replace(content(PART), is_again=True)).split())

        assert "reached us after we had published Care in Northmarch 2027" in late
        assert "We have looked again at part of our answer" in again

    def test_names_further_passages(self):
        more = (("3.1", "Housing"), ("4", "Pay"), ("5", "Rotas"))

        said = body(content(replace(PART, more_passages=more)))

        assert "See also 3.1 Housing, 4 Pay and 5 Rotas." in said

    def test_says_of_what_was_so_already_that_the_strategy_says_so(self):
        part = Part(**{**vars(PART), "kind": OutcomeKind.ALREADY, "others": 0})

        said = body(content(part))

        assert "The strategy says, in 2.4 Travel" in said
        assert "Nobody else said this. We call it:" in said


def test_email_subject_names_the_receipt():
    assert email_subject(content()) == "What became of what you told us (NM-7F3K-29)"


class TestReadContent:
    @pytest.mark.parametrize("parts", [(), (PART,), (PART, ALONE)])
    def test_reads_back_what_was_kept(self, parts):

        kept = json.loads(json.dumps(content(*parts).as_json()))

        assert read_content(kept) == content(*parts)

    def test_reads_what_an_earlier_version_kept(self):
        kept = json.loads(json.dumps(content(PART).as_json()))
        for field in ("through", "is_late", "is_again"):
            del kept[field]
        del kept["parts"][0]["more_passages"]

        assert read_content(kept) == content(PART)


class TestSaidBy:
    @pytest.mark.parametrize(
        ("organisations", "words"),
        [
            (0, "Said by people, not organisations"),
            (1, "Said by 1 organisation"),
            (6, "Said by 6 organisations"),
            (1048, "Said by 1,048 organisations"),
        ],
    )
    def test_tells_by_how_many(self, organisations, words):
        assert said_by(organisations) == words


class TestSentence:
    @pytest.mark.parametrize(
        ("title", "said"), [("Pay the drive", "Pay the drive."), ("Who pays?", "Who pays?")]
    )
    def test_ends_with_one_stop(self, title, said):
        assert sentence(title) == said
