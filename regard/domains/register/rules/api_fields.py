"""The fields of the documents of the regulator's API, as of November 2026."""

PEOPLE = frozenset(
    {
        "contacts",
        "nominatedIndividual",
        "nominatedIndividuals",
        "personTitle",
        "personGivenName",
        "personFamilyName",
        "personRoles",
        "registeredManagers",
    }
)
"""Fields that name people, wherever in a document they stand."""

COMMON = frozenset(
    {
        "alsoKnownAs",
        "assessment",
        "assessmentServiceGroup",
        "brandId",
        "brandName",
        "constituency",
        "currentRatings",
        "deregistrationDate",
        "historicRatings",
        "inspectionAreas",
        "inspectionCategories",
        "inspectionDirectorate",
        "lastInspection",
        "lastReport",
        "localAuthority",
        "mainPhoneNumber",
        "name",
        "odsCcgCode",
        "odsCcgName",
        "odsCode",
        "onspdCcgCode",
        "onspdCcgName",
        "onspdIcbCode",
        "onspdIcbName",
        "onspdLatitude",
        "onspdLongitude",
        "organisationType",
        "postalAddressCounty",
        "postalAddressLine1",
        "postalAddressLine2",
        "postalAddressTownCity",
        "postalCode",
        "providerId",
        "region",
        "registrationDate",
        "registrationStatus",
        "regulatedActivities",
        "relationships",
        "reports",
        "type",
        "unpublishedReports",
        "uprn",
        "website",
    }
)
"""What documents of locations and of providers may both have."""

KNOWN = {
    "Location": COMMON
    | frozenset(
        {
            "careHome",
            "dormancy",
            "dormancyEndDate",
            "dormancyStartDate",
            "gacServiceTypes",
            "locationId",
            "locationTypes",
            "numberOfBeds",
            "providerInspectionAreas",
            "registeredManagerAbsentDate",
            "specialisms",
        }
    ),
    "Provider": COMMON
    | frozenset({"charityNumber", "companiesHouseNumber", "locationIds", "ownershipType"}),
}
"""The fields that there were when this was written. Others are counted, and shown."""
