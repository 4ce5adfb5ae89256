"""What school, board and bureau have to do for verantwoordingen, for the home page (see `swv.kern.werk`)."""

from collections.abc import Iterator

from django.db.models import Count, Min, Prefetch, Q
from django.urls import reverse

from aanvragen.models import Effectmeting, Effectstatus, Verantwoording, Verantwoordingstatus
from aanvragen.models.verantwoording import OPEN, VerantwoordingQuerySet
from aanvragen.verantwoording import rules, teksten
from aanvragen.verantwoording.selectors import met_alles
from swv.invullen.models import Aanvullingsverzoek
from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort

Status = Verantwoordingstatus


def schoolwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """The open verantwoordingen of the own school or board, and questions about the effect. Three queries; a fourth
    for a board, and none for somebody without a school."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return
    eigen = Verantwoording.objects.filter(school_id__in=gebruiker.school_ids)
    if gebruiker.heeft_rol(Rolsoort.BESTUUR):
        yield from _te_dienen(eigen)
    vragen = Prefetch("aanvullingsverzoeken", queryset=Aanvullingsverzoek.objects.open(), to_attr="open_vragen")
    open_ = met_alles(eigen.filter(status__in=OPEN)).defer("antwoorden").prefetch_related(vragen)
    for rij in open_[:HOOGSTENS]:
        if regel := _regel_van(rij, gebruiker):
            yield regel
    yield from _effect(gebruiker)


def _te_dienen(eigen: VerantwoordingQuerySet) -> Iterator[Werkregel]:
    """One line per school year for what schools sent to their board: the page submits them together."""
    wacht = eigen.filter(status=Status.TER_INDIENING).order_by("schooljaar").values("schooljaar")
    for groep in wacht.annotate(aantal=Count("pk"), uiterlijk=Min("uiterlijk")):
        jaar, aantal = groep["schooljaar"], groep["aantal"]
        woord = "verantwoording ligt" if aantal == 1 else "verantwoordingen liggen"
        yield Werkregel(
            titel=f"Verantwoordingen {jaar}-{jaar + 1} indienen",
            url=f"{reverse('verantwoording:lijst')}?jaar={jaar}",
            vak=Vak.TE_DOEN,
            badge="Indienen",
            badgesoort="aandacht",
            zinnen=(f"{aantal} {woord} voor u klaar. U kunt ze in één keer indienen.",),
            uiterlijk=groep["uiterlijk"],
            voor="Indienen uiterlijk",
        )


def _regel_van(rij: Verantwoording, gebruiker: Gebruiker) -> Werkregel | None:
    """What an open one asks of this person; a line to wait for when it asks nothing. A board reads what waits for it
    in one line, not here."""
    is_coordinator = rules.is_coordinator.test(gebruiker, rij)
    if rij.status == Status.TER_INDIENING and not is_coordinator:
        return None
    if rij.is_klaargezet and is_coordinator:
        zin = f"Vul in wat u in schooljaar {rij.schooljaar_naam} met het geld deed. Uw bestuur dient daarna in."
        return _regel(rij, Vak.TE_DOEN, badge="Verantwoorden", zinnen=(zin,), uiterlijk=rij.uiterlijk)
    if rij.wacht_op_aanvulling:
        vragen: list[Aanvullingsverzoek] = getattr(rij, "open_vragen", [])
        vraag = vragen[0] if vragen else None
        return _regel(
            rij,
            Vak.TE_DOEN,
            badge="Vraag van het bureau",
            zinnen=(vraag.vraag,) if vraag else (),
            uiterlijk=vraag.uiterlijk if vraag else None,
            voor="Antwoord uiterlijk",
        )
    stand = teksten.stand(rij)
    zin = "De school vult de verantwoording nog in." if rij.is_klaargezet else stand.zin
    return _regel(rij, Vak.WACHTEN, badge=stand.badge, badgesoort=stand.badgesoort, zinnen=(zin, stand.vervolg))


def _regel(
    rij: Verantwoording, vak: Vak, *, zinnen: tuple[str, ...], badgesoort: str = "aandacht", **meer: object
) -> Werkregel:
    return Werkregel(
        titel=rij.soort_naam,
        url=rij.get_absolute_url(),
        vak=vak,
        badgesoort=badgesoort,
        over=(rij.kenmerk,),
        school=rij.school.naam,
        zinnen=tuple(zin for zin in zinnen if zin),
        **meer,  # type: ignore[arg-type]
    )


def _effect(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    vragen = Effectmeting.objects.filter(school_id__in=gebruiker.school_ids, status=Effectstatus.GEVRAAGD)
    for meting in vragen.select_related("aanvraag", "school")[:HOOGSTENS]:
        yield Werkregel(
            titel=meting.soort_naam,
            url=meting.get_absolute_url(),
            vak=Vak.TE_DOEN,
            badge="Korte vraag",
            badgesoort="info",
            over=(meting.kenmerk,),
            school=meting.school.naam,
            zinnen=(f"Is het effect er na {meting.na_maanden} maanden nog? Het is één korte vraag.",),
        )


def bureauwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """What waits for the bureau, as one line. One query."""
    if not gebruiker.heeft_rol(Rolsoort.BUREAU):
        return
    wacht = Verantwoording.objects.filter(status=Status.INGEDIEND).aggregate(
        aantal=Count("pk"), eerste=Min("beslisdatum", filter=Q(beslisdatum__isnull=False))
    )
    if not wacht["aantal"]:
        return
    woord = "verantwoording" if wacht["aantal"] == 1 else "verantwoordingen"
    yield Werkregel(
        titel="Verantwoordingen beoordelen",
        url=f"{reverse('admin:aanvragen_verantwoording_changelist')}?stapel=beoordelen",
        vak=Vak.TE_DOEN,
        badge="Beoordelen",
        badgesoort="aandacht",
        zinnen=(f"Er ligt werk: {wacht['aantal']} {woord}.",),
        uiterlijk=wacht["eerste"],
    )
