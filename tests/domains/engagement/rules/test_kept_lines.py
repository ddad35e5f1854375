import pytest

from regard.domains.engagement.rules.kept_lines import said_by_words, speaker_of
from regard.domains.engagement.types import Speaker
from regard.domains.governance.types import Constituency


class TestSpeakerOf:
    @pytest.mark.parametrize(
        ("speaks_for", "speaker"),
        [
            (Constituency.PROVIDERS, Speaker.PROVIDER),
            (Constituency.CARERS, Speaker.CARER),
            (Constituency.COUNCIL, Speaker.OTHER),
            (None, Speaker.OTHER),
        ],
    )
    def test_follows_from_whom_the_seat_speaks_for(self, speaks_for, speaker):
        assert speaker_of(speaks_for) is speaker


class TestSaidByWords:
    @pytest.mark.parametrize(
        ("given", "words"),
        [
            (("Home care seat", "Mo Hart", ""), "Mo Hart, Home care seat"),
            (("Home care seat", "", ""), "Home care seat"),
            (("", "", "A visitor"), "A visitor"),
            (("", "", ""), ""),
        ],
    )
    def test_name_the_seat_and_who_sat_for_it(self, given, words):
        seat, sitter, said_by = given

        assert said_by_words(seat=seat, sitter=sitter, said_by=said_by) == words
