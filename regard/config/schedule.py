"""
What Regard does by itself, and when: the one page to read.

A worker starts each as a job of that kind, at the times of its cron expression (minute, hour,
day, month, weekday; in UTC). All may be started again at any time: what has been done is not
done twice. They run every hour, so that a machine that is off at night misses nothing; what
writes to people runs by day.
"""

SCHEDULE: dict[str, tuple[str, str]] = {
    "engagement.close_due": ("2 * * * *", "Close exercises whose last day is over"),
    "engagement.draw_changed": (
        "27 * * * *",
        "Work out what votes say where they have changed, and close conversations that are over",
    ),
    "engagement.find_due_campaigns": (
        "7 * * * *",
        "Look for campaigns where more was said",
    ),
    "engagement.forget_people": (
        "57 * * * *",
        "Forget who spoke, two years after the reply",
    ),
    "engagement.send_due": (
        "37 7-18 * * *",
        "Send the waves of invitations and the reminders that are due, by day",
    ),
    "engagement.pulse": (
        "7 7-18 * * *",
        "Begin the waves of pulses that are due, and remind who of the partnership is silent",
    ),
    "engagement.send_digests": (
        "17 6-18 * * 1",
        "Send the week's ten lines, on Mondays, to those who asked for them",
    ),
    "engagement.tell_triage": (
        "*/10 * * * *",
        "Write to those who look into worries about somebody's safety",
    ),
    "strategy.reply_late": (
        "24 7-18 * * *",
        "Reply to those whose voice came after publishing and has its outcome now, by day",
    ),
    "register.place": ("12 * * * *", "Place services anew where a place begins or ends"),
    "register.tend_people": (
        "22 * * * *",
        "Forget people whose time on the register is over, and ask those whose time ends soon",
    ),
    "register.forget_mail": (
        "17 * * * *",
        "Forget whom emails went to and what they said, two years after",
    ),
    "register.forget_rolls": ("42 * * * *", "Forget the lines of rolls that are two years old"),
    "governance.remind_duties": (
        "52 * * * *",
        "Remind those who offer evidence, once a week, of duties that press",
    ),
    "governance.forget_holders": (
        "47 * * * *",
        "Forget the addresses of those whose last seat ended, and after six years their names",
    ),
    "strategy.delete_bundles": (
        "34 * * * *",
        "Delete the files of bundles whose time is over",
    ),
    "strategy.remind_commitments": (
        "57 * * * *",
        "Remind those who see to promises, once a week, of what is late or due soon",
    ),
    "strategy.remind_late": (
        "39 7-18 * * *",
        "Remind those who decide, once a week, of voices that came late and wait",
    ),
    "strategy.remind_regard": (
        "9 7-18 * * *",
        "Remind those who record regard, once a week, of decisions without a signed record",
    ),
    "strategy.seal_ledger": (
        "*/10 * * * *",
        "Seal the ledger's new entries under a signed head",
    ),
    "jobs.forget": ("32 * * * *", "Forget jobs that ended a year ago"),
}
"""The cron expression and the title of each kind of job."""

SCHEDULE_WHERE_SET: dict[str, tuple[str, str, str]] = {
    "register.fetch_changes": (
        "REGULATOR_API",
        "17 3 * * *",
        "Fetch what the regulator changed, from its API",
    ),
    "register.fetch_files": (
        "REGULATOR_FILES",
        "47 3 * * *",
        "Fetch the files that the regulator publishes, where they are new",
    ),
}
"""The same, once a night and only where a setting says from where, with the setting's name."""
