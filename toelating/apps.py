from django.apps import AppConfig


class ToelatingConfig(AppConfig):
    name = "toelating"
    verbose_name = "Toelating"

    def ready(self) -> None:
        from swv.documenten import toegang
        from swv.kern import werk
        from toelating import rules
        from toelating.models import Tlvaanvraag
        from toelating.werk import schoolwerk

        toegang.registreer(Tlvaanvraag, rules.mag_lezen)
        werk.registreer(schoolwerk)
