from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"
