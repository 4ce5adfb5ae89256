from django.apps import AppConfig
from django.db.models.signals import post_migrate


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
        from voorzieningen.models.hulpmiddelen import standaard_laden
        from voorzieningen.plaatsen.werk import plaatswerk
        from voorzieningen.uitlenen.werk import leenwerk

        werk.registreer(plaatswerk)
        werk.registreer(leenwerk)
        post_migrate.connect(standaard_laden, sender=self)
        werk.registreer(activiteitenwerk)
        toegang.registreer(Inschrijving, mag_bewijs_lezen)
        openbaar.registreer(Inschrijving, bewijs.over)
