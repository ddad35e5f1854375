"""Every address of the register."""

from django.urls import URLPattern, URLResolver, path

from . import views

app_name = "register"

REGISTER = "<slug:system>/register"
LOCATION = f"{REGISTER}/<int:location_id>"
LOAD = f"{REGISTER}/load/<int:load_id>"
PLACES = f"{REGISTER}/places"

urlpatterns: list[URLPattern | URLResolver] = [
    path("areas/", views.areas, name="areas"),
    path("areas/<slug:level>/<slug:code>/", views.area, name="area"),
    path(f"{REGISTER}/", views.services, name="services"),
    path(f"{REGISTER}/services.csv", views.services_csv, name="services_csv"),
    path(f"{REGISTER}/services.xlsx", views.services_xlsx, name="services_xlsx"),
    path(f"{REGISTER}/load/", views.load, name="load"),
    path(f"{REGISTER}/load/template.csv", views.load_template, name="load_template"),
    path(f"{REGISTER}/load/missing.csv", views.missing_contacts, name="missing_contacts"),
    path(f"{LOAD}/", views.load_result, name="load_result"),
    path(f"{LOAD}/accept/", views.accept_load, name="accept_load"),
    path(f"{LOAD}/refused.csv", views.refused_rows, name="refused_rows"),
    path(f"{PLACES}/", views.places, name="places"),
    path(f"{PLACES}/new/", views.new_place, name="new_place"),
    path(f"{PLACES}/<slug:place>/", views.place, name="place"),
    path(f"{PLACES}/<slug:place>/edit/", views.edit_place, name="edit_place"),
    path(f"{PLACES}/<slug:place>/end/", views.end_place, name="end_place"),
    path(f"{LOCATION}/", views.location, name="location"),
    path(f"{LOCATION}/contact/", views.contact, name="contact"),
]
