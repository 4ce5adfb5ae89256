from django.apps import AppConfig
from django.db.models.signals import post_migrate


class VoorzieningenConfig(AppConfig):
    name = "voorzieningen"
    verbose_name = "Voorzieningen"

    def ready(self) -> None:
        from swv.documenten import openbaar, toegang
        from swv.kern import werk
        from swv.organisaties.context import menu_erbij
        from voorzieningen.activiteiten import bewijs
        from voorzieningen.activiteiten.rules import mag_bewijs_lezen
        from voorzieningen.activiteiten.werk import activiteitenwerk
        from voorzieningen.models import Inschrijving
        from voorzieningen.models.hulpmiddelen import standaard_laden
        from voorzieningen.plaatsen.werk import plaatswerk
        from voorzieningen.profielen.menu import profielmenu
        from voorzieningen.profielen.werk import profielwerk
        from voorzieningen.registratie.werk import registratiewerk
        from voorzieningen.schoolwissel.werk import wisselwerk
        from voorzieningen.uitlenen.werk import leenwerk

        for bron in (plaatswerk, leenwerk, activiteitenwerk, profielwerk, wisselwerk, registratiewerk):
            werk.registreer(bron)
        menu_erbij(profielmenu)
        toegang.registreer(Inschrijving, mag_bewijs_lezen)
        openbaar.registreer(Inschrijving, bewijs.over)
        post_migrate.connect(standaard_laden, sender=self)
