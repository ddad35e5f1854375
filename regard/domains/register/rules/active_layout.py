"""
The columns that are read of the regulator's list of active locations, in its order.

The names are CQC's own, as published from July to October 2026. The list has columns with the
names of managers and nominated individuals too; none of those is read.
"""

from .kinds import KINDS, normalise_word

SERVICE_TYPES = (
    "Acute services with overnight beds",
    "Acute services without overnight beds / listed acute services with or without overnight beds",
    "Ambulance service",
    "Blood and Transplant service",
    "Care home service with nursing",
    "Care home service without nursing",
    "Community based services for people who misuse substances",
    "Community based services for people with a learning disability",
    "Community based services for people with mental health needs",
    "Community health care services - Independent Midwives",
    "Community health care services - Nurses Agency only",
    "Community healthcare service",
    "Dental service",
    "Diagnostic and/or screening service",
    "Diagnostic and/or screening service - single handed sessional providers",
    "Doctors consultation service",
    "Doctors treatment service",
    "Domiciliary care service",
    "Extra Care housing services",
    "Hospice services",
    "Hospice services at home",
    (
        "Hospital services for people with mental health needs, learning disabilities and "
        "problems with substance misuse"
    ),
    "Hyperbaric Chamber",
    "Long term conditions services",
    "Mobile doctors service",
    "Prison Healthcare Services",
    "Rehabilitation services",
    "Remote clinical advice service",
    "Residential substance misuse treatment and/or rehabilitation service",
    "Shared Lives",
    "Specialist college service",
    "Supported living service",
    "Urgent care services",
)

USER_BANDS = (
    "Children 0-18 years",
    "Dementia",
    "Learning disabilities or autistic spectrum disorder",
    "Mental Health",
    "Older People",
    "People detained under the Mental Health Act",
    "People who misuse drugs and alcohol",
    "People with an eating disorder",
    "Physical Disability",
    "Sensory Impairment",
    "Whole Population",
    "Younger Adults",
)

READ_COLUMNS = (
    "Location ID",
    "Location HSCA start date",
    "Dormant (Y/N)",
    "Care home?",
    "Location Name",
    "Location ODS Code",
    "Location Telephone Number",
    "Location Web Address",
    "Care homes beds",
    "Location Type/Sector",
    "Location Latest Overall Rating",
    "Publication Date",
    "Inherited Rating (Y/N)",
    "Location Local Authority",
    "Location Street Address",
    "Location Address Line 2",
    "Location City",
    "Location Postal Code",
    "Location UPRN ID",
    "Location Latitude",
    "Location Longitude",
    "Brand ID",
    "Brand Name",
    "Provider Companies House Number",
    "Provider Charity Number",
    "Provider ID",
    "Provider Name",
    "Provider HSCA start date",
    "Provider Ownership Type",
    "Provider Telephone Number",
    "Provider Web Address",
    "Primary ID (Dual registration locations)",
)
"""Those that are read of every location, in the order of `active_locations.ActiveCells`."""

KIND_NAMES = tuple(name for name in SERVICE_TYPES if normalise_word(name) in KINDS)
KIND_COLUMNS = tuple(f"Service type - {name}" for name in KIND_NAMES)
BAND_COLUMNS = tuple(f"Service user band - {name}" for name in USER_BANDS)

DUAL_READ = (
    "Location ID",
    "Linked Organisation ID",
    "Linked Organisation Name",
    "Relationship",
    "Relationship Start Date",
)
"""In the order of `active_locations.DualCells`."""
