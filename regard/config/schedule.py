"""
What Regard does by itself, and when: the one page to read.

A worker starts each as a job of that kind, at the times of its cron expression (minute, hour,
day, month, weekday; in UTC). All may be started again at any time: what has been done is not
done twice. They run every hour, so that a machine that is off at night misses nothing.
"""

SCHEDULE: dict[str, tuple[str, str]] = {
    "engagement.close_due": ("2 * * * *", "Close exercises whose last day is over"),
    "jobs.forget": ("32 * * * *", "Forget jobs that ended a year ago"),
}
"""The cron expression and the title of each kind of job."""
