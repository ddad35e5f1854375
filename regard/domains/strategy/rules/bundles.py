"""The words with which a bundle explains itself."""

from collections.abc import Mapping

README = """{title}
{line}

{kind}, from {partnership}. Made for: {why}

What is in it
-------------
timeline.csv            what was done, when, and by whom (by number), from the ledger
versions/               every published version: its words, and its files where they were made
asked/                  for each exercise: what was asked and told, with what words how many
                        were invited and reminded, what came, the themes found in it, every
                        point with its themes, and how well they were placed (accuracy.csv)
outcomes.csv            what became of each theme and each point, and why
outcomes-late.csv       what became of what came after publishing, or was answered anew
replies.csv             how many were told what became of their words, and by which way
regard.csv              decisions that recorded their regard to it, passage by passage
decisions/              each of these decisions in full: what else could have been decided, on
                        what it rests, and who was asked before
opinions.csv            what each health and wellbeing board thinks of it
needs.csv               the needs that were assessed, and where each is answered or why not
promises.csv            what was promised, with promises-steps.csv and promises-reports.csv
regulator.csv, .pdf     in a bundle for the regulator: what there is on each of its statements,
                        and what is missing
originals.jsonl         what was said, as the ledger's prints were made of it
ledger/                 the ledger's entries of all this, with the proof of each

{said}

Nobody who spoke is named here, whatever they allowed: a receipt's number stands for each.

How to check it
---------------
You need Python 3.9 or newer, and no connection.

1. Take verify.py from the partnership's page of the ledger (/ledger/), or use the one in here
   after comparing the two.
2. Take the ledger's key from that page, or from wherever it was written down before.
3. Run:  python3 verify.py bundle.zip --key "the key"

It says that all is as it was sealed and signed, or names each file, entry or voice that is not.
It checks that the manifest was signed with the key; that every file is the one the manifest
names, and none is missing or added; that the head of the ledger was signed with the key; that
every entry is in the ledger of that head; and that what was said, and each published version,
is what the ledger was told when it was kept or published.

It cannot show that nothing was left out. The ledger's own page lets anybody check that no entry
was taken out of it.
"""


def readme(*, title: str, partnership: str, kind: str, why: str, states: Mapping[str, int]) -> str:
    """
    Return what a bundle says of itself.

    :param states: how many contributions' words are there in which way, e.g. "in full".
    """
    listed = ", ".join(f"{count:,} {state}" for state, count in sorted(states.items()))
    total = sum(states.values())
    said = f"Of {total:,} contributions, the words are there: {listed}." if total else ""
    return README.format(
        title=title,
        line="=" * len(title),
        partnership=partnership,
        kind=kind,
        why=why,
        said=said or "Nobody said anything in its exercises.",
    )
