"""Addresses of duties and their evidence."""

from django.urls import URLPattern, URLResolver, path

from regard.domains.governance.views import (
    duties,
    duty_acts,
    duty_catalogue,
    duty_packs,
    evidence,
)

DUTIES = "<slug:system>/duties"
TEXT = f"{DUTIES}/catalogue/<slug:duty_code>"
ONE = f"{DUTIES}/<int:obligation_id>"

duty_urls: list[URLPattern | URLResolver] = [
    path(f"{DUTIES}/", duties.duties, name="duties"),
    path(f"{DUTIES}/follow/", duty_acts.begin_duties, name="begin_duties"),
    path(f"{DUTIES}/calendar/", duties.duty_calendar, name="duty_calendar"),
    path(f"{DUTIES}/assessments/", duty_acts.assessments, name="assessments"),
    path(
        f"{DUTIES}/assessments/<int:assessment_id>/file/",
        duties.assessment_file,
        name="assessment_file",
    ),
    path(f"{DUTIES}/pack/", duty_packs.duty_pack, name="duty_pack"),
    path(f"{DUTIES}/pack.pdf", duty_packs.duty_pack_pdf, name="duty_pack_pdf"),
    path(f"{DUTIES}/pack.xlsx", duty_packs.duty_pack_xlsx, name="duty_pack_xlsx"),
    path(f"{DUTIES}/catalogue/", duty_catalogue.duty_catalogue, name="duty_catalogue"),
    path(f"{DUTIES}/catalogue/new/", duty_catalogue.new_local_duty, name="new_local_duty"),
    path(f"{TEXT}/", duty_catalogue.duty_text, name="duty_text"),
    path(f"{TEXT}/revise/", duty_catalogue.revise_local_duty, name="revise_local_duty"),
    path(f"{TEXT}/end/", duty_catalogue.end_local_duty, name="end_local_duty"),
    path(f"{ONE}/", duties.duty, name="duty"),
    path(f"{ONE}/offer/", evidence.offer_evidence, name="offer_evidence"),
    path(f"{ONE}/due/", duty_acts.duty_due, name="duty_due"),
    path(f"{ONE}/exempt/", duty_acts.exempt_duty, name="exempt_duty"),
    path(f"{ONE}/apply/", duty_acts.apply_duty, name="apply_duty"),
    path(f"{ONE}/times/<int:round_id>/look/", evidence.look_at_evidence, name="look_at_evidence"),
    path(f"{ONE}/times/<int:round_id>/close/", duty_acts.close_round, name="close_round"),
    path(
        f"{ONE}/evidence/<int:evidence_id>/withdraw/",
        evidence.withdraw_evidence,
        name="withdraw_evidence",
    ),
    path(f"{ONE}/evidence/<int:evidence_id>/file/", duties.evidence_file, name="evidence_file"),
]
