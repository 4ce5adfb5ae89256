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
        from toelating.dwangsom.bestanden import mag_lezen as mag_ingebrekestelling
        from toelating.dwangsom.werk import dwangsomwerk
        from toelating.gesprek import TlvKamer
        from toelating.models import Bezwaar, Bijeenkomst, Ingebrekestelling, Tlvaanvraag
        from toelating.monitors.werk import monitorwerk
        from toelating.openbaar import over_brief
        from toelating.werk import schoolwerk

        toegang.registreer(Tlvaanvraag, bestanden.mag_dossier, per_bestand=bestanden.mag_bestand)
        toegang.registreer(Bijeenkomst, rules.mag_bijeenkomst_lezen)
        toegang.registreer(Bezwaar, mensen.mag_lezen, per_bestand=mensen.mag_bestand)
        toegang.registreer(Ingebrekestelling, mag_ingebrekestelling)
        openbaar.registreer(Tlvaanvraag, over_brief)
        menu_erbij(rules.menu_van_gemandateerde)
        werk.registreer(schoolwerk)
        werk.registreer(werk_van_adviseur)
        werk.registreer(dwangsomwerk)
        werk.registreer(monitorwerk)
        kamers.registreer(TlvKamer())
