"""The forms of engagement."""

from .answers import CheckForm as CheckForm
from .answers import EnterForm as EnterForm
from .answers import FirstStepForm as FirstStepForm
from .answers import StepForm as StepForm
from .answers import WebForm as WebForm
from .answers import name_of as name_of
from .exercises import AudienceForm as AudienceForm
from .exercises import CloseForm as CloseForm
from .exercises import PlanForm as PlanForm
from .load import UploadForm as UploadForm
from .load_columns import ColumnsForm as ColumnsForm
from .themes import MergeForm as MergeForm
from .themes import RenameForm as RenameForm
from .themes import SortForm as SortForm
