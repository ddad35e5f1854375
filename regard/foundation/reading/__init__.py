"""Read the words of documents that people send, with where each page or part begins."""

from .apart import read_apart as read_apart
from .found import CannotRead as CannotRead
from .found import Found as Found
from .found import Kind as Kind
from .kinds import kind_of as kind_of
from .mailboxes import list_emails as list_emails
