from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "regard.foundation.files"
    label = "files"
