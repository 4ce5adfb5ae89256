from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class KernConfig(AppConfig):
    name = "swv.kern"
    label = "kern"
    verbose_name = "Kern"

    def ready(self) -> None:
        """Every app may have workflow.py (acts) and opdrachten.py (background work); each process knows them all."""
        autodiscover_modules("workflow", "opdrachten")
