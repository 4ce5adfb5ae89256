from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class OrganisatiesConfig(AppConfig):
    name = "swv.organisaties"
    label = "organisaties"
    verbose_name = "Organisaties en mensen"

    def ready(self) -> None:
        from swv.organisaties import signals  # noqa: F401


class BeheerConfig(AdminConfig):
    """Django's admin, with the site of the portal."""

    default_site = "swv.organisaties.beheer.Beheersite"
