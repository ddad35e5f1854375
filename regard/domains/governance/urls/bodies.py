"""Addresses of bodies, their terms, what became of them, and who does what."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import (
    bodies,
    body_terms,
    comparing,
    editing_bodies,
    responsibilities,
    rights,
)

BODIES = "<slug:system>/bodies"
BODY = f"{BODIES}/<slug:body>"
TERMS = f"{BODY}/terms"
TOPICS = "<slug:system>/responsibilities"
TOPIC = f"{TOPICS}/<slug:topic>"

body_urls: list[URLPattern | URLResolver] = [
    path(f"{BODIES}/", bodies.bodies, name="bodies"),
    path(f"{BODIES}/new/", editing_bodies.new_body, name="new_body"),
    path(f"{BODIES}/begin/", editing_bodies.begin_bodies, name="begin_bodies"),
    path(f"{BODIES}/compare/", comparing.compare_bodies, name="compare_bodies"),
    path(f"{BODY}/", bodies.body, name="body"),
    path(f"{BODY}/edit/", editing_bodies.edit_body, name="edit_body"),
    path(f"{BODY}/end/", editing_bodies.end_body, name="end_body"),
    path(f"{BODY}/roles/", rights.body_roles, name="body_roles"),
    path(f"{BODY}/roles/<int:body_role_id>/end/", rights.end_role, name="end_role"),
    path(f"{BODY}/basis/", rights.body_bases, name="body_bases"),
    path(f"{BODY}/basis/<int:basis_id>/end/", rights.end_basis, name="end_basis"),
    path(f"{TERMS}/", body_terms.versions, name="body_terms"),
    path(f"{TERMS}/begin/", body_terms.begin, name="begin_terms"),
    path(f"{TERMS}/compare/", body_terms.compare, name="compare_terms"),
    path(f"{TERMS}/<int:version>/", body_terms.terms, name="terms"),
    path(f"{TERMS}/<int:version>/edit/", body_terms.edit, name="edit_terms"),
    path(f"{TERMS}/<int:version>/adopt/", body_terms.adopt, name="adopt_terms"),
    path(f"{TERMS}/<int:version>/drop/", body_terms.drop, name="drop_terms"),
    path(f"{TOPICS}/", responsibilities.responsibilities, name="responsibilities"),
    path(f"{TOPICS}/new/", responsibilities.new_topic, name="new_topic"),
    path(f"{TOPICS}/begin/", responsibilities.begin_topics, name="begin_topics"),
    path(f"{TOPIC}/", responsibilities.topic, name="topic"),
    path(f"{TOPIC}/edit/", responsibilities.edit_topic, name="edit_topic"),
    path(f"{TOPIC}/<int:responsibility_id>/end/", responsibilities.end_part, name="end_part"),
]
