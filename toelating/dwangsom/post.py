"""Messages and letters about a notice of default, of a request and of an objection alike."""

from typing import Any

from django.urls import reverse

from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating import berichten, documents
from toelating.bezwaar import berichten as bezwaarberichten
from toelating.bezwaar import brieven
from toelating.dwangsom.stand import Dwangsomstand
from toelating.dwangsom.teksten import over
from toelating.models import Bezwaar, Tlvaanvraag

Zaak = Tlvaanvraag | Bezwaar


def bureaupad(zaak: Zaak) -> str:
    """Where the bureau and the directeur-bestuurder work on it."""
    soort = "bezwaar" if isinstance(zaak, Bezwaar) else "tlvaanvraag"
    return reverse(f"admin:toelating_{soort}_change", args=[zaak.pk])


def wie_beslist(zaak: Zaak) -> list[Gebruiker]:
    """Who handles it and who decides, each once."""
    aanvraag = zaak.aanvraag if isinstance(zaak, Bezwaar) else zaak
    if isinstance(zaak, Bezwaar):
        behandelaars = bezwaarberichten.behandelaars(zaak)
    else:
        behandelaars = [rij for rij in berichten.behandelaars(zaak) if rij.pk not in aanvraag.verschoonden]
    directeuren = Gebruiker.objects.met_rol(Rolsoort.DIRECTEUR).exclude(pk__in=aanvraag.verschoonden)
    return list({persoon.pk: persoon for persoon in (*behandelaars, *directeuren)}.values())


def aan_bureau(stand: Dwangsomstand, soort: str, *, sleutel: str, **context: Any) -> None:
    """Tell who handles it and who decides, once per `sleutel`."""
    zaak = stand.rij.dossier
    sleutel = f"{stand.rij.pk}:{sleutel}"
    if isinstance(zaak, Bezwaar):
        pad = {"pad": bureaupad(zaak)}
        bezwaarberichten.sturen(zaak, soort, wie_beslist(zaak), sleutel=sleutel, **context, **pad)
    else:
        berichten.sturen(zaak, soort, wie_beslist(zaak), sleutel=sleutel, naar=bureaupad(zaak), **context)


def leest_in_portaal(zaak: Zaak) -> bool:
    """Whether who sent it has an account here; others get letters by post."""
    return bezwaarberichten.is_digitaal(zaak) if isinstance(zaak, Bezwaar) else berichten.bestuur(zaak).exists()


def ontvangst_bevestigen(stand: Dwangsomstand, *, door: Gebruiker) -> None:
    """Confirm the receipt (Awb 4:17 (4)): by message when it came digitally from somebody who reads in the portal, by
    letter to who does not. On paper from somebody with an account: it stands on the page."""
    zaak = stand.rij.dossier
    if not leest_in_portaal(zaak):
        _ontvangstbrief(stand, door=door)
        return
    if not stand.rij.is_digitaal:
        return
    soort, sleutel, op = "ingebrekestelling_ontvangst", str(stand.rij.pk), datum(stand.rij.ontvangen_op)
    if isinstance(zaak, Bezwaar):
        bezwaarberichten.sturen(zaak, soort, bezwaarberichten.bezwaarmakers(zaak), sleutel=sleutel, datum=op)
    else:
        berichten.sturen(zaak, soort, berichten.aanvragers(zaak), sleutel=sleutel, datum=op)


# --- Letters ---------------------------------------------------------------------------------------------------------


def _ontvangstbrief(stand: Dwangsomstand, *, door: Gebruiker) -> None:
    zaak = stand.rij.dossier
    if isinstance(zaak, Bezwaar):
        brieven.dwangsombrief(zaak, brieven.INGEBREKESTELLING, door=door, dwangsom=stand, over=over(stand.rij))
    else:
        documents.dwangsombrief(zaak, documents.INGEBREKESTELLING, dwangsom=stand, over=over(stand.rij))


def besluit_sturen(stand: Dwangsomstand, *, door: Gebruiker) -> None:
    """The decision on the dwangsom, to who sent the notice: how much, or why nothing (Awb 4:18)."""
    zaak, rij = stand.rij.dossier, stand.rij
    kenmerk = rij.besluitnummer or ""
    if isinstance(zaak, Bezwaar):
        soort = brieven.DWANGSOM if rij.bedrag else brieven.GEEN_DWANGSOM
        brieven.dwangsombrief(zaak, soort, door=door, kenmerk=kenmerk, is_besluit=True, dwangsom=stand, over=over(rij))
    else:
        uitkomst = documents.DWANGSOM if rij.bedrag else documents.GEEN_DWANGSOM
        documents.dwangsombrief(zaak, uitkomst, door=door, kenmerk=kenmerk, dwangsom=stand, over=over(rij))
