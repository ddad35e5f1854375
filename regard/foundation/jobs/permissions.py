from regard.foundation import authority


class Permission(authority.Permission):
    """What a person can be allowed to do here. Keep in alphabetical order."""

    VIEW_JOBS = "jobs.view_jobs"
    """See work in the background that somebody else started."""
