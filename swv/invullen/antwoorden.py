"""Reading what the school typed: part by part, with the checks of the kind, without changing a letter of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from swv.documenten.models import Bijlage
from swv.invullen.models import GeweigerdStuk, Invuldossier
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
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
    dossier: Invuldossier, onderdeel: Onderdeel, *, antwoorden: Mapping[str, Any] | None = None
) -> OnderdeelForm:
    """The form of a part, filled with what was typed; unbound when nobody began with it."""
    alles = dossier.antwoorden if antwoorden is None else antwoorden
    return maak_form(dossier, onderdeel, alles.get(onderdeel.code) or None)


def maak_form(dossier: Invuldossier, onderdeel: Onderdeel, data: Any = None, *, initial: Any = None) -> OnderdeelForm:
    """The form of a part with the limits that count for this dossier."""
    return onderdeel.form(
        data, initial=initial, regeling=dossier.invulregeling, peildatum=dossier.peildatum, dossier=dossier
    )


def ruw(form: forms.Form, data: Any) -> dict[str, Any]:
    """What was typed in each field of the form, as it was typed."""
    return {
        naam: veld.widget.value_from_datadict(data, {}, form.add_prefix(naam)) for naam, veld in form.fields.items()
    }


def taken(dossier: Invuldossier) -> list[Taak]:
    """Every part with its state. A part is `klaar` only when its own checks pass."""
    lijst = []
    for onderdeel in dossier.onderdelen:
        form = formulier(dossier, onderdeel)
        status = NIET_GESTART if not form.is_bound else KLAAR if form.is_valid() else BEZIG
        lijst.append(Taak(onderdeel, form, status))
    return lijst


def gegevens_van(dossier: Invuldossier, antwoorden: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """All cleaned answers in one mapping; parts that are not valid are left out."""
    gegevens: dict[str, Any] = {}
    for onderdeel in dossier.onderdelen:
        form = formulier(dossier, onderdeel, antwoorden=antwoorden)
        if form.is_bound and form.is_valid():
            gegevens |= form.cleaned_data
    return gegevens


def is_leeg(dossier: Invuldossier) -> bool:
    """Whether nobody has typed anything yet; opening a part and leaving it empty is nothing."""
    return not any(waarde for deel in dossier.antwoorden.values() for waarde in deel.values())


def bijlagen(dossier: Invuldossier) -> "QuerySet[Bijlage]":
    return Bijlage.objects.van(dossier).filter(verwijderd_op__isnull=True)


def aanwezige_soorten(dossiers: Sequence[Invuldossier]) -> Mapping[UUID, set[str]]:
    """The kinds of documents that each of these dossiers of one room has, as a file or as a refusal. One query."""
    per_dossier: dict[UUID, set[str]] = defaultdict(set)
    if not dossiers:
        return per_dossier
    waar = {
        "content_type": ContentType.objects.get_for_model(dossiers[0]),
        "object_id__in": [dossier.pk for dossier in dossiers],
    }
    velden = ("object_id", "soort")
    geweigerd = GeweigerdStuk.objects.filter(**waar).order_by().values_list(*velden)
    for pk, soort in Bijlage.objects.aanwezig().filter(**waar).order_by().values_list(*velden).union(geweigerd):
        per_dossier[pk].add(soort)
    return per_dossier


def ontbrekende_bewijsstukken(dossier: Invuldossier, aanwezig: Iterable[str] | None = None) -> Sequence[Bewijsstuk]:
    """The required documents that are neither added nor refused. `aanwezig` saves the query when the caller knows
    which kinds there are."""
    soorten = set(aanwezige_soorten([dossier])[dossier.pk] if aanwezig is None else aanwezig)
    return [stuk for stuk in dossier.bewijsstukken if stuk.verplicht and stuk.code not in soorten]


def bezwaren(dossier: Invuldossier) -> list[str]:
    """Why this dossier cannot be sent yet: a Dutch sentence for each thing that is missing or wrong."""
    zinnen = []
    for taak in taken(dossier):
        if taak.status == NIET_GESTART:
            zinnen.append(f"Het onderdeel ‘{taak.onderdeel.titel}’ is nog leeg. Vul het in.")
        elif taak.status == BEZIG:
            zinnen.append(f"Het onderdeel ‘{taak.onderdeel.titel}’ is nog niet goed ingevuld. Kijk het na.")
    zinnen += [_ontbreekt(stuk) for stuk in ontbrekende_bewijsstukken(dossier)]
    if not zinnen:
        zinnen += dossier.controles(gegevens_van(dossier))
    return zinnen


def _ontbreekt(stuk: Bewijsstuk) -> str:
    wat = "Voeg die toe, of meld dat het stuk is geweigerd." if stuk.weigerbaar else "Voeg die toe."
    return f"De bijlage ‘{stuk.label}’ ontbreekt. {wat}"


def antwoordregels(dossier: Invuldossier, antwoorden: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
    """The answers for people to read: per part a title and its questions with what was answered. A question that only
    some have to answer is left out while it is empty."""
    delen = []
    for onderdeel in dossier.onderdelen:
        form = formulier(dossier, onderdeel, antwoorden=antwoorden)
        regels = [
            {"vraag": veld.label, "antwoord": antwoord, "naam": veld.name}
            for veld in form
            if (antwoord := _leesbaar(veld)) or not getattr(veld.field, "soms_verplicht", False)
        ]
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
