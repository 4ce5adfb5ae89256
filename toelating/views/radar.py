"""Which TLVs end, per school and year, and what was arranged for those of this school year."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from swv.invullen.views import gebruiker_van
from swv.kern.grafieken import AANTAL, Deel, Grafiek, Staaf, staven
from toelating.radar import Radar, eindigend
from toelating.radar import radar as maak_radar
from toelating.views.verklaring import verder_url


@require_safe
@login_required
@permission_required("toelating.verklaringen_inzien", raise_exception=True)
def radar(request: HttpRequest) -> HttpResponse:
    gebruiker, vandaag = gebruiker_van(request), timezone.localdate()
    ziet_alles = gebruiker.has_perm("toelating.alle_verklaringen_inzien")
    overzicht = maak_radar(vandaag, scholen=None if ziet_alles else gebruiker.school_ids)
    context: dict[str, Any] = {
        "radar": overzicht,
        "ziet_alles": ziet_alles,
        "regels": [(regel, list(zip(overzicht.koppen, regel.per_jaar, strict=True))) for regel in overzicht.regels],
        "totalen": list(zip(overzicht.koppen, overzicht.totalen, strict=True)) if overzicht.regels else [],
    }
    context["beeld"] = _beeld(overzicht) if ziet_alles and overzicht.nu else None
    if not ziet_alles:
        rijen = eindigend(gebruiker, vandaag)
        context["rijen"] = [(tlv, verder_url(tlv, gebruiker)) for tlv in rijen]
        context["toon_school"] = len(overzicht.regels) > 1
    return render(request, "toelating/verklaring/radar.html", context)


def _beeld(overzicht: Radar) -> Grafiek:
    """What ends this school year, per school: arranged and not."""
    return staven(
        titel=f"TLV’s die eindigen op 31 juli {overzicht.einde.year}",
        zin=overzicht.zin,
        kop="School",
        maat=AANTAL,
        staven=[
            Staaf(
                regel.school.naam,
                [
                    Deel("Bekend wat er daarna komt", Decimal(regel.geregeld), "hoofd"),
                    Deel("Nog niet bekend", Decimal(regel.open), "tweede"),
                ],
            )
            for regel in overzicht.regels
            if regel.nu
        ],
    )
