from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"

    def ready(self) -> None:
        from swv.documenten.toegang import registreer
        from toelating import rules
        from toelating.bezwaar import mensen
        from toelating.models import Bezwaar, Tlvaanvraag

        registreer(Tlvaanvraag, rules.mag_lezen)
        registreer(Bezwaar, mensen.mag_lezen, per_bestand=mensen.mag_bestand)
