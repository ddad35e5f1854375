"""
Terms of reference to begin with: one text for a provider forum, one for every other body.

The words are ours. What they ask for follows the guidance on ways of working between integrated
care partnerships and adult social care providers (Department of Health and Social Care, 2022)
and the Good Governance Institute's report on the sector and integrated care systems (2021).
What only the body itself can say stands in square brackets, to be filled in.
"""

from collections.abc import Mapping

from regard.domains.governance.types import BodyKind, Section

FORUM_TERMS: Mapping[Section, str] = {
    Section.PURPOSE: (
        "This forum is where providers of adult social care in [area] speak with those who "
        "plan and buy care. It is open to every provider: care homes, home care, supported "
        "living, extra care, Shared Lives and community services; large and small; private, "
        "voluntary and public; whether or not a public body buys from them.\n\n"
        "It hears what providers see, agrees what they want said, and is told what came of it."
    ),
    Section.AUTHORITY: (
        "The forum advises. It decides for itself what it discusses, what it asks for, and who "
        "sits for providers on [the partnership and its groups]. It may ask any body of the "
        "system for an answer in writing within [20] working days."
    ),
    Section.ACCOUNTABILITY: (
        "The forum answers to the providers who belong to it. It is not a committee of the "
        "council or the NHS. [The care association] looks after it on providers’ behalf."
    ),
    Section.MEMBERSHIP: (
        "Every provider in [area] may come and may speak. Providers choose a chair and a "
        "steering group of [eight] for [two] years at a time.\n\n"
        "The steering group has at least two seats for home care, two for care homes, one for "
        "supported living and one for providers with a single service. At least one of its "
        "members is from a voluntary organisation.\n\n"
        "People from the council and the NHS come as guests. They do not hold a provider’s seat."
    ),
    Section.QUORUM: (
        "The steering group can agree something when [five] of its members are there, home care "
        "and care homes among them. An open meeting needs no number, but its notes say how many "
        "came and of what kinds."
    ),
    Section.DECISIONS: (
        "The forum looks for agreement. Where providers differ, the notes say so and say which "
        "kinds of provider said what. If there has to be a vote, each provider has one, whatever "
        "its size."
    ),
    Section.INTERESTS: (
        "Whoever speaks for providers on another body says what their organisation sells, and to "
        "whom, before something is bought. They may leave for that item. Nobody uses a seat to "
        "win business."
    ),
    Section.CONFIDENTIALITY: (
        "Notes say what was said and by what kind of provider, not by whom. A provider may ask "
        "that something is not noted. Prices and single providers’ affairs are not discussed: "
        "competition law forbids it."
    ),
    Section.PAPERS: (
        "The agenda goes out [ten] working days before a meeting, with one page on each item: "
        "what it is, what is asked of the forum, what is known. Any provider may put something "
        "on it."
    ),
    Section.SUPPORT: (
        "Meetings are held [online, between 2 and 4 in the afternoon], so that small services "
        "can come. The partnership pays for cover when someone from a provider sits for the "
        "others: [£24] an hour, within [28] days of the claim. It pays for the forum’s secretary."
    ),
    Section.REPORTING: (
        "The forum’s notes are published within [ten] working days. [Twice a year] it tells "
        "providers what it said for them, to whom, and what came of it."
    ),
    Section.ESCALATION: (
        "When something may harm people or close a service, the chair may take it to [the chair "
        "of the partnership] the same day. Safeguarding concerns go to the council’s "
        "safeguarding team at once, and not through the forum."
    ),
    Section.REVIEW: (
        "The forum looks at these terms every year, and asks providers whether it is worth their "
        "time. If it is not, it is changed, joined with another or closed."
    ),
}

BODY_TERMS: Mapping[Section, str] = {
    Section.PURPOSE: (
        "This body brings together [those who belong to it] to [what it is for, in one sentence] "
        "for the people of [area].\n\n"
        "It does not do again what another body does already. Beside it stand [bodies with a "
        "like remit], and the difference is [what differs]."
    ),
    Section.AUTHORITY: (
        "It may decide [what, and up to what sum]. On [what] it advises [whom]. Everything else "
        "is for [the body it answers to]."
    ),
    Section.ACCOUNTABILITY: (
        "It answers to [body]. It is there under [law or agreement, with its date]. If that ends, "
        "its members decide within [three] months whether it goes on, and how."
    ),
    Section.MEMBERSHIP: (
        "Each seat has a nominator and speaks for somebody: [list of seats, with who nominates "
        "and whether it votes].\n\n"
        "Providers of adult social care have at least [two] seats that vote. Providers or their "
        "association nominate to them, and somebody who works for a provider or an association "
        "holds them: one for home care, one for care homes. A council’s or commissioner’s seat "
        "is not a seat for providers.\n\n"
        "People who draw on care and unpaid carers have [two] seats. A seat is held for [three] "
        "years, and has a deputy."
    ),
    Section.QUORUM: (
        "It can decide when [half] of the seats that vote are held by somebody who is there, "
        "with at least one from [the council], one from [the NHS] and one from providers."
    ),
    Section.DECISIONS: (
        "Members look for agreement; where there is none they vote, one vote a seat. Each "
        "decision records the choices that there were, the evidence, who was asked before it and "
        "what they said, and why."
    ),
    Section.INTERESTS: (
        "Members declare their interests when they join and whenever they change. An item that "
        "buys care does not begin until each member has said whether they have an interest in "
        "it. The chair decides who stays, who does not vote and who leaves; the minutes say so. "
        "To run a service is not by itself a reason to be kept from talking about care."
    ),
    Section.CONFIDENTIALITY: (
        "Agendas, papers and minutes are published. An item is private only where the law lets "
        "it be, and the agenda gives the reason. What is personal about somebody, or a single "
        "provider’s prices, stays in the room."
    ),
    Section.PAPERS: (
        "Papers go out [five] working days before. Each item has one page: what it is, what has "
        "to be decided, what is known, and on whose views it rests. What comes late waits for "
        "the next meeting."
    ),
    Section.SUPPORT: (
        "Members who are not paid by a public body to be there are paid for their time: [£24] an "
        "hour, reading included. The cost of cover and travel is paid within [28] days. New "
        "members are shown how it works by [whom]."
    ),
    Section.REPORTING: (
        "Minutes are published within [ten] working days of being agreed. [Once a year] it "
        "reports to [body] and to the public what it decided, who was asked before, and what "
        "each decision changed."
    ),
    Section.ESCALATION: (
        "It passes to [body] what it may not decide, and any risk to people or to a service that "
        "it cannot deal with within [one month]. The chair may do so between meetings."
    ),
    Section.REVIEW: (
        "These terms are looked at every year, and at once when the law changes. The review "
        "asks whether this body is still needed beside the others, and what it costs those who "
        "sit on it."
    ),
}

FORUMS = frozenset({BodyKind.PROVIDER_FORUM})


def model_for(kind: BodyKind) -> Mapping[Section, str]:
    """Return the terms of reference that a body of a kind begins with."""
    return FORUM_TERMS if kind in FORUMS else BODY_TERMS
