"""The forms of the register."""

from .contacts import ContactForm as ContactForm
from .corrections import CorrectionForm as CorrectionForm
from .corrections import DecideForm as DecideForm
from .corrections import ReasonForm as ReasonForm
from .filters import read_criteria as read_criteria
from .loads import AcceptForm as AcceptForm
from .loads import UploadForm as UploadForm
from .places import EndPlaceForm as EndPlaceForm
from .places import NewPlaceForm as NewPlaceForm
from .places import PlaceForm as PlaceForm
from .places import place_digest as place_digest
from .unlisted import AnotherForm as AnotherForm
from .unlisted import EndForm as EndForm
from .unlisted import UnlistedForm as UnlistedForm
