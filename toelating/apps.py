from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"

    def ready(self) -> None:
        from swv.documenten.toegang import registreer
        from toelating import rules
        from toelating.models import Bijeenkomst, Tlvaanvraag

        registreer(Tlvaanvraag, rules.mag_lezen)
        registreer(Bijeenkomst, rules.mag_bijeenkomst_lezen)
