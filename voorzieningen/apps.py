from django.apps import AppConfig


class VoorzieningenConfig(AppConfig):
    name = "voorzieningen"
    verbose_name = "Voorzieningen"

    def ready(self) -> None:
        from swv.kern import werk
        from swv.organisaties.context import menu_erbij
        from voorzieningen.plaatsen.werk import plaatswerk
        from voorzieningen.profielen.menu import profielmenu
        from voorzieningen.profielen.werk import profielwerk

        werk.registreer(plaatswerk)
        werk.registreer(profielwerk)
        menu_erbij(profielmenu)
