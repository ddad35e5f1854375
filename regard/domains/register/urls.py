"""Every address of the register."""

from django.urls import URLPattern, URLResolver, path

from . import views
from .views.network_urls import network_urls

app_name = "register"

REGISTER = "<slug:system>/register"
LOCATION = f"{REGISTER}/<int:location_id>"
UPKEEP = f"{REGISTER}/upkeep"
LOAD = f"{REGISTER}/load/<int:load_id>"
PLACES = f"{REGISTER}/places"
PEOPLE = f"{REGISTER}/people"
PERSON = f"{PEOPLE}/<int:individual_id>"
REACH = f"{REGISTER}/reach"
TOLD = f"{REGISTER}/told"
ME = "me/<str:token>"

people_urls: list[URLPattern | URLResolver] = [
    path(f"{ME}/", views.me, name="me"),
    path(f"{ME}/change/", views.change_me, name="change_me"),
    path(f"{ME}/confirm/", views.confirm_me, name="confirm_me"),
    path(f"{ME}/forget/", views.forget_me, name="forget_me"),
    path(f"{ME}/held.json", views.my_data, name="my_data"),
    path(f"{ME}/keep/", views.keep_me, name="keep_me"),
    path(f"{ME}/stop/", views.stop_me, name="stop_me"),
    path("<slug:system>/join/", views.join, name="join"),
    path(f"{PEOPLE}/", views.people, name="people"),
    path(f"{PEOPLE}/new/", views.new_person, name="new_person"),
    path(f"{PERSON}/", views.person, name="person"),
    path(f"{PERSON}/edit/", views.edit_person, name="edit_person"),
    path(f"{PERSON}/forget/", views.forget_person, name="forget_person"),
    path(f"{PERSON}/held.json", views.person_held, name="person_held"),
    path(f"{PERSON}/keep/", views.keep_person, name="keep_person"),
    path(f"{PERSON}/send/", views.send_person_page, name="send_person_page"),
    path(f"{PERSON}/roles/", views.person_role, name="person_role"),
    path(f"{PERSON}/roles/<int:role_id>/end/", views.end_person_role, name="end_person_role"),
    path(f"{PERSON}/speaks/", views.person_speaker, name="person_speaker"),
    path(
        f"{PERSON}/speaks/<int:speaker_id>/end/",
        views.end_person_speaker,
        name="end_person_speaker",
    ),
]

reach_urls: list[URLPattern | URLResolver] = [
    path(f"{REACH}/", views.reach, name="reach"),
    path(f"{REACH}/services/", views.reach_list, name="reach_list"),
    path(f"{REACH}/services.csv", views.reach_csv, name="reach_csv"),
    path(f"{REACH}/tasks/", views.reach_tasks, name="reach_tasks"),
    path(f"{REACH}/tasks/give/", views.give_reach_tasks, name="give_reach_tasks"),
    path(f"{REACH}/tasks/<int:task_id>/", views.edit_reach_task, name="edit_reach_task"),
    path(f"{REACH}/tasks/<int:task_id>/end/", views.end_reach_task, name="end_reach_task"),
    path(f"{TOLD}/", views.told, name="told"),
    path(f"{TOLD}/new/<int:council_id>/", views.new_told, name="new_told"),
    path(f"{TOLD}/<int:statement_id>/", views.told_statement, name="told_statement"),
    path(f"{LOCATION}/reached/", views.reached, name="reached"),
    path(f"{LOCATION}/reached/tried/", views.tried, name="tried"),
    path(f"{LOCATION}/reached/preference/", views.preference, name="preference"),
    path(f"{LOCATION}/commissioned/", views.commissioned, name="commissioned"),
    path(f"{LOCATION}/speaks/", views.location_speaker, name="location_speaker"),
    path(
        f"{LOCATION}/speaks/<int:speaker_id>/end/",
        views.end_location_speaker,
        name="end_location_speaker",
    ),
]
SEGMENT = f"{REGISTER}/segments/<slug:slug>"

FILES = ("csv", "xlsx", "ods")
"""What the list of services can be taken away as."""

