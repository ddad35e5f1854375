from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "regard.foundation.jobs"
    label = "jobs"
