# ruff: noqa: PLC0415 (Django's models can be imported only once it is set up)
"""
A bundle for a court of 100,000 contributions, made and checked: `python -m benchmarks.bundle`.

Made as its job does, in a process of its own: the bars, of our own setting, are 10 minutes in
the background and 500 MB. Then checked by the program that is in it, in a process of its own,
beside one that only reads and hashes the same bytes; its bar is 64 MB, whatever the bundle. No
bar is set for its time: it works out a hash for each node of each entry's proof.

An answer of 400 letters from each, 500,000 points in five exercises, 13,000 outcomes, 100,000
emails, a ledger entry for each contribution and outcome, 400 decisions, a published document of
2,000 passages with its PDF and Word file. Rows are made set-wise (`_traced.py`), in an embedded
database of its own, in a folder that is deleted after; some 3 GB of disk are needed.
`--voices 10000` makes fewer, `--home FOLDER` keeps the folder and goes on with one that was kept.
"""

import cProfile
import pstats
import sys
import time
import zipfile
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import TYPE_CHECKING

from benchmarks._child import Measured, run_measured
from benchmarks._setting_up import own_regard, start
from benchmarks._traced import Size, fill, regard_it

if TYPE_CHECKING:
    from regard.domains.strategy.models import Bundle, Strategy

MAKING_SECONDS, MAKING_BYTES, CHECKING_BYTES = 600, 500 * 10**6, 64 * 10**6
MB = 10**6

HASH = """
import hashlib, sys
digest = hashlib.sha256()
with open(sys.argv[1], "rb") as file:
    while piece := file.read(2**18):
        digest.update(piece)
"""
"""What the check is held against: no more than reading and hashing."""


def main() -> int:
    if number := option("--make"):
        start()
        return make(int(number))
    with own_regard(kept=option("--home")) as home:
        return measure(find_or_fill(), home)


def option(name: str) -> str | None:
    return sys.argv[sys.argv.index(name) + 1] if name in sys.argv else None


def find_or_fill() -> "Strategy":
    """Return the published version of this Regard, made now if there is none."""
    from regard.domains.strategy.models import Strategy

    strategy = Strategy.objects.select_related("system").first()
    if strategy is not None:
        return strategy
    size = Size(contributions=int(option("--voices") or 100_000))
    began = time.perf_counter()
    strategy = fill(size)
    invite_and_record()
    publish(strategy)
    print(
        f"{size.contributions:,} contributions with {size.points:,} points made, asked for, "
        f"entered and published in {time.perf_counter() - began:.0f} s",
        flush=True,
    )
    return strategy


def invite_and_record() -> None:
    """Write what `fill` leaves out: emails, what moderators did, and the ledger's entries."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in ASKED:
            cursor.execute(statement)
    record_kept()
    with connection.cursor() as cursor:
        cursor.execute("vacuum analyze")


ASKED = (
    """
    insert into engagement_invitation (created_at, updated_at, system_id, exercise_id,
        location_id, channel, "to", reminders)
    select now(), now(), exercise.system_id, exercise.id, location.id, 'email',
        'manager-' || location.id || '@example.org', 1
    from engagement_exercise exercise, register_location location
    """,
    """
    insert into mail_message (created_at, updated_at, scope_key, about, "to", subject, body,
        state, attempts, purpose, problem, sent_at)
    select now(), now(), 'system:' || invitation.system_id,
        'engagement.Invitation:' || invitation.id, invitation."to",
        case when nth = 1 then exercise.title || ' Your view for ' || location.name
            || ', by 1 March 2026' else 'Until Sunday 1 March: ' || exercise.title end,
        'Hello Manager ' || location.id || E',\\n\\n'
            || case when nth = 1 then 'We ask every care service.' else 'We have not heard from '
            || location.name || ' yet, and your view would be missed.' end
            || repeat(E'\\n\\nWe will tell you what became of what you said.', 15),
        'sent', 1, 'asking', '', '2026-01-06 09:00Z'::timestamptz + nth * interval '9 days'
    from engagement_invitation invitation
    join engagement_exercise exercise on exercise.id = invitation.exercise_id
    join register_location location on location.id = invitation.location_id,
        generate_series(1, 2) nth
    order by nth, invitation.id
    """,
    """
    insert into engagement_redaction (created_at, updated_at, answer_id, start, "end", because,
        "by", at, undone_by)
    select now(), now(), id, 10, 20, 'person', 'person:1', now(), ''
    from engagement_answer where id % 100 = 3
    """,
    "update engagement_contribution set withheld_at = now() where id % 500 = 9",
    """
    insert into audit_entry (event, subject, by, at, detail)
    select 'outcome.decided', 'strategy.Outcome:' || id, 'person:1', decided_at,
        jsonb_build_object('kind', kind)
    from strategy_outcome
    """,
)


def record_kept() -> None:
    """Enter every contribution into the ledger, as its action does, with its words' print."""
    from regard.domains.engagement.models import Contribution
    from regard.domains.engagement.queries import proving
    from regard.foundation.audit.models import Entry

    every, after = Contribution.objects.order_by("pk"), 0
    while kept := list(every.filter(pk__gt=after)[:2_000]):
        contents = proving.list_contents(contributions=kept)
        Entry.objects.bulk_create(
            Entry(
                event=proving.KEPT,
                subject=f"engagement.Contribution:{each.pk}",
                by="public",
                at=each.kept_at or each.created_at,
                detail={
                    "channel": each.channel,
                    "digest": proving.digest_of(contents[each.pk]),
                    "receipt": each.receipt,
                },
            )
            for each in kept
        )
        after = kept[-1].pk


