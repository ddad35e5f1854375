"""
Finding what to choose, where there is too much to list.

A form that offers a few of many asks for words as well, with a button of its own. That sends the
form as it is filled in, and the view shows it again with other choices: it works without a
script, loses nothing that was typed, and puts none of it into an address.
"""

from django.http import HttpRequest

from .fields import TextField
from .forms import Form

FIND = "find"
"""Name of the field for the words; also after the question mark of an address."""

LOOK = "look"
"""Name of the button, and where on the page it leads."""

LONGEST = 200
"""Characters of the words."""


class FindField(TextField):
    """Words or numbers by which the choices of a form are narrowed, with a button beside it."""

    def __init__(self) -> None:
        super().__init__(
            label="Find it by words or number",
            hint="Such as: travel, or 2.4. What you filled in is kept.",
            required=False,
            max_length=LONGEST,
        )
        self.template_name = "fields/find.jinja"


def add_find_field(form: Form, *, before: str) -> None:
    """Let a form ask for words, before a field that they narrow. Once is enough for all."""
    if FIND in form.fields:
        return
    names = list(form.fields)
    names.insert(names.index(before), FIND)
    form.fields[FIND] = FindField()
    form.order_fields(names)


def read_words(request: HttpRequest) -> str:
    """Return the words to find by; empty where nobody gave any."""
    given = request.POST if request.method == "POST" else request.GET
    return given.get(FIND, "")[:LONGEST].replace("\0", "").strip()


def read_chosen(request: HttpRequest, field: str, *, before: str = "") -> str:
    """
    Return what is chosen in a field already, so that it stays when the choices are narrowed.

    :param before: what was chosen before the form was sent.
    """
    return request.POST.get(field, "") if request.method == "POST" else before


def keep_finding(request: HttpRequest, form: Form) -> None:
    """Show a form as it was filled in, judged by nobody, where somebody only looks for more."""
    if LOOK in request.POST:
        form.keep_typed()
    elif request.method == "GET":
        form.initial.setdefault(FIND, read_words(request))
