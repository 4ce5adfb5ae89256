"""What the pages of the bureau share in this room: one look, and what happened to the dossier."""

from typing import Any

from django.http import HttpRequest

from swv.kern.beheer import Dossierbeheer
from swv.kern.models import Gebeurtenis
from swv.kern.woorden import Handelingwoorden
from swv.kern.workflow import Handeling
from swv.post.selectors import berichten
from swv.termijnen.selectors import overzicht


class Voorzieningdossierbeheer(Dossierbeheer):
    """A dossier of the facilities, in the words of its part of the room."""

    dossier_template = "admin/voorzieningen/dossier.html"
    handeling_template = "admin/voorzieningen/handeling.html"
    woorden: Handelingwoorden

    def zin_gelukt(self, handeling: Handeling) -> str:
        return self.woorden.GELUKT[handeling.naam]

    def inhoud(self, request: HttpRequest, dossier: Any) -> dict[str, Any]:
        """What happened, with what the bureau alone may read, the reminders and the mail."""
        return {
            "gebeurtenissen": list(Gebeurtenis.objects.van(dossier).select_related("door")),
            "termijnen": [rij for rij in overzicht(dossier) if rij.herinneringen],
            "berichten": list(berichten(dossier)),
        }
