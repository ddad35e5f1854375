from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "regard.foundation.mail"
    label = "mail"
