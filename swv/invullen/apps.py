from django.apps import AppConfig


class InvullenConfig(AppConfig):
    """Filling in a dossier: drafts, attachments, the summary, versions, supplements and messages, for every room
    above."""

    name = "swv.invullen"
    label = "invullen"
    verbose_name = "Berichten"

    def ready(self) -> None:
        from swv.invullen.gesprekken import gesprekswerk
        from swv.kern import werk

        werk.registreer(gesprekswerk)
