from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "regard.foundation.design"
    label = "design"
