from django.apps import AppConfig


class BaseConfig(AppConfig):
    name = "regard.foundation.base"
    label = "base"
