from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"

    def ready(self) -> None:
        from swv.documenten import openbaar, toegang
        from swv.invullen import kamers
        from swv.kern import werk
        from swv.organisaties.context import menu_erbij
        from toelating import bestanden, rules
        from toelating.adviseurs import werk_van_adviseur
        from toelating.bezwaar import mensen
        from toelating.gesprek import TlvKamer
        from toelating.models import Bezwaar, Bijeenkomst, Tlvaanvraag
        from toelating.openbaar import over_brief
        from toelating.werk import schoolwerk

        toegang.registreer(Tlvaanvraag, bestanden.mag_dossier, per_bestand=bestanden.mag_bestand)
        toegang.registreer(Bijeenkomst, rules.mag_bijeenkomst_lezen)
        toegang.registreer(Bezwaar, mensen.mag_lezen, per_bestand=mensen.mag_bestand)
        openbaar.registreer(Tlvaanvraag, over_brief)
        menu_erbij(rules.menu_van_gemandateerde)
        werk.registreer(schoolwerk)
        werk.registreer(werk_van_adviseur)
        kamers.registreer(TlvKamer())
