from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"

    def ready(self) -> None:
        from swv.documenten import openbaar, toegang
        from swv.organisaties.context import menu_erbij
        from toelating import rules
        from toelating.models import Bijeenkomst, Tlvaanvraag
        from toelating.openbaar import over_brief

        toegang.registreer(Tlvaanvraag, rules.mag_lezen)
        toegang.registreer(Bijeenkomst, rules.mag_bijeenkomst_lezen)
        openbaar.registreer(Tlvaanvraag, over_brief)
        menu_erbij(rules.menu_van_gemandateerde)
