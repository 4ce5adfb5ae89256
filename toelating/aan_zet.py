"""One sentence for the bureau about a request: what is to be done now, or who it waits for."""

from collections.abc import Callable

from django.utils import timezone

from swv.kern.opmaak import datum
from swv.termijnen.models import Soort as Klok
from swv.termijnen.models import Termijn
from toelating import berichten
from toelating.dossier import Tlvdossier
from toelating.models import Agendapunt, Deskundigenadvies, Status
from toelating.stukken import Stand

AAN_HET_EIND = {
    Status.AFGEGEVEN: "De TLV is afgegeven.",
    Status.AFGEWEZEN: "De aanvraag is afgewezen.",
    Status.BUITEN_BEHANDELING: "De aanvraag is niet verder behandeld.",
    Status.INGETROKKEN: "De school heeft de aanvraag ingetrokken.",
}


def aan_zet(dossier: Tlvdossier) -> str:
    """Costs no query, but for who signs."""
    status = Status(dossier.aanvraag.status)
    if status in AAN_HET_EIND:
        return f"{AAN_HET_EIND[status]} {_post(dossier)}".strip()
    zin = _ZINNEN.get(status)
    return zin(dossier) if zin else ""


def _ingediend(dossier: Tlvdossier) -> str:
    return "Neem de aanvraag in behandeling en kijk of alles er is."


def _toets(dossier: Tlvdossier) -> str:
    mist = [regel.label for regel in dossier.stuklijst if regel.stand in (Stand.ONTBREEKT, Stand.TE_OUD)]
    if mist:
        return f"Niet alles is er of is nieuw genoeg: {', '.join(mist)}. Vraag een aanvulling, met een datum."
    return "Kijk of alles er is. Mist er iets, vraag dan een aanvulling, met een datum."


def _bij_school(dossier: Tlvdossier) -> str:
    vraag = next((rij for rij in dossier.vragen if rij.beantwoord_op is None), None)
    if vraag is None:
        return ""
    if vraag.is_verstreken:
        return (
            f"De school vulde niet aan. Dat kon tot en met {datum(vraag.uiterlijk)}. Ga verder met wat er is, of stel "
            "voor om de aanvraag niet verder te behandelen."
        )
    return f"Wacht op de school. Zij kan aanvullen tot en met {datum(vraag.uiterlijk)}."


def _bij_deskundigen(dossier: Tlvdossier) -> str:
    wachten = [beeld.advies for beeld in dossier.huidige_adviezen if not beeld.is_gegeven]
    if wachten:
        return f"Wacht op het advies van {' en '.join(map(_wie_wanneer, wachten))}."
    if len(dossier.huidige_adviezen) < 2:
        return "Er is nog een deskundige nodig. Kies iemand met ‘Deskundige vervangen’."
    return "Beide adviezen zijn er. Vat ze samen tot een advies."


def _wie_wanneer(advies: Deskundigenadvies) -> str:
    over = " (te laat)" if advies.uiterlijk < timezone.localdate() else ""
    return f"{advies.deskundige.naam}, graag voor {datum(advies.uiterlijk)}{over}"


def _bij_commissie(dossier: Tlvdossier) -> str:
    beeld = next((rij for rij in dossier.agenda if rij.punt.uitkomst == Agendapunt.Uitkomst.OPEN), None)
    if beeld is None:
        return "De aanvraag is klaar voor de commissie. Zet haar op een agenda."
    dag = beeld.punt.bijeenkomst.datum
    if dag > timezone.localdate():
        return f"De commissie bespreekt de aanvraag op {datum(dag)}."
    return f"De commissie kwam bijeen op {datum(dag)}. Leg haar advies vast."


def _advies_gereed(dossier: Tlvdossier) -> str:
    if dossier.aanvraag.advies_aan_ouders_op is None:
        return "Het advies is klaar. Geef de ouders een kopie en leg vast wanneer zij die kregen."
    return "Het advies is klaar en de ouders hebben een kopie. U kunt het besluit voorleggen."


def _zienswijze(dossier: Tlvdossier) -> str:
    termijn = next((rij.termijn for rij in dossier.termijnen if _loopt(rij.termijn, Klok.ZIENSWIJZE)), None)
    if termijn is None or termijn.uiterlijk is None:
        return ""
    return f"Wacht op een zienswijze. Dat kan tot en met {datum(termijn.uiterlijk)}."


def _loopt(termijn: Termijn, soort: Klok) -> bool:
    return termijn.soort == soort and termijn.is_open


def _ter_ondertekening(dossier: Tlvdossier) -> str:
    namen = [persoon.naam for persoon in berichten.ondertekenaars(dossier.aanvraag)]
    return f"Het besluit ligt klaar om te ondertekenen bij {' of '.join(namen) or 'de directeur-bestuurder'}."


def _post(dossier: Tlvdossier) -> str:
    regels = [regel for regel in dossier.verzendingen if not regel.verzending.is_mislukt]
    if not regels:
        return "De brief wordt gemaakt."
    if any(regel.verzending.is_papier and regel.verzending.verzonden_op is None for regel in regels):
        return "De brief op papier moet nog op de post."
    if any(regel.is_niet_bezorgd for regel in regels):
        return "Het bericht over de brief is niet bezorgd. Verstuur de brief op een andere manier."
    return ""


_ZINNEN: dict[Status, Callable[[Tlvdossier], str]] = {
    Status.INGEDIEND: _ingediend,
    Status.VOLLEDIGHEIDSTOETS: _toets,
    Status.AANVULLING_GEVRAAGD: _bij_school,
    Status.BIJ_DESKUNDIGEN: _bij_deskundigen,
    Status.BIJ_TAC: _bij_commissie,
    Status.ADVIES_GEREED: _advies_gereed,
    Status.ZIENSWIJZE: _zienswijze,
    Status.TER_ONDERTEKENING: _ter_ondertekening,
}
