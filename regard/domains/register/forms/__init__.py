"""The forms of the register."""

from .contacts import ContactForm as ContactForm
from .filters import read_criteria as read_criteria
from .loads import AcceptForm as AcceptForm
from .loads import UploadForm as UploadForm
