from django.apps import AppConfig


class AanvragenConfig(AppConfig):
    name = "aanvragen"
    verbose_name = "Aanvragen"

    def ready(self) -> None:
        from aanvragen import rules
        from aanvragen.gesprek import AanvraagKamer
        from aanvragen.models import Aanvraag
        from aanvragen.soorten import laden
        from aanvragen.uitvoering.aanmelden import aanmelden as uitvoering_aanmelden
        from aanvragen.verantwoording.aanmelden import aanmelden as verantwoording_aanmelden
        from swv.documenten.toegang import registreer
        from swv.invullen import kamers

        laden()
        registreer(Aanvraag, rules.mag_lezen)
        kamers.registreer(AanvraagKamer())
        uitvoering_aanmelden()
        verantwoording_aanmelden()
