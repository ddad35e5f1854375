"""The names that survey tools give their columns, and how alike two names are."""

import re

from rapidfuzz import fuzz

from regard.domains.engagement.types.gathered import Holds

USUAL_NAMES: dict[str, Holds] = {
    "location id": Holds.LOCATION_ID,
    "cqc location id": Holds.LOCATION_ID,
    "cqc id": Holds.LOCATION_ID,
    "location ods code": Holds.LOCATION_ID,
    "ods code": Holds.LOCATION_ID,
    "service": Holds.SERVICE,
    "service name": Holds.SERVICE,
    "location": Holds.SERVICE,
    "location name": Holds.SERVICE,
    "name of service": Holds.SERVICE,
    "name of your service": Holds.SERVICE,
    "what is the name of your service": Holds.SERVICE,
    "postcode": Holds.POSTCODE,
    "post code": Holds.POSTCODE,
    "location postal code": Holds.POSTCODE,
    "what is your postcode": Holds.POSTCODE,
    "postcode of your service": Holds.POSTCODE,
    "name": Holds.NAME,
    "your name": Holds.NAME,
    "full name": Holds.NAME,
    "first name": Holds.NAME,
    "last name": Holds.NAME,
    "surname": Holds.NAME,
    "respondent": Holds.NAME,
    "respondent name": Holds.NAME,
    "what is your name": Holds.NAME,
    "email": Holds.EMAIL,
    "e mail": Holds.EMAIL,
    "email address": Holds.EMAIL,
    "what is your email address": Holds.EMAIL,
    "what is your email": Holds.EMAIL,
    "username": Holds.EMAIL,
    "telephone": Holds.TELEPHONE,
    "telephone number": Holds.TELEPHONE,
    "phone": Holds.TELEPHONE,
    "phone number": Holds.TELEPHONE,
    "date": Holds.SAID_ON,
    "date answered": Holds.SAID_ON,
    "said on": Holds.SAID_ON,
    "timestamp": Holds.SAID_ON,
    "start time": Holds.NOTHING,
    "completion time": Holds.SAID_ON,
    "submitted": Holds.SAID_ON,
    "submitted date": Holds.SAID_ON,
    "date submitted": Holds.SAID_ON,
    "submitdate": Holds.SAID_ON,
    "submission date": Holds.SAID_ON,
    "ended": Holds.SAID_ON,
    "end date": Holds.SAID_ON,
    "enddate": Holds.SAID_ON,
    "recorded date": Holds.SAID_ON,
    "recordeddate": Holds.SAID_ON,
    "date of response": Holds.SAID_ON,
    "id": Holds.RESPONSE,
    "response id": Holds.RESPONSE,
    "responseid": Holds.RESPONSE,
    "respondent id": Holds.RESPONSE,
    "respondentid": Holds.RESPONSE,
    "user id": Holds.RESPONSE,
    "userid": Holds.RESPONSE,
    "unique id": Holds.RESPONSE,
    "submission id": Holds.RESPONSE,
    "anon id": Holds.RESPONSE,
    "reference": Holds.RESPONSE,
    "reference number": Holds.RESPONSE,
    "themefinder id": Holds.RESPONSE,
    "status": Holds.FINISHED,
    "response status": Holds.FINISHED,
    "completed": Holds.FINISHED,
    "finished": Holds.FINISHED,
    "lastpage": Holds.NOTHING,
    "respondent type": Holds.SPEAKER,
    "responding as": Holds.SPEAKER,
    "are you responding as": Holds.SPEAKER,
    "in what capacity are you responding": Holds.SPEAKER,
    "who are you": Holds.SPEAKER,
}
"""Column names of common survey tools, and of our own template, as `plain` gives them."""

AS_WHOM = ("are you responding", "in what capacity are you", "i am responding as")
"""How questions about who speaks begin."""

QUESTION_NAMES = frozenset({"question", "question text", "question title", "question label"})
ANSWER_NAMES = frozenset({"answer", "answer text", "response", "response text", "value"})
"""Of tables with one row for each question and contributor."""

GENERIC = frozenset(
    {"response", "open ended response", "open text", "please specify below", "answer", "value"}
)
"""What tools write where a second line of names has nothing to say."""

_NUMBERED = re.compile(r"^\s*(?:question|ques|q)?\s*\d{1,3}[a-z]?\s*[.):–-]*\s+", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
_CODED = re.compile(r"^[A-Za-z]\w{0,15}(?:\[\w{1,15}\])?\.\s+")


def plain(words: str) -> str:
    """Return words in small letters, without marks and with one space between."""
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))


def alike(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1, whatever their marks, capitals and spaces."""
    first, second = plain(one), plain(other)
    if not first or not second:
        return 0.0
    return fuzz.ratio(first, second) / 100


def alike_questions(one: str, other: str) -> float:
    """
    Return how alike two questions are, 0 to 1: 0 where their figures differ.

    "Do you agree with proposal 1?" is not "Do you agree with proposal 2?".
    """
    if _FIGURES.findall(one) != _FIGURES.findall(other):
        return 0.0
    return alike(one, other)


def without_number(words: str) -> str:
    """Return a question without its number or code: "Q2. How is it?", "G01Q02. How is it?"."""
    bare = _CODED.sub("", words)
    return _NUMBERED.sub("", bare).strip() or words


def usual_name(words: str) -> Holds | None:
    """Return what columns of this name hold, in any tool that we know; None: that is not known."""
    for each in (words, without_number(words)):
        if plain(each) in USUAL_NAMES:
            return USUAL_NAMES[plain(each)]
    return Holds.SPEAKER if plain(without_number(words)).startswith(AS_WHOM) else None
