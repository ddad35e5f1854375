from django.urls import URLPattern, URLResolver, path

from regard.domains.engagement.views import information, writing_information

from .prefixes import ANSWER, ASKED

TOLD = f"{ASKED}/information"
TOLD_FILE = f"{TOLD}/files/<int:pack_file_id>"

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{TOLD}/", information.information, name="information"),
    path(f"{TOLD}/<int:number>/", information.information_version, name="information_version"),
    path(f"{TOLD_FILE}/", information.information_file, name="information_file"),
    path(f"{ANSWER}/information/", information.answer_information, name="answer_information"),
    path(f"{TOLD}/write/", writing_information.write_information, name="write_information"),
    path(f"{TOLD}/publish/", writing_information.publish_information, name="publish_information"),
    path(
        f"{TOLD}/files/add/", writing_information.add_information_file, name="add_information_file"
    ),
    path(
        f"{TOLD_FILE}/remove/",
        writing_information.remove_information_file,
        name="remove_information_file",
    ),
    path(f"{TOLD}/log/", writing_information.information_log, name="information_log"),
    path(f"{TOLD}/log.csv", writing_information.information_log_csv, name="information_log_csv"),
]
