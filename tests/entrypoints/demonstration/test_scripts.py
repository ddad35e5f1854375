import re
from collections import Counter, defaultdict
from datetime import date

import pytest

from regard.domains.engagement.rules.safeguarding import find_worrying
from regard.domains.engagement.types import Channel, Speaker, Visibility
from regard.domains.register.types import ServiceType
from regard.domains.strategy.types import OutcomeKind
from regard.entrypoints.demonstration.corpus import FOLDER, read, read_topics
from regard.entrypoints.demonstration.heard import ALONE
from regard.entrypoints.demonstration.population import VISITORS_HOME, make_population
from regard.entrypoints.demonstration.scripts import hear_leaving, hear_winter
from regard.entrypoints.demonstration.writing import shortened
from regard.foundation.analysis.emptiness import says_nothing
from regard.foundation.analysis.points import split_into_points
from regard.foundation.analysis.themes import propose_themes

LEAST_PURITY = 0.45
"""Share of points that a machine puts with others of their true topic: by chance about 0.1."""


@pytest.fixture(scope="module")
def locations():
    return make_population(seed=2026, today=date(2026, 8, 1))


@pytest.fixture(scope="module")
def leaving(locations):
    return hear_leaving(locations, seed=2028)


@pytest.fixture(scope="module")
def winter(locations):
    return hear_winter(locations, seed=2030)


def points(said):
    """Return each point's words and its true topic; not of what came as a document."""
    return [
        (answer.text[start:end], answer.part_at(start, end).topic)
        for each in said
        if each.speaker is not Speaker.ASSOCIATION
        for answer in each.answers.values()
        if not says_nothing(answer.text)
        for start, end in split_into_points(answer.text)
    ]


class TestHearLeaving:
    def test_is_the_same_for_the_same_seed(self, locations, leaving):
        assert hear_leaving(locations, seed=2028) == leaving

    def test_hears_as_many_services_and_people_as_it_says(self, leaving):
        heard = sum(len(each.location.kinds) for each in leaving if each.location)
        channels = Counter(each.channel for each in leaving)
        people = Counter(each.speaker for each in leaving if each.location is None)

        assert 430 <= heard <= 470
        assert channels[Channel.LINK] > 250
        assert (channels[Channel.TELEPHONE], channels[Channel.SPREADSHEET]) == (61, 70)
        assert set(channels) == set(Channel)
        assert people.pop(Speaker.ASSOCIATION) == 1
        assert people.total() == 60
        assert set(people) == {Speaker.CARER, Speaker.STAFF, Speaker.PERSON}

    def test_hears_home_care_and_supported_living_least(self, leaving):
        heard = Counter(kind for each in leaving if each.location for kind in each.location.kinds)

        assert 50 <= heard[ServiceType.HOME_CARE] <= 70  # of 352
        assert 15 <= heard[ServiceType.SUPPORTED_LIVING] <= 25  # of 121
        assert heard[ServiceType.CARE_HOME] > 200  # of 398

    def test_has_a_campaign_of_45_near_copies(self, leaving):
        letters = [
            each.answers[1].text for each in leaving if "Hold the place" in each.answers[1].text
        ]

        assert len(letters) == 45
        assert 10 < len(set(letters)) < 45

    def test_has_a_few_who_speak_against_what_most_say(self, leaving):
        against = [
            part.text
            for each in leaving
            for answer in each.answers.values()
            for part in answer.parts
            if part.is_against
        ]

        written = read("leaving_rest")["against"].values()
        assert sorted(against) == sorted(text for texts in written for text in texts)

    def test_has_one_long_letter_under_headings(self, leaving):
        [letter] = [each for each in leaving if each.speaker is Speaker.ASSOCIATION]
        headings = [part.text for part in letter.answers[1].parts if not part.topic]

        assert headings[1:] == list(read("leaving_letter")["headings"].values())
        assert len(letter.answers[1].parts) == 2 * len(headings) - 1

    def test_has_some_behind_a_shield_who_did_not_put_their_name_to_it(self, leaving):
        shielded = [each for each in leaving if each.is_shielded]

        assert len(shielded) == 6
        assert {each.visibility for each in shielded} == {Visibility.TEAM}

    def test_has_words_from_the_home_whose_manager_a_visitor_can_be(self, leaving):
        [said] = [e for e in leaving if e.location and e.location.name == VISITORS_HOME]

        assert said.channel is Channel.LINK

    def test_makes_about_a_thousand_points_with_no_two_answers_stamped(self, leaving):
        found = points(leaving)
        texts = Counter(text for text, topic in found if topic not in {"packages", ALONE})

        assert 900 <= len(found) <= 1200
        assert sum(count > 1 for count in texts.values()) < 0.02 * len(texts)

    def test_knows_what_every_point_is_about(self, leaving):
        outcomes = read("leaving_outcomes")

        assert {topic for _, topic in points(leaving)} <= {*outcomes, ALONE}


