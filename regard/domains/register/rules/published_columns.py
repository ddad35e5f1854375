"""The columns that are read of the regulator's smaller files, as it spells them."""

DIRECTORY_COLUMNS = (
    "Name",
    "Address",
    "Postcode",
    "Phone number",
    "Service's website (if available)",
    "Service types",
    "Specialisms/services",
    "Provider name",
    "Local authority",
    "CQC Location ID (for office use only)",
    "CQC Provider ID (for office use only)",
)
"""In the order of `directory.DirectoryCells`."""

DEACTIVATED_COLUMNS = (
    "Location ID",
    "Location Name",
    "Location HSCA start date",
    "Location HSCA End Date",
    "Care home?",
    "Care homes beds at point location de-activated",
    "Location Type/Sector",
    "Location Local Authority",
    "Location Latitude",
    "Location Longitude",
    "Location Street Address",
    "Location Address Line 2",
    "Location City",
    "Location Postal Code",
    "Location UPRN ID",
    "Location ODS Code",
    "Provider ID",
    "Provider Name",
)
"""In the order of `deactivated.DeactivatedCells`."""

EXPORT_COLUMNS = (
    "Location Name",
    "Location ID",
    "Location UPRN",
    "Location Web Address",
    "Location Local Authority",
    "Primary inspection category",
    "Service Types",
    "Care homes beds",
    "Location HSCA start date",
    "Location HSCA end date",
    "Dormant",
    "Location Latest Overall Rating",
    "Publication Date",
    "Service users supported",
    "Location safe rating",
    "Location effective rating",
    "Location caring rating",
    "Location responsive rating",
    "Location well-led rating",
    "Provider Name",
    "Provider ID",
    "Provider HSCA start date",
    "Provider Ownership Type",
    "Provider Companies House Number",
    "Brand Name",
    "Brand ID",
)
"""In the order of `locations_export.ExportCells`."""
