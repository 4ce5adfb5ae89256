from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"

    def ready(self) -> None:
        from swv.documenten.toegang import registreer
        from toelating import bestanden, rules
        from toelating.models import Bijeenkomst, Tlvaanvraag

        registreer(Tlvaanvraag, bestanden.mag_dossier, per_bestand=bestanden.mag_bestand)
        registreer(Bijeenkomst, rules.mag_bijeenkomst_lezen)
