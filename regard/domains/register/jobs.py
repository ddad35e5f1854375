"""Work of the register that takes longer than a person should wait."""

from django.utils import timezone

from regard.foundation.design.words import plural_words
from regard.foundation.jobs.progress import Progress, handles
from regard.foundation.mail import actions as mail
from regard.foundation.mail.actions import deliver
from regard.foundation.mail.models import State

from . import actions, presenters, queries
from .rules import own_letters
from .rules.people import LINK


@handles("register.load")
def load(progress: Progress) -> str:
    """Read a kept file in one transaction: a job that is killed begins it again."""

    def show(done: int) -> None:
        progress.show(done=done, total=len(actions.LOAD_STEPS))

    done = actions.run_load(load_id=progress.args["load_id"], at=timezone.now(), step=show)
    return presenters.load_in_words(done)


@handles("register.fetch_changes")
def fetch_changes(progress: Progress) -> str:
    """Fetch what the regulator's API says changed, from where a job that was killed stopped."""

    def tell(done: int, total: int) -> None:
        progress.advance(done=done, total=total)

    fetch = actions.fetch_changes(tell=tell, by=progress.by, at=timezone.now())
    return presenters.fetch_in_words(fetch)


@handles("register.fetch_files")
def fetch_files(progress: Progress) -> str:
    """Fetch the regulator's published files that are new."""
    fetches = actions.fetch_files(by=progress.by, at=timezone.now())
    return " ".join(presenters.fetch_in_words(fetch) for fetch in fetches)


@handles("register.place")
def place(progress: Progress) -> str:  # noqa: ARG001 (one statement; there is no telling how far)
    """Keep true where every service lies on days when a place begins, changes or ends."""
    moved = actions.place_locations(at=timezone.now())
    return f"{moved:,} services placed anew."


@handles("register.index")
def index(progress: Progress) -> str:
    """
    Look up anew the words under which all locations, or some, are found.

    All is after a load, when the database has not counted yet what there is.
    """
    some = progress.args.get("location_ids")
    if some is None:
        actions.count_for_planning()
    written = actions.index_locations(location_ids=some, at=timezone.now())
    return f"{written:,} locations can be found by their words again."


@handles(actions.WRITE_TO_PEOPLE)
def write_to_people(progress: Progress) -> str:  # noqa: ARG001 (a few messages at a time)
    """Send the emails to people on the register that wait, each with the link to their page."""
    return presenters.sent_in_words(_deliver_to_people())


@handles("register.forget_mail")
def forget_mail(progress: Progress) -> str:  # noqa: ARG001 (one statement)
    """Forget whom emails went to and what they said, two years after. Of all domains."""
    forgotten = mail.forget_messages(at=timezone.now())
    return f"{plural_words(forgotten, 'message')} forgotten."


@handles("register.tend_people")
def tend_people(progress: Progress) -> str:
    """Forget those whose time is over, ask those whose time is ending, and send what waits."""
    forgotten = actions.forget_due(by=progress.by, at=timezone.now())
    warned = actions.warn_due(by=progress.by, at=timezone.now())
    fates = _deliver_to_people()
    return f"{forgotten:,} forgotten, {warned:,} asked. {presenters.sent_in_words(fates)}"


def _deliver_to_people() -> list[State]:
    waiting = queries.list_messages_to_people()
    urls = queries.list_own_urls(individual_ids={number for number, _ in waiting})
    return [
        deliver(message_id, at=timezone.now(), fill={LINK: urls[number]})
        for number, message_id in waiting
        if number in urls
    ]


@handles("register.send_own_link")
def send_own_link(progress: Progress) -> str:
    """Send one email, with the link put in that is not kept."""
    url = queries.get_own_url(location_id=progress.args["location_id"])
    fate = mail.deliver(
        progress.args["message_id"], at=timezone.now(), fill={own_letters.LINK: url}
    )
    return "Sent." if fate is State.SENT else "It did not go: the messages say why."


@handles("register.roll")
def match_roll(progress: Progress) -> str:
    """Match a roll to the register: a job that is killed begins it again."""

    def tell(done: int, total: int) -> None:
        progress.advance(done=done, total=total)

    roll = actions.run_roll(roll_id=progress.args["roll_id"], at=timezone.now(), tell=tell)
    return presenters.roll_in_words(roll, queries.count_roll(roll=roll))


@handles("register.forget_rolls")
def forget_rolls(progress: Progress) -> str:
    """Delete what the lines of rolls say once they are two years old."""
    forgotten = actions.forget_rolls(by=progress.by, at=timezone.now())
    return f"The lines of {plural_words(forgotten, 'roll')} forgotten."


@handles("register.tell_mandate")
def tell_mandate(progress: Progress) -> str:
    """Send the letter that tells a member of its mandate, with the link that takes it back."""
    url = queries.get_mandate_url(mandate_id=progress.args["mandate_id"])
    state = mail.deliver(
        progress.args["message_id"], at=timezone.now(), fill={LINK: url or "(withdrawn)"}
    )
    return f"The letter: {state}."
