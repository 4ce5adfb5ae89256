from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"

    def ready(self) -> None:
        from swv.documenten.toegang import registreer
        from toelating import bestanden
        from toelating.models import Tlvaanvraag

        registreer(Tlvaanvraag, bestanden.mag_dossier, per_bestand=bestanden.mag_bestand)
