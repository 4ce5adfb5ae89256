from django.apps import AppConfig


class AanvragenConfig(AppConfig):
    name = "aanvragen"
    verbose_name = "Aanvragen"

    def ready(self) -> None:
        from aanvragen import rules
        from aanvragen.gesprek import AanvraagKamer
        from aanvragen.models import Aanvraag, Wijziging
        from aanvragen.soorten import laden
        from aanvragen.uitvoering.aanmelden import aanmelden as uitvoering_aanmelden
        from aanvragen.verantwoording.aanmelden import aanmelden as verantwoording_aanmelden
        from aanvragen.wijziging import opdrachten, werk  # noqa: F401  # background work registers itself
        from aanvragen.wijziging import rules as wijzigingsregels
        from swv.documenten.toegang import registreer
        from swv.invullen import kamers
        from swv.kern import werk as startpagina

        laden()
        registreer(Aanvraag, rules.mag_lezen)
        registreer(Wijziging, wijzigingsregels.mag_lezen)
        startpagina.registreer(werk.schoolwerk)
        kamers.registreer(AanvraagKamer())
        uitvoering_aanmelden()
        verantwoording_aanmelden()
