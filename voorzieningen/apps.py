from django.apps import AppConfig


class VoorzieningenConfig(AppConfig):
    name = "voorzieningen"
    verbose_name = "Voorzieningen"

    def ready(self) -> None:
        from swv.kern import werk
        from voorzieningen.plaatsen.werk import plaatswerk
        from voorzieningen.registratie.werk import registratiewerk
        from voorzieningen.schoolwissel.werk import wisselwerk

        werk.registreer(plaatswerk)
        werk.registreer(wisselwerk)
        werk.registreer(registratiewerk)
