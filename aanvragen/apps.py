from django.apps import AppConfig


class AanvragenConfig(AppConfig):
    name = "aanvragen"
    verbose_name = "Aanvragen"

    def ready(self) -> None:
        from aanvragen import rules
        from aanvragen.models import Aanvraag, Wijziging
        from aanvragen.soorten import laden
        from aanvragen.wijziging import opdrachten, werk  # noqa: F401  # background work registers itself
        from aanvragen.wijziging import rules as wijzigingsregels
        from swv.documenten.toegang import registreer
        from swv.kern import werk as startpagina

        laden()
        registreer(Aanvraag, rules.mag_lezen)
        registreer(Wijziging, wijzigingsregels.mag_lezen)
        startpagina.registreer(werk.schoolwerk)
