from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"

    def ready(self) -> None:
        from swv.documenten import openbaar, toegang
        from swv.organisaties.context import menu_erbij
        from toelating import rules
        from toelating.bezwaar import mensen
        from toelating.models import Bezwaar, Bijeenkomst, Tlvaanvraag
        from toelating.openbaar import over_brief

        toegang.registreer(Tlvaanvraag, rules.mag_lezen)
        toegang.registreer(Bijeenkomst, rules.mag_bijeenkomst_lezen)
        toegang.registreer(Bezwaar, mensen.mag_lezen, per_bestand=mensen.mag_bestand)
        openbaar.registreer(Tlvaanvraag, over_brief)
        menu_erbij(rules.menu_van_gemandateerde)
