import contextlib
import io
import json
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from regard.domains.governance.rules import lots
from regard.domains.governance.rules.lots import Part, Ticket

tickets = st.lists(
    st.builds(
        Ticket,
        location_id=st.integers(1, 200),
        provider_id=st.integers(1, 30),
        name=st.text('aBé’"\\/', min_size=1, max_size=6),
    ),
    unique_by=lambda ticket: ticket.location_id,
    max_size=25,
).map(tuple)
pools = st.lists(
    st.builds(
        Part, name=st.sampled_from(["Home care", "Care homes"]), wanted=st.integers(1, 4),
        tickets=tickets,
    ),
    unique_by=lambda part: part.name,
    max_size=2,
)  # fmt: skip

QUAY = Ticket(11, 1, "Harbour Home Care, Quayside")
HILL = Ticket(12, 1, "Harbour Home Care, Hill Street")
ELM = Ticket(13, 2, "Elm Grange")
LARCH = Ticket(14, 3, "Larch House")


class TestPoolJson:
    def test_is_the_same_bytes_in_whatever_order_the_services_came(self):
        one = lots.pool_json([Part("Home care", 1, (QUAY, ELM))])

        assert one == lots.pool_json([Part("Home care", 1, (ELM, QUAY))])
        assert one == (
            '[{"name":"Home care","services":['
            '{"location":11,"name":"Harbour Home Care, Quayside","provider":1},'
            '{"location":13,"name":"Elm Grange","provider":2}],"wanted":1}]'
        )

    @given(pools)
    def test_is_read_back_as_it_was(self, pool):
        text = lots.pool_json(pool)

        assert lots.pool_json(lots.read_pool(json.loads(text))) == text

    def test_hash_changes_with_any_service(self):
        text = lots.pool_json([Part("Home care", 1, (QUAY, ELM))])
        other = lots.pool_json([Part("Home care", 1, (QUAY, LARCH))])

        assert lots.pool_sha256(text) != lots.pool_sha256(other)


class TestDraw:
    def test_draws_as_many_as_are_wanted_and_lets_others_wait(self):
        (found,) = lots.draw([Part("Care homes", 1, (QUAY, ELM, LARCH))], "4 8 15 16 23 42")

        assert len(found.drawn) == 1
        assert len(found.spares) == 2
        assert {*found.drawn, *found.spares} == {QUAY, ELM, LARCH}

    def test_another_seed_draws_another_order(self):
        part = Part("Home care", 1, tuple(Ticket(n, n, str(n)) for n in range(1, 60)))
        orders = {lots.draw([part], str(seed))[0].drawn for seed in range(40)}

        assert len(orders) > 10

    def test_gives_each_service_the_same_chance(self):
        part = Part("Home care", 1, tuple(Ticket(n, n, str(n)) for n in range(1, 6)))
        first = [lots.draw([part], f"{seed}")[0].drawn[0].location_id for seed in range(2_000)]

        assert all(340 < first.count(n) < 460 for n in range(1, 6))

    @given(pools, st.text("1 |é", max_size=8))
    def test_draws_each_provider_once_in_a_lot(self, pool, seed):
        drawn = [each.provider_id for part in lots.draw(pool, seed) for each in part.drawn]

        assert len(set(drawn)) == len(drawn)

    @given(pools, st.text("1 |é", max_size=8))
    def test_never_lets_a_provider_wait_that_is_drawn_in_its_part(self, pool, seed):
        for part in lots.draw(pool, seed):
            row = [each.provider_id for each in (*part.drawn, *part.spares)]
            assert len(set(row)) == len(row)

    @given(pools, st.text("1 |é", max_size=8))
    def test_leaves_nobody_out_while_more_are_wanted(self, pool, seed):
        taken = set()
        for part, found in zip(pool, lots.draw(pool, seed), strict=True):
            free = {each.provider_id for each in part.tickets} - taken
            assert len(found.drawn) == min(part.wanted, len(free))
            taken |= {each.provider_id for each in found.drawn}


class TestScript:
    def _run(self, pool, seed, tmp_path):
        file = tmp_path / "pool.json"
        file.write_text(lots.pool_json(pool), encoding="utf-8")
        out = io.StringIO()
        arguments, sys.argv = sys.argv, ["draw.py", str(file), seed]
        try:
            with contextlib.redirect_stdout(out):
                exec(lots.SCRIPT, {})  # noqa: S102 (what the page hands out)
        finally:
            sys.argv = arguments
        return out.getvalue().splitlines()

    @given(pool=pools, seed=st.text("1 |é", max_size=8))
    def test_draws_what_we_drew(self, pool, seed, tmp_path_factory):
        lines = self._run(pool, seed, tmp_path_factory.mktemp("lot"))

        said = [f"hash of the pool: {lots.pool_sha256(lots.pool_json(pool))}"]
        for part, found in zip(pool, lots.draw(pool, seed), strict=True):
            rows = [("drawn", each) for each in found.drawn]
            rows += [("waits", each) for each in found.spares]
            said += [
                f"{part.name} {place} {word} {each.name}"
                for place, (word, each) in enumerate(rows, start=1)
            ]
        assert lines == said

    def test_runs_with_nothing_but_python(self, tmp_path):
        script, pool = tmp_path / "draw.py", tmp_path / "pool.json"
        script.write_text(lots.SCRIPT, encoding="utf-8")
        text = lots.pool_json([Part("Home care", 1, (QUAY, HILL, ELM))])
        pool.write_text(text, encoding="utf-8")

        command = [sys.executable, "-I", str(script), str(pool), "4 8 15"]
        done = subprocess.run(command, capture_output=True, check=True, text=True)  # noqa: S603

        assert lots.pool_sha256(text) in done.stdout
        assert done.stdout.count("\n") == 3


class TestReasonNotToPrepare:
    def test_wants_a_seed_that_nobody_can_choose(self):
        reason = lots.reason_not_to_prepare([Part("Home care", 1, (QUAY,))], " ")

        assert reason
        assert "seed" in reason

    def test_wants_something_to_draw(self):
        assert lots.reason_not_to_prepare([], "A draw") is not None

    def test_tells_parts_apart_by_name(self):
        parts = [Part("Home care", 1, (QUAY,)), Part("Home care", 1, (ELM,))]

        assert lots.reason_not_to_prepare(parts, "A draw") == (
            "Two parts have the same name. Give each its own"
        )

    def test_counts_providers_and_not_services(self):
        reason = lots.reason_not_to_prepare([Part("Home care", 2, (QUAY, HILL))], "A draw")

        assert reason == "Home care: 2 to draw, and there are only 1 different providers in it"

    def test_lets_the_rest_pass(self):
        assert lots.reason_not_to_prepare([Part("Home care", 1, (QUAY,))], "A draw") is None


class TestCleanSeed:
    def test_keeps_no_spaces_that_nobody_sees(self):
        assert lots.clean_seed("  4  8\t15 ") == "4 8 15"
