from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import alternatives, copying, gate, phases, preview, timetable

from .prefixes import ASKED

FAIR = f"{ASKED}/fair"
OPTION = f"{ASKED}/options/<int:alternative_id>"
PHASE = f"{ASKED}/phases/<slug:phase>"

urlpatterns: list[URLPattern | URLResolver] = [
    path("<slug:system>/asked/new/from/", copying.templates, name="templates"),
    path(
        "<slug:system>/asked/new/from/<slug:template>/", copying.use_template, name="use_template"
    ),
    path(f"{ASKED}/copy/", copying.copy_exercise, name="copy_exercise"),
    path(f"{ASKED}/preview/", preview.preview, name="preview"),
    path(f"{ASKED}/phases/", phases.phases, name="phases"),
    path(f"{PHASE}/", phases.edit_phase, name="edit_phase"),
    path(f"{PHASE}/add/", phases.add_phase, name="add_phase"),
    path(f"{PHASE}/remove/", phases.remove_phase, name="remove_phase"),
    path(f"{ASKED}/options/", alternatives.alternatives, name="alternatives"),
    path(f"{ASKED}/options/none/", alternatives.ask_openly, name="ask_openly"),
    path(f"{OPTION}/", alternatives.edit_alternative, name="edit_alternative"),
    path(f"{OPTION}/remove/", alternatives.remove_alternative, name="remove_alternative"),
    path(f"{FAIR}/", gate.gate, name="gate"),
    path(f"{FAIR}/show/<slug:sign>/", gate.offer_proof, name="offer_proof"),
    path(f"{FAIR}/<int:proof_id>/withdraw/", gate.withdraw_proof, name="withdraw_proof"),
    path(f"{FAIR}/<int:proof_id>/file/", gate.proof_file, name="proof_file"),
    path(f"{FAIR}/without/<slug:principle>/", gate.override_principle, name="override_principle"),
    path(f"{ASKED}/timetable/", timetable.timetable, name="timetable"),
    path(f"{ASKED}/timetable/pause/", timetable.pause_exercise, name="pause_exercise"),
    path(f"{ASKED}/timetable/resume/", timetable.resume_exercise, name="resume_exercise"),
]
