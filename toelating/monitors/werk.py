"""What a school or board has to do for pupils who were registered or sit at home, for the home page (see
`swv.kern.werk`)."""

from collections.abc import Iterator

from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating.models import Aanmelding, Aanmeldingstatus, Stap, Thuiszitter
from toelating.monitors import selectors, teksten


def monitorwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """Decisions on aanmeldingen, and the plans of who sits at home. At most three queries."""
    if not gebruiker.heeft_rol(Rolsoort.COORDINATOR, Rolsoort.BESTUUR):
        return
    toon_school = len(gebruiker.school_ids) > 1
    eigen = {"school_id__in": gebruiker.school_ids}
    for aanmelding in selectors.aanmeldingen(gebruiker).filter(**eigen).open().order_by("beslisdatum")[:HOOGSTENS]:
        yield _aanmelding(aanmelding, toon_school=toon_school)
    for melding in selectors.thuiszitters(gebruiker).filter(**eigen).lopend().langste_eerst()[:HOOGSTENS]:
        yield _thuiszitter(melding, toon_school=toon_school)


def _aanmelding(aanmelding: Aanmelding, *, toon_school: bool) -> Werkregel:
    stand = teksten.stand_aanmelding(aanmelding)
    is_aan_zet = aanmelding.status == Aanmeldingstatus.ONDERZOEK
    return Werkregel(
        titel="Zorgplicht: besluiten over een aanmelding" if is_aan_zet else "Zorgplicht: wacht op plaatsing",
        url=aanmelding.get_absolute_url(),
        vak=Vak.TE_DOEN if is_aan_zet else Vak.WACHTEN,
        badge=stand.badge,
        badgesoort=stand.badgesoort,
        over=(aanmelding.kenmerk, aanmelding.leerling.naam),
        school=aanmelding.school.naam if toon_school else "",
        zinnen=(stand.zin,),
        uiterlijk=aanmelding.beslisdatum if is_aan_zet else None,
        voor="Besluit uiterlijk",
    )


def _thuiszitter(melding: Thuiszitter, *, toon_school: bool) -> Werkregel:
    stand, eigen = teksten.stand_thuiszitter(melding), _eigen_stap(melding)
    punten = _te_doen(melding)
    return Werkregel(
        titel="Thuiszitter" if melding.is_geteld else "Melding over thuiszitten",
        url=melding.get_absolute_url(),
        vak=Vak.TE_DOEN if eigen or punten else Vak.WACHTEN,
        badge=stand.badge,
        badgesoort=stand.badgesoort,
        over=(melding.kenmerk, melding.leerling.naam),
        school=melding.school.naam if toon_school else "",
        zinnen=(stand.zin,),
        punten=punten,
        uiterlijk=eigen.uiterlijk if eigen else None,
        voor="Uw stap uiterlijk",
    )


def _eigen_stap(melding: Thuiszitter) -> Stap | None:
    return next((stap for stap in melding.open_stappen if stap.aan_zet == Stap.AanZet.SCHOOL), None)


def _te_doen(melding: Thuiszitter) -> tuple[str, ...]:
    """What is missing, in words."""
    zinnen = []
    if not melding.open_stappen:
        zinnen.append("Spreek een volgende stap af.")
    if melding.leerplicht_op is None:
        zinnen.append("Meld het bij Leerplicht.")
    if melding.bestuur_op is None:
        zinnen.append("Licht het bestuur in.")
    return tuple(zinnen)