urlpatterns: list[URLPattern | URLResolver] = [
    *people_urls,
    *reach_urls,
    path("areas/", views.areas, name="areas"),
    path("areas/<slug:level>/<slug:code>/", views.area, name="area"),
    path(f"{REGISTER}/", views.services, name="services"),
    path(f"{REGISTER}/table/", views.services_table, name="services_table"),
    path(f"{REGISTER}/map/", views.services_map, name="services_map"),
    *(
        path(
            f"{REGISTER}/services.{kind}",
            views.services_file,
            {"kind": kind},
            name=f"services_{kind}",
        )
        for kind in FILES
    ),
    path("register/", views.everywhere, name="everywhere"),
    path("register/table/", views.everywhere_table, name="everywhere_table"),
    path("register/map/", views.everywhere_map, name="everywhere_map"),
    *(
        path(
            f"register/services.{kind}",
            views.everywhere_file,
            {"kind": kind},
            name=f"everywhere_{kind}",
        )
        for kind in FILES
    ),
    path(f"{REGISTER}/segments/", views.segments, name="segments"),
    path(f"{SEGMENT}/", views.segment, name="segment"),
    path(f"{SEGMENT}/rename/", views.rename_segment, name="rename_segment"),
    path(f"{SEGMENT}/delete/", views.delete_segment, name="delete_segment"),
    path(f"{REGISTER}/sources/", views.sources, name="sources"),
    path(f"{REGISTER}/fetches/", views.fetches, name="fetches"),
    path(f"{REGISTER}/load/", views.load, name="load"),
    path(f"{REGISTER}/load/template.csv", views.load_template, name="load_template"),
    path(f"{REGISTER}/load/missing.csv", views.missing_contacts, name="missing_contacts"),
    path(f"{LOAD}/", views.load_result, name="load_result"),
    path(f"{LOAD}/accept/", views.accept_load, name="accept_load"),
    path(f"{LOAD}/changes.csv", views.load_changes, name="load_changes"),
    path(f"{LOAD}/reject/", views.reject_load, name="reject_load"),
    path(f"{LOAD}/refused.csv", views.refused_rows, name="refused_rows"),
    path(f"{PLACES}/", views.places, name="places"),
    path(f"{PLACES}/new/", views.new_place, name="new_place"),
    path(f"{PLACES}/<slug:place>/", views.place, name="place"),
    path(f"{PLACES}/<slug:place>/edit/", views.edit_place, name="edit_place"),
    path(f"{PLACES}/<slug:place>/end/", views.end_place, name="end_place"),
    path("groups/<slug:brand_id>/", views.group, name="group"),
    path("mine/", views.mine, name="mine"),
    path("o/<str:token>/", views.own, name="own"),
    path("o/<str:token>/wishes/", views.own_wishes, name="own_wishes"),
    path("providers/<int:organisation_id>/", views.provider, name="provider"),
    path(f"{REGISTER}/add/", views.add_service, name="add"),
    path(f"{UPKEEP}/", views.upkeep, name="upkeep"),
    path(
        f"{UPKEEP}/corrections/<int:correction_id>/",
        views.decide_correction,
        name="decide_correction",
    ),
    path(f"{UPKEEP}/merge/<int:location_id>/<int:other_location_id>/", views.merge, name="merge"),
    path(
        f"{UPKEEP}/merge-providers/<int:organisation_id>/<int:other_organisation_id>/",
        views.merge_providers,
        name="merge_providers",
    ),
    path(f"{UPKEEP}/merges/<int:merge_id>/", views.merged, name="merged"),
    path(f"{LOCATION}/", views.location, name="location"),
    path(f"{LOCATION}/change/", views.change_service, name="change"),
    path(f"{LOCATION}/correct/", views.correct, name="correct"),
    path(f"{LOCATION}/end/", views.end_service, name="end"),
    path(f"{LOCATION}/return/", views.return_service, name="return"),
    path(f"{LOCATION}/send-link/", views.send_own_link, name="send_own_link"),
    path(f"{LOCATION}/contact/", views.contact, name="contact"),
    *network_urls,
]
