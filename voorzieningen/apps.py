from django.apps import AppConfig


class VoorzieningenConfig(AppConfig):
    name = "voorzieningen"
    verbose_name = "Voorzieningen"

    def ready(self) -> None:
        from swv.documenten import openbaar, toegang
        from swv.kern import werk
        from voorzieningen.activiteiten import bewijs
        from voorzieningen.activiteiten.rules import mag_bewijs_lezen
        from voorzieningen.activiteiten.werk import activiteitenwerk
        from voorzieningen.models import Inschrijving
        from voorzieningen.plaatsen.werk import plaatswerk

        werk.registreer(plaatswerk)
        werk.registreer(activiteitenwerk)
        toegang.registreer(Inschrijving, mag_bewijs_lezen)
        openbaar.registreer(Inschrijving, bewijs.over)
