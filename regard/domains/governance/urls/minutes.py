"""Addresses of minutes, decisions, actions and interests."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import (
    deciding,
    decisions,
    declaring,
    following,
    interests,
    lines,
    minutes,
)

MEETING = "<slug:system>/meetings/<int:meeting_id>"
MINUTES = f"{MEETING}/minutes"
LINE = f"{MINUTES}/<int:line_id>"
ITEM = f"{MEETING}/items/<int:item_id>"
DECISIONS = "<slug:system>/decisions"
DECISION = f"{DECISIONS}/<slug:decision_ref>"
ACTIONS = "<slug:system>/actions"
ACTION = f"{ACTIONS}/<slug:action_ref>"
INTERESTS = "<slug:system>/interests"
INTEREST = f"{INTERESTS}/<int:interest_id>"

minute_urls: list[URLPattern | URLResolver] = [
    path(f"{MINUTES}/", minutes.minutes, name="minutes"),
    path(f"{MINUTES}/add/", minutes.add_line, name="add_line"),
    path(f"{MINUTES}/agree/", minutes.agree_minutes, name="agree_minutes"),
    path(f"{MINUTES}/publish/", minutes.publish_minutes, name="publish_minutes"),
    path(f"{MINUTES}.pdf", minutes.minutes_pdf, name="minutes_pdf"),
    path(f"{LINE}/", lines.line, name="line"),
    path(f"{LINE}/action/", lines.line_action, name="line_action"),
    path(f"{LINE}/decision/", lines.line_decision, name="line_decision"),
    path(f"{LINE}/move/", lines.move_line, name="move_line"),
    path(f"{LINE}/remove/", lines.remove_line, name="remove_line"),
    path(f"{ITEM}/interests/", declaring.item_interests, name="item_interests"),
    path(f"{ITEM}/open/", declaring.open_item, name="open_item"),
    path(f"{DECISIONS}/", decisions.decisions, name="decisions"),
    path(f"{DECISIONS}.csv", decisions.decisions_csv, name="decisions_csv"),
    path(f"{DECISIONS}/new/", decisions.new_decision, name="new_decision"),
    path(f"{DECISION}/", decisions.decision, name="decision"),
    path(f"{DECISION}/action/", deciding.decision_action, name="decision_action"),
    path(f"{DECISION}/edit/", decisions.edit_decision, name="edit_decision"),
    path(f"{DECISION}/involved/", deciding.new_involvement, name="new_involvement"),
    path(
        f"{DECISION}/involved/<int:involvement_id>/remove/",
        deciding.remove_involvement,
        name="remove_involvement",
    ),
    path(f"{DECISION}/options/", deciding.new_option, name="new_option"),
    path(f"{DECISION}/options/<int:option_id>/", deciding.edit_option, name="edit_option"),
    path(
        f"{DECISION}/options/<int:option_id>/remove/", deciding.remove_option, name="remove_option"
    ),
    path(f"{DECISION}/record/", decisions.record_decision, name="record_decision"),
    path(f"{DECISION}/remove/", decisions.remove_decision, name="remove_decision"),
    path(f"{ACTIONS}/", following.actions_page, name="actions"),
    path(f"{ACTIONS}.csv", following.actions_csv, name="actions_csv"),
    path(f"{ACTIONS}/new/", following.new_action, name="new_action"),
    path(f"{ACTION}/", following.action, name="action"),
    path(f"{ACTION}/edit/", following.edit_action, name="edit_action"),
    path(f"{ACTION}/follow/", following.follow_action, name="follow_action"),
    path(f"{INTERESTS}/", interests.interests, name="interests"),
    path(f"{INTERESTS}.csv", interests.interests_csv, name="interests_csv"),
    path(f"{INTERESTS}/new/", interests.new_interest, name="new_interest"),
    path(f"{INTEREST}/", interests.interest, name="interest"),
    path(f"{INTEREST}/about/", interests.interest_about, name="interest_about"),
    path(f"{INTEREST}/end/", interests.end_interest, name="end_interest"),
]
