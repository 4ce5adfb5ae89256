from django.apps import AppConfig


class KamerConfig(AppConfig):
    name = "tests.invullen.kamer"
    label = "kamer"
