"""Choosing a kind of TLV and beginning; a renewal or another category begins from a TLV."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from swv.invullen.starten import scholen_van
from swv.invullen.views import gebruiker_van
from swv.invullen.views.starten import StartView
from swv.organisaties.models import School
from toelating import selectors, services, uitleg
from toelating.models import Soort, Tlvaanvraag, Toelatingsregeling, Verklaring


@require_safe
@login_required
def nieuw(request: HttpRequest) -> HttpResponse:
    """Which kinds there are: what each needs, how long it takes, who decides, and what parents have to do with it."""
    scholen_van(gebruiker_van(request))
    open_ = Toelatingsregeling.objects.geldig(timezone.localdate()).prefetch_related("stukeisen")
    regelingen = {regeling.soort: regeling for regeling in open_}
    keuzes = [uitleg.Soortkeuze(soort, regelingen.get(soort.code)) for soort in uitleg.UITLEG.values()]
    context = {"keuzes": keuzes, "ouders": uitleg.OUDERS, "wie_besluit": uitleg.WIE_BESLUIT}
    return render(request, "toelating/nieuw.html", context)


class StartenView(StartView):
    """What one kind is and what you need at hand; the button begins. The address says which `soort`, and for a renewal
    or another category from which `tlv` it goes on; without one the page offers the TLVs to choose from."""

    template_name = "toelating/starten.html"

    def voorbereiden(self) -> None:
        """Raises Http404 for an unknown kind, and for a TLV that this person may not go on from."""
        gevraagd = self.request.GET.get("soort") or (Soort.VERLENGING if "tlv" in self.request.GET else "")
        soort = uitleg.UITLEG.get(gevraagd)
        if soort is None:
            raise Http404(f"Geen soort {gevraagd}")
        self.soort = soort
        self.vorige = self._vorige() if soort.kan_verder else None

    def _vorige(self) -> Verklaring | None:
        gekozen = self.request.GET.get("tlv")
        if not gekozen:
            return None
        try:
            return get_object_or_404(self.mogelijk, pk=UUID(gekozen))
        except ValueError:
            raise Http404("Geen TLV") from None

    @cached_property
    def mogelijk(self) -> Any:
        return selectors.vervolg_mogelijk(self.gebruiker, scholen_van(self.gebruiker), self.soort.code)

    def scholen(self) -> list[School]:
        """What goes on from a TLV is asked by the school where the pupil sits."""
        if self.vorige is not None and self.vorige.school is not None:
            return [self.vorige.school]
        return super().scholen()

    def begin(self, *, school: School, sleutel: UUID) -> Tlvaanvraag:
        return services.starten(
            soort=self.soort.code, school=school, door=self.gebruiker, sleutel=sleutel, vorige=self.vorige
        )

    def context(self) -> dict[str, Any]:
        regelingen = Toelatingsregeling.objects.geldig(timezone.localdate()).prefetch_related("stukeisen")
        regeling = regelingen.filter(soort=self.soort.code).first()
        kiezen = self.soort.is_vervolg and self.vorige is None
        return {
            "soort": self.soort,
            "keuze": uitleg.Soortkeuze(self.soort, regeling),
            "regeling": regeling,
            "hoe_lang": uitleg.hoe_lang(regeling) if regeling else "",
            "ouders": uitleg.OUDERS,
            "vorige": self.vorige,
            "kiezen": kiezen,
            "mogelijk": list(self.mogelijk) if kiezen else [],
        }
