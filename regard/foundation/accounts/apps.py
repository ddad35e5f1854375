from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "regard.foundation.accounts"
    label = "accounts"
