from django.apps import AppConfig


class InvullenConfig(AppConfig):
    """Filling in a dossier: drafts, attachments, the summary, versions and supplements, for every room above."""

    name = "swv.invullen"
    label = "invullen"
    verbose_name = "Invullen"
