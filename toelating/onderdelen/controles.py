"""What is seen over all parts of a request: what stops it from being sent, and what to look at once more."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from swv.invullen.antwoorden import bijlagen
from swv.invullen.leerling import jaren_oud
from swv.kern.opmaak import datum
from swv.organisaties.models import Leerling
from toelating.geldigheid import signaal_bij_ingang
from toelating.models.aanvraag import Tlvaanvraag
from toelating.models.advies import Zienswijze
from toelating.onderdelen.ouders import LEERLING
from toelating.onderdelen.regels import Invulregels
from toelating.onderdelen.stukken import datumveld, is_te_oud

MEERDERJARIG = 18


def controles(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> Sequence[str]:
    """A Dutch sentence for each thing that does not fit over the parts. Every part is right by itself then."""
    return [
        *_dagen(gegevens),
        *_mening_van_de_leerling(aanvraag, gegevens),
        *_datums_van_stukken(aanvraag, gegevens),
        *_leerling_is_vrij(aanvraag, gegevens),
    ]


def _dagen(gegevens: Mapping[str, Any]) -> Iterator[str]:
    geboren, ingang = gegevens.get("geboortedatum"), gegevens.get("gevraagde_ingang")
    if geboren and ingang and geboren >= ingang:
        yield (
            "De leerling is volgens de geboortedatum na de ingangsdatum van de TLV geboren. "
            "Controleer de geboortedatum en de ingangsdatum."
        )


def _mening_van_de_leerling(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> Iterator[str]:
    """Who is old enough is heard, and who is of age decides for themselves."""
    geboren: date | None = gegevens.get("geboortedatum")
    if geboren is None:
        return
    leeftijd, grens = jaren_oud(geboren, aanvraag.peildatum), aanvraag.regeling.zelf_gehoord_vanaf
    if grens and leeftijd >= grens and not gegevens.get("leerling_akkoord"):
        yield (
            f"De leerling is {leeftijd} jaar. Leg bij ‘Leg vast wat ouders en leerling vinden’ ook vast wat deze "
            "leerling vindt."
        )
    if gegevens.get("gezag") == LEERLING and leeftijd < MEERDERJARIG:
        yield (
            f"De leerling is {leeftijd} jaar en heeft nog niet zelf het gezag. Controleer de geboortedatum, of vul in "
            "wie het gezag heeft."
        )


def _datums_van_stukken(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> Iterator[str]:
    """A document that was added has its date; the part itself cannot see the files."""
    aanwezig = set(bijlagen(aanvraag).order_by().values_list("soort", flat=True))
    for eis in Invulregels(aanvraag).met_datum:
        if eis.stuk in aanwezig and not gegevens.get(datumveld(eis.stuk)):
            yield f"Vul bij ‘Vul in van wanneer de stukken zijn’ de datum van ‘{eis.get_stuk_display()}’ in."


def _leerling_is_vrij(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> Iterator[str]:
    """No other open request and no other TLV in this period, as far as this school may know: a pupil is known by the
    number at this school, never looked up by name."""
    from toelating.besluit import overlappende
    from toelating.kerngegevens import al_in_behandeling

    leerling = Leerling.objects.filter(
        school=aanvraag.school_id, leerlingnummer=gegevens.get("leerlingnummer", "")
    ).first()
    ingang, tot = gegevens.get("gevraagde_ingang"), gegevens.get("gevraagd_tot")
    if leerling is None or not ingang or not tot:
        return
    if ander := al_in_behandeling(aanvraag, leerling):
        yield ander
    if tlv := overlappende(aanvraag, ingang, tot, leerling=leerling):
        yield (
            f"Deze leerling heeft al TLV {tlv.nummer}, van {datum(tlv.ingang)} tot en met {datum(tlv.geldig_tot)}. "
            "Kies een ingangsdatum na die dag."
        )


# --- Signals: nothing of it stops the request ------------------------------------------------------------------


def signalen(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> list[str]:
    """What the school looks at once more before it sends, and what follows from it."""
    return [*_verre_ingang(gegevens), *_oneens(gegevens), *_oude_stukken(aanvraag, gegevens)]


def _verre_ingang(gegevens: Mapping[str, Any]) -> Iterator[str]:
    ingang: date | None = gegevens.get("gevraagde_ingang")
    if ingang and (zin := signaal_bij_ingang(ingang, timezone.localdate())):
        yield zin


def _oneens(gegevens: Mapping[str, Any]) -> Iterator[str]:
    if any(gegevens.get(f"{van}_akkoord") == Zienswijze.Akkoord.NEE for van in ("ouder_1", "ouder_2", "leerling")):
        yield (
            "Niet iedereen is het eens met de aanvraag. U kunt de aanvraag toch versturen. Het samenwerkingsverband "
            "leest wat ouders en leerling vinden en schrijft in het besluit wat het daarmee doet."
        )


def _oude_stukken(aanvraag: Tlvaanvraag, gegevens: Mapping[str, Any]) -> Iterator[str]:
    for eis in Invulregels(aanvraag).met_datum:
        dag: date | None = gegevens.get(datumveld(eis.stuk))
        if dag and is_te_oud(eis, dag, aanvraag.peildatum):
            yield f"‘{eis.get_stuk_display()}’ is van {datum(dag)}. Het bureau kan u om een nieuwer stuk vragen."
