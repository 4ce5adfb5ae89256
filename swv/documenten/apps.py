from django.apps import AppConfig


class DocumentenConfig(AppConfig):
    """Attachments, letters, their seal and the public verification page."""

    name = "swv.documenten"
    label = "documenten"
    verbose_name = "Documenten"
