from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "regard.entrypoints.web"
    label = "web"
