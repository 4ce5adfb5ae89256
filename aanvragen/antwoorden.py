"""Reading what the school typed: part by part, with the checks of the kind, without changing a letter of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from aanvragen.models import Aanvraag
from aanvragen.soorten.basis import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.documenten.models import Bijlage
from swv.kern.formulieren import BedragField, UrenField
from swv.kern.opmaak import datum, euro, uren

NIET_GESTART, BEZIG, KLAAR = "nog niet gestart", "bezig", "klaar"


@dataclass(frozen=True)
class Taak:
    """One line of the task list: a part of the form and how far it is."""

    onderdeel: Onderdeel
    form: OnderdeelForm
    status: str


def formulier(
    aanvraag: Aanvraag, onderdeel: Onderdeel, *, antwoorden: Mapping[str, Any] | None = None
) -> OnderdeelForm:
    """The form of a part, filled with what was typed; unbound when nobody began with it."""
    alles = aanvraag.antwoorden if antwoorden is None else antwoorden
    getypt = alles.get(onderdeel.code)
    return onderdeel.form(getypt if getypt else None, regeling=aanvraag.regeling, peildatum=aanvraag.peildatum)


def ruw(form: forms.Form, data: Any) -> dict[str, Any]:
    """What was typed in each field of the form, as it was typed."""
    return {
        naam: veld.widget.value_from_datadict(data, {}, form.add_prefix(naam)) for naam, veld in form.fields.items()
    }


def taken(aanvraag: Aanvraag) -> list[Taak]:
    """Every part with its state. A part is `klaar` only when its own checks pass."""
    lijst = []
    for onderdeel in aanvraag.declaratie.onderdelen:
        form = formulier(aanvraag, onderdeel)
        status = NIET_GESTART if not form.is_bound else KLAAR if form.is_valid() else BEZIG
        lijst.append(Taak(onderdeel, form, status))
    return lijst


def gegevens_van(aanvraag: Aanvraag, antwoorden: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All cleaned answers in one mapping; parts that are not valid are left out."""
    gegevens: dict[str, Any] = {}
    for onderdeel in aanvraag.declaratie.onderdelen:
        form = formulier(aanvraag, onderdeel, antwoorden=antwoorden)
        if form.is_bound and form.is_valid():
            gegevens |= form.cleaned_data
    return gegevens


def bedrag_tot_nu(aanvraag: Aanvraag, getypt: Sequence[Taak] | None = None) -> Decimal | None:
    """The amount asked in euros: as it was sent, before that as it stands in the draft; None while there is none.

    `getypt` saves checking the parts again when the caller has them.
    """
    if aanvraag.kenmerk:
        return aanvraag.gevraagd_bedrag
    for taak in taken(aanvraag) if getypt is None else getypt:
        if taak.form.is_bound and (bedrag := taak.form.cleaned_data.get("gevraagd_bedrag")):
            return Decimal(bedrag)
    return None


def is_leeg(aanvraag: Aanvraag) -> bool:
    """Whether nobody has typed anything yet; opening a part and leaving it empty is nothing."""
    return not any(waarde for deel in aanvraag.antwoorden.values() for waarde in deel.values())


def bijlagen(aanvraag: Aanvraag) -> "QuerySet[Bijlage]":
    return Bijlage.objects.van(aanvraag).filter(verwijderd_op__isnull=True)


def ontbrekende_bewijsstukken(aanvraag: Aanvraag) -> Sequence[Bewijsstuk]:
    aanwezig = set(bijlagen(aanvraag).values_list("soort", flat=True))
    return [stuk for stuk in aanvraag.declaratie.bewijsstukken if stuk.verplicht and stuk.code not in aanwezig]


def bezwaren(aanvraag: Aanvraag) -> list[str]:
    """Why this aanvraag cannot be sent yet: a Dutch sentence for each thing that is missing or wrong."""
    zinnen = []
    for taak in taken(aanvraag):
        if taak.status == NIET_GESTART:
            zinnen.append(f"Het onderdeel ‘{taak.onderdeel.titel}’ is nog leeg. Vul het in.")
        elif taak.status == BEZIG:
            zinnen.append(f"Het onderdeel ‘{taak.onderdeel.titel}’ is nog niet goed ingevuld. Kijk het na.")
    zinnen += [f"De bijlage ‘{stuk.label}’ ontbreekt. Voeg die toe." for stuk in ontbrekende_bewijsstukken(aanvraag)]
    if not zinnen:
        zinnen += aanvraag.declaratie.controles(gegevens_van(aanvraag), aanvraag.regeling)
    return zinnen


def antwoordregels(aanvraag: Aanvraag, antwoorden: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The answers for people to read: per part a title and its questions with what was answered."""
    delen = []
    for onderdeel in aanvraag.declaratie.onderdelen:
        form = formulier(aanvraag, onderdeel, antwoorden=antwoorden)
        regels = [{"vraag": veld.label, "antwoord": _leesbaar(veld), "naam": veld.name} for veld in form]
        delen.append({"onderdeel": onderdeel, "regels": regels})
    return delen


def _leesbaar(veld: forms.BoundField) -> str:
    """An answer in words: a day, an amount and hours as they were understood, anything else as it was typed."""
    waarde = veld.value()
    begrepen = veld.form.cleaned_data.get(veld.name) if veld.form.is_bound and not veld.errors else None
    if isinstance(veld.field, BedragField) and isinstance(begrepen, Decimal):
        return euro(begrepen)
    if isinstance(veld.field, UrenField) and isinstance(begrepen, Decimal):
        return uren(begrepen)
    if isinstance(begrepen, date):
        return datum(begrepen)
    if isinstance(veld.field, forms.BooleanField):
        return "" if waarde is None else "Ja" if waarde else "Nee"
    if isinstance(veld.field, forms.ChoiceField):
        return str(dict(veld.field.choices).get(waarde, waarde or ""))  # type: ignore[arg-type]
    return str(waarde or "")
