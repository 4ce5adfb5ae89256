"""The page of the bureau for a question about a draft: kind, school and messages, and nothing of the draft itself."""

from typing import Any, ClassVar

from django.contrib.admin import AdminSite
from django.urls import reverse

from swv.invullen import gesprekken, standaardteksten
from swv.invullen.beheer import VERSTUURD, Schrijfpagina
from swv.invullen.forms import BerichtForm
from swv.invullen.models import Gesprek, Kant
from swv.kern.fouten import VerkeerdeStatus


class ConceptgesprekView(Schrijfpagina):
    """The draft never reaches the template: only its conversation does."""

    site: ClassVar[AdminSite] = None  # type: ignore[assignment]  # as_view gives both
    gesprek: ClassVar[Gesprek] = None  # type: ignore[assignment]

    template_name = "admin/invullen/conceptgesprek.html"
    formulier = BerichtForm
    titel = "Vraag bij een concept"
    klaar = VERSTUURD

    def zoek(self) -> None:
        """The admin found it."""

    def soort(self) -> str:
        return standaardteksten.soortcode(self.gesprek.bron) if self.gesprek.bron else ""

    def bewaar(self, **gegevens: Any) -> object:
        if self.gesprek.bron is None:
            raise VerkeerdeStatus(gesprekken.WEGGEGOOID)
        return gesprekken.bericht_sturen(self.gesprek.bron, kant=Kant.BUREAU, **gegevens)

    def inhoud(self) -> dict[str, Any]:
        lijst = reverse("admin:invullen_gesprek_changelist")
        return {
            **self.site.each_context(self.request),
            "gesprek": self.gesprek,
            "opts": Gesprek._meta,
            "lijst_url": lijst,
            "terug_url": lijst,
            **self.gesprekscontext(self.gesprek, self.gesprek.bron),
        }
