from django.apps import AppConfig


class TermijnenConfig(AppConfig):
    name = "swv.termijnen"
    label = "termijnen"
    verbose_name = "Termijnen"