class TestShortened:
    def test_leaves_the_beginning_where_it_stands_by_itself(self):
        text = "They ring at half four, on a Friday, for a call that same night at seven."

        assert shortened(text) == "They ring at half four."

    @pytest.mark.parametrize("text", ["Send people in the day.", "Yes, always, and in the dark."])
    def test_leaves_nothing_of_what_is_too_short(self, text):
        assert shortened(text) == ""


class TestHearWinter:
    def test_has_hundreds_of_answers_so_far_and_none_from_the_visitors_home(self, winter):
        assert 270 <= len(winter) <= 320
        assert all(each.location.name != VISITORS_HOME for each in winter if each.location)

    def test_ends_with_a_worry_that_nobody_has_looked_into(self, winter):
        newest = max(winter, key=lambda each: each.day)

        assert find_worrying(newest.answers[1].text) == ["left on the floor"]

    def test_names_themes_of_topics_that_there_are(self):
        topics = read_topics(["winter_1", "winter_2", "winter_3", "winter_4"])

        assert set(read("exercises")["winter"]["titles"]) <= set(topics)


class TestWords:
    @pytest.mark.parametrize("said", ["leaving", "winter"])
    def test_leave_nothing_of_a_template_behind(self, said, request):
        for each in request.getfixturevalue(said):
            for answer in each.answers.values():
                assert not re.search(r"[\[\]{}|]", answer.text), answer.text

    @pytest.mark.parametrize("said", ["leaving", "winter"])
    def test_are_about_enough_alike_for_a_machine_to_find_their_topics(self, said, request):
        found = points(request.getfixturevalue(said))
        themes = propose_themes([text for text, _ in found]).placement.theme
        topics = defaultdict(Counter)
        for (_, topic), theme in zip(found, themes, strict=True):
            if theme >= 0:
                topics[theme][topic] += 1

        right = sum(counted.most_common(1)[0][1] for counted in topics.values())
        assert right / sum(counted.total() for counted in topics.values()) >= LEAST_PURITY

    def test_name_no_mail_address_but_under_example_and_no_real_postcode(self):
        for path in sorted(FOLDER.glob("*.toml")):
            text = path.read_text(encoding="utf-8")
            assert len(text.splitlines()) <= 400
            assert all(
                found.endswith(".example") for found in re.findall(r"[^\s\"]+@[^\s\"]+", text)
            )
            assert not re.search(r"\b(?!XN)[A-Z]{1,2}\d{1,2} \d[A-Z]{2}\b", text)


class TestOutcomes:
    def test_are_of_all_five_kinds_and_name_passages_that_there_are(self):
        outcomes = read("leaving_outcomes")
        alone = read("leaving_alone")["points"]
        refs = {passage["ref"] for passage in read("strategy")["passages"]}

        assert {outcome["kind"] for outcome in outcomes.values()} == set(OutcomeKind)
        for outcome in [*outcomes.values(), *alone]:
            assert outcome.get("passage", min(refs)) in refs

    def test_are_there_for_everything_that_one_person_said(self):
        starts = [point["starts"] for point in read("leaving_alone")["points"]]
        for sentences in read("leaving_rest")["alone"].values():
            for sentence in sentences:
                assert any(sentence.startswith(start) for start in starts), sentence
