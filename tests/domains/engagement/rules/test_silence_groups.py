from regard.domains.engagement.rules.coverage import OTHER_GROUPS
from regard.domains.engagement.rules.silence import MOST_GROUPS, Came, largest, tabulate


class TestLargest:
    def test_puts_the_smaller_of_many_together(self):
        ways = (Came.ANSWERED, Came.SENT)
        counted = {(f"place {n:02}", came): 100 - n for n in range(40) for came in ways}

        found = largest(counted)

        groups = {group for group, _ in found}
        assert len(groups) == MOST_GROUPS
        assert {"place 00", "place 28", OTHER_GROUPS} <= groups
        assert "place 29" not in groups
        assert sum(found.values()) == sum(counted.values())
        assert found[OTHER_GROUPS, Came.SENT] == sum(100 - n for n in range(29, 40))

    def test_leaves_few_as_they_are(self):
        counted = {("Westmere", Came.ANSWERED): 3, ("", Came.SENT): 9}

        assert largest(counted) == counted
        assert largest({}) == {}


class TestTabulate:
    def test_hides_what_is_small_and_what_would_tell_it(self):
        counted = {
            ("Westmere", Came.ANSWERED): 40,
            ("Westmere", Came.SENT): 3,
            ("Eastmere", Came.ANSWERED): 20,
            ("Eastmere", Came.SENT): 30,
        }

        westmere, eastmere = tabulate(counted, {})[::-1]

        assert (westmere.label, westmere.asked) == ("Westmere", 43)
        assert westmere.counts[list(Came).index(Came.SENT)] is None
        assert sum(count is None for count in westmere.counts) >= 2
        assert eastmere.counts[list(Came).index(Came.SENT)] is None
