"""Choosing a kind and beginning: twice the same button gives one aanvraag."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from aanvragen import services
from aanvragen.models import Aanvraag, Regeling
from aanvragen.soorten import per_groep, soort_van
from aanvragen.soorten.basis import Soort
from swv.invullen.starten import scholen_van
from swv.invullen.views import gebruiker_van
from swv.invullen.views.starten import StartView
from swv.organisaties.models import School


@require_safe
@login_required
def nieuw(request: HttpRequest) -> HttpResponse:
    """Which kinds there are: what it is, for whom, who decides."""
    scholen_van(gebruiker_van(request))
    open_ = set(Regeling.objects.open(timezone.localdate()).values_list("soort", flat=True))
    groepen = [
        (groep.value, [(soort, _adres(soort) if soort.code in open_ else "") for soort in soorten])
        for groep, soorten in per_groep()
    ]
    return render(request, "aanvragen/nieuw.html", {"groepen": groepen})


def _adres(soort: Soort) -> str:
    return reverse("aanvragen:starten", args=[soort.code])


class StartenView(StartView):
    """What one kind is and what you need at hand; the button begins."""

    template_name = "aanvragen/starten.html"

    def voorbereiden(self) -> None:
        code = self.kwargs["soort"]
        try:
            self.soort = soort_van(code)
        except KeyError:
            raise Http404(f"Geen soort {code}") from None

    def begin(self, *, school: School, sleutel: UUID) -> Aanvraag:
        return services.starten(soort=self.soort.code, school=school, door=self.gebruiker, sleutel=sleutel)

    def context(self) -> dict[str, Any]:
        vandaag = timezone.localdate()
        regeling = Regeling.objects.geldig(vandaag).filter(soort=self.soort.code).first()
        gesloten = regeling.waarom_gesloten(vandaag) if regeling else "Bel het bureau als u denkt dat dit niet klopt."
        return {
            "soort": self.soort,
            "weetjes": self.soort.weetjes(regeling),
            "regeling": regeling,
            "gesloten": gesloten,
        }