def publish(strategy: "Strategy") -> None:
    from django.utils import timezone

    from regard.domains.strategy import actions
    from regard.domains.strategy.jobs.published_files import make_file
    from regard.domains.strategy.types import FileKind
    from regard.foundation.audit.sealing import seal

    actions.publish_strategy(strategy=strategy, by="person:1", at=timezone.now())
    for kind in FileKind:
        make_file(kind, strategy.pk)
    strategy.refresh_from_db()
    regard_it(strategy)
    seal(at=timezone.now())


def measure(strategy: "Strategy", home: Path) -> int:
    from django.utils import timezone

    from regard.domains.strategy import actions
    from regard.domains.strategy.types import BundleKind

    bundle, _ = actions.start_bundle(
        strategy=strategy, kind=BundleKind.COURT, why="A benchmark", by="person:1",
        at=timezone.now(),
    )  # fmt: skip
    program = (sys.executable, "-m", "benchmarks.bundle", *sys.argv[1:])
    made = run_measured([*program, "--make", str(bundle.pk)])
    print(made.said, end="")
    bundle.refresh_from_db()
    if made.code or bundle.file is None:
        print("It was not made")
        return 1
    tell("made, and kept", made, MAKING_BYTES)
    print(f"      {made.seconds / MAKING_SECONDS:.2f} of the bar of {MAKING_SECONDS} s")
    is_met = made.seconds <= MAKING_SECONDS and made.peak <= MAKING_BYTES
    describe(bundle)
    return 0 if check(bundle.file.path, home) and is_met else 1


def describe(bundle: "Bundle") -> None:
    assert bundle.file is not None
    with zipfile.ZipFile(bundle.file.path) as archive:
        listed = sorted(archive.infolist(), key=lambda about: -about.file_size)
    print(f"  {bundle.file.size / MB:,.0f} MB in {len(listed)} files. The largest:")
    for about in listed[:6]:
        print(f"      {about.file_size / MB:8,.1f} MB  {about.filename}")


def check(path: Path, home: Path) -> bool:
    """Check it as a stranger does, and tell what that takes beside reading and hashing it."""
    from regard.foundation.audit.proofs import list_keys
    from regard.foundation.audit.verifier import verifier_source

    program = home / "verify.py"
    program.write_bytes(verifier_source())
    alone = (sys.executable, "-I")
    run_measured([*alone, "-c", HASH, str(path)])
    hashed = run_measured([*alone, "-c", HASH, str(path)])
    checked = run_measured([*alone, str(program), str(path), "--key", list_keys()[0].written])
    print(f"  the verifier says: {checked.said.strip()}")
    tell("read and hashed, no more", hashed, CHECKING_BYTES)
    tell("checked", checked, CHECKING_BYTES)
    print(
        f"      {checked.seconds / hashed.seconds:.1f} times as long as reading and hashing it, "
        f"{checked.peak / hashed.peak:.1f} times the memory"
    )
    return checked.code == 0 and checked.peak <= CHECKING_BYTES


def tell(what: str, taken: Measured, bar: int) -> None:
    print(
        f"  {what:26} {taken.seconds:7.1f} s, {taken.work:.1f} of the processor, "
        f"{taken.peak / MB:.0f} MB at most, {taken.peak / bar:.2f} of the bar of {bar // MB} MB",
        flush=True,
    )


def make(bundle_id: int) -> int:
    """Make a bundle that was asked for, as its job does, in this process."""
    from regard.domains.strategy.actions.bundles import MAKING
    from regard.foundation.jobs.models import Job
    from regard.foundation.jobs.progress import HANDLERS, Progress

    job = Job.objects.get(kind=MAKING, args__bundle_id=bundle_id)
    before = getrusage(RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    print(f"  {before / MB:.0f} MB are held before it begins")
    profile = cProfile.Profile()
    if "--profile" in sys.argv:
        profile.enable()
    HANDLERS[MAKING](Progress(job))
    profile.disable()
    if "--profile" in sys.argv:
        pstats.Stats(profile).sort_stats("cumulative").print_stats(60)
    return 0


if __name__ == "__main__":
    sys.exit(main())
