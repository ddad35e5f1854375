from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "regard.domains.strategy"
    label = "strategy"
