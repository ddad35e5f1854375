"""Addresses of the calendar, meetings, agendas and papers."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import (
    agendas,
    attendance,
    balance,
    calling,
    meeting_files,
    meetings,
    my_meetings,
    papers,
)

MEETINGS = "<slug:system>/meetings"
MEETING = f"{MEETINGS}/<int:meeting_id>"
ITEM = f"{MEETING}/items/<int:item_id>"
PAPER = f"{MEETING}/papers/<int:paper_id>"
MINE = "my-meetings/<str:token>"
MY_MEETING = f"{MINE}/<int:meeting_id>"

meeting_urls: list[URLPattern | URLResolver] = [
    path(f"{MINE}/", my_meetings.my_meetings, name="my_meetings"),
    path(f"{MINE}/calendar.ics", my_meetings.my_calendar, name="my_calendar"),
    path(f"{MY_MEETING}/", my_meetings.my_meeting, name="my_meeting"),
    path(f"{MY_MEETING}/items/<int:item_id>/", my_meetings.my_item, name="my_item"),
    path(f"{MY_MEETING}/papers/<int:paper_id>/", my_meetings.my_paper, name="my_paper"),
    path(f"{MY_MEETING}/pack.pdf", my_meetings.my_pack, name="my_pack"),
    path(f"{MEETINGS}/", meetings.meetings, name="meetings"),
    path(f"{MEETINGS}/new/", meetings.new_meeting, name="new_meeting"),
    path(f"{MEETINGS}/balance/", balance.balance, name="balance"),
    path(f"{MEETINGS}/calendar.ics", meeting_files.calendar, name="calendar"),
    path(
        "<slug:system>/bodies/<slug:body>/calendar.ics",
        meeting_files.body_calendar,
        name="body_calendar",
    ),
    path(f"{MEETING}/", meetings.meeting, name="meeting"),
    path(f"{MEETING}/edit/", meetings.edit_meeting, name="edit_meeting"),
    path(f"{MEETING}/cancel/", meetings.cancel_meeting, name="cancel_meeting"),
    path(f"{MEETING}/publish/", meetings.publish_agenda, name="publish_agenda"),
    path(f"{MEETING}/held/", meetings.hold_meeting, name="hold_meeting"),
    path(f"{MEETING}/call/", calling.called, name="called"),
    path(f"{MEETING}/call/again/", calling.send_again, name="send_again"),
    path(f"{MEETING}/came/", attendance.attendance, name="attendance"),
    path(f"{MEETING}/pack.pdf", meeting_files.pack, name="pack"),
    path(f"{MEETING}/meeting.ics", meeting_files.meeting_calendar, name="meeting_calendar"),
    path(f"{MEETING}/items/new/", agendas.new_item, name="new_item"),
    path(f"{ITEM}/", agendas.item, name="item"),
    path(f"{ITEM}/edit/", agendas.edit_item, name="edit_item"),
    path(f"{ITEM}/brief/", agendas.edit_brief, name="edit_brief"),
    path(f"{ITEM}/move/", agendas.move_item, name="move_item"),
    path(f"{ITEM}/remove/", agendas.remove_item, name="remove_item"),
    path(f"{ITEM}/papers/new/", papers.new_paper, name="new_paper"),
    path(f"{PAPER}/", papers.paper, name="paper"),
    path(f"{PAPER}/remove/", papers.remove_paper, name="remove_paper"),
]
