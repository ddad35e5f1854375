"""The register's pages."""

from .loads import accept_load as accept_load
from .loads import load as load
from .loads import load_result as load_result
from .loads import load_template as load_template
from .loads import missing_contacts as missing_contacts
from .loads import refused_rows as refused_rows
from .locations import contact as contact
from .locations import location as location
from .services import services as services
from .services import services_csv as services_csv
from .services import services_xlsx as services_xlsx
