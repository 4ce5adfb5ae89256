"""What follows an award, on the home page of school, board and partner (see `swv.kern.werk`). No pupils in lines."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from aanvragen.models import Afspraak, Afspraakstatus, Evaluatie, Evaluatiestatus, Uitvoering, Uitvoeringstatus
from aanvragen.uitvoering.uren import urenstand
from swv.kern.opmaak import datum
from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort

Onderdeel = Uitvoering | Evaluatie | Afspraak
VOORUIT = timedelta(days=28)  # how far ahead an appointment stands there


def uitvoeringswerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """Two queries for a school or board, some more for a partner."""
    is_school = gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR)
    is_partner = gebruiker.heeft_rol(Rolsoort.PARTNER)
    if not (is_school or is_partner):
        return
    yield from _evaluaties(gebruiker)
    yield from _afspraken(gebruiker)
    if is_partner:
        yield from _uitvoeringen(gebruiker)


def _bij(rijen: Any) -> Any:
    return rijen.filter(uitvoering__status=Uitvoeringstatus.LOOPT).select_related("uitvoering__aanvraag__school")


def _is_van_school(rij: Evaluatie | Afspraak, gebruiker: Gebruiker) -> bool:
    return rij.uitvoering.aanvraag.school_id in gebruiker.school_ids


def _evaluaties(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    for rij in _bij(Evaluatie.objects.for_user(gebruiker).filter(status=Evaluatiestatus.OPEN))[:HOOGSTENS]:
        if _is_van_school(rij, gebruiker):
            zin = "Hoe gaat het? Vul een korte evaluatie in."
        elif rij.van_partner:
            continue
        else:
            zin = "Vertel de school hoe het volgens u gaat. De school vult daarna de evaluatie in."
        yield _regel(
            rij, Vak.TE_DOEN, badge="Evaluatie", zinnen=(zin,), uiterlijk=rij.uiterlijk, voor="Graag uiterlijk"
        )


def _afspraken(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    eerst = timezone.localdate() + VOORUIT
    for rij in _bij(Afspraak.objects.for_user(gebruiker).open().filter(datum__lte=eerst))[:HOOGSTENS]:
        wanneer = f"{rij.titel}: {datum(rij.datum)}, {rij.van:%H:%M} uur, {rij.plaats}."
        if rij.wacht_op_verslag:
            if not _is_van_school(rij, gebruiker):
                yield _regel(rij, Vak.TE_DOEN, badge="Verslag schrijven", zinnen=(wanneer,))
        elif rij.status == Afspraakstatus.VOORGESTELD and _is_van_school(rij, gebruiker):
            zinnen = (wanneer, "Bevestig de afspraak of vraag een ander moment.")
            yield _regel(rij, Vak.TE_DOEN, badge="Afspraak", zinnen=zinnen, uiterlijk=rij.datum, voor="Vóór")
        else:
            yield _regel(rij, Vak.WACHTEN, badge=str(rij.get_status_display()), badgesoort="info", zinnen=(wanneer,))


def _uitvoeringen(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """What a partner carries out, with the hours that are left."""
    van_mij = (
        Uitvoering.objects.lopend().filter(partners=gebruiker).exclude(aanvraag__school_id__in=gebruiker.school_ids)
    )
    rijen = van_mij.select_related("aanvraag__school", "aanvraag__regeling").prefetch_related("weken")
    for rij in rijen[:HOOGSTENS]:
        stand = urenstand(rij)
        zinnen = (f"{stand.zin} {_laatste_week(rij)}",) if stand else ()
        yield _regel(rij, Vak.WACHTEN, badge="Loopt", badgesoort="info", zinnen=zinnen)


def _laatste_week(uitvoering: Uitvoering) -> str:
    laatste = max((rij.week for rij in uitvoering.weken.all()), default=None)
    return f"Ingevuld tot en met de week van {datum(laatste)}." if laatste else "Er zijn nog geen uren ingevuld."


def _regel(rij: Onderdeel, vak: Vak, *, badge: str, badgesoort: str = "aandacht", **meer: object) -> Werkregel:
    uitvoering = rij if isinstance(rij, Uitvoering) else rij.uitvoering
    over = (uitvoering.kenmerk,)
    return Werkregel(
        titel=uitvoering.soort_naam,
        url=uitvoering.get_absolute_url(),
        vak=vak,
        badge=badge,
        badgesoort=badgesoort,
        over=over,
        school=uitvoering.school.naam,
        **meer,  # type: ignore[arg-type]
    )
