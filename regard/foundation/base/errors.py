"""Failures that every door shows in its own way: a page, a JSON body or an exit code."""


class Refusal(Exception):
    """Something a person asked for cannot be done. The message is fit to show to them."""


class NotFound(Refusal):
    """It does not exist, or this person may not know that it does."""


class NotAllowed(Refusal):
    """It exists and they may see it, but they may not do this to it."""


class SignInNeeded(NotAllowed):
    """Nobody is signed in, and somebody would have to be."""


class Gone(Refusal):
    """It was here, and is no longer: a link that expired or was withdrawn."""


class TooMany(Refusal):
    """The same door was knocked at too often. The message says when to try again."""
