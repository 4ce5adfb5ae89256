from django.apps import AppConfig


class AanvragenConfig(AppConfig):
    name = "aanvragen"
    verbose_name = "Aanvragen"

    def ready(self) -> None:
        from aanvragen import rules
        from aanvragen.models import Aanvraag
        from aanvragen.soorten import laden
        from aanvragen.verantwoording.aanmelden import aanmelden as verantwoording_aanmelden
        from swv.documenten.toegang import registreer

        laden()
        registreer(Aanvraag, rules.mag_lezen)
        verantwoording_aanmelden()
