"""The acts on a meeting of the committee: when and where, who, the agenda to the members, cancelled or held."""

from datetime import date, time
from typing import Any

from django.utils import timezone

from swv.invullen.forms import RedenForm
from swv.kern.models import Gebeurtenis
from swv.kern.opmaak import datum, tijd
from swv.kern.workflow import Workflow
from swv.organisaties.models import Gebruiker
from toelating import berichten, besluitenlijst, forms, rules
from toelating.models import Agendapunt, Bijeenkomst, Bijeenkomststatus, Lidmaatschap

bijeenkomsten = Workflow("bijeenkomst", Bijeenkomststatus, wat="deze bijeenkomst")

BUREAU = "een medewerker van het bureau"
VERSLAGGEVER = "een medewerker van het bureau of de voorzitter"
Uitkomst = Agendapunt.Uitkomst


@bijeenkomsten.transition(
    source=[Bijeenkomststatus.GEPLAND],
    target=None,
    allowed=rules.plant_bijeenkomsten,
    wie=BUREAU,
    label="Verzetten",
    invoer=forms.VerzettenForm,
)
def verzetten(bijeenkomst: Bijeenkomst, *, door: Gebruiker, datum: date, van: time, tot: time, plaats: str) -> str:
    """Another day, time or place: the members hear it, and their calendars follow."""
    bijeenkomst.datum, bijeenkomst.van, bijeenkomst.tot, bijeenkomst.plaats = datum, van, tot, plaats
    bijeenkomst.reeks += 1
    leden = bijeenkomst.leden.all()
    berichten.bijeenkomst_sturen(bijeenkomst, "tlv_bijeenkomst_gewijzigd", leden, sleutel=str(bijeenkomst.reeks))
    return wanneer_en_waar(bijeenkomst)


def wanneer_en_waar(bijeenkomst: Bijeenkomst) -> str:
    van, tot = tijd(bijeenkomst.begint), tijd(bijeenkomst.eindigt)
    return f"{datum(bijeenkomst.datum)}, {van} tot {tot} uur, {bijeenkomst.plaats}"


@bijeenkomsten.transition(
    source=[Bijeenkomststatus.GEPLAND],
    target=None,
    allowed=rules.plant_bijeenkomsten,
    wie=BUREAU,
    label="Leden wijzigen",
    invoer=forms.LedenForm,
)
def leden_wijzigen(bijeenkomst: Bijeenkomst, *, door: Gebruiker, voorzitter: Gebruiker, leden: list[Gebruiker]) -> str:
    """Who takes part: somebody who is added can read the agenda at once, for somebody who is taken off it closes."""
    nieuw = {lid.pk: lid for lid in [voorzitter, *leden]}
    was = {lid.pk: lid for lid in bijeenkomst.leden.all()}
    erbij = [lid for pk, lid in nieuw.items() if pk not in was]
    eraf = [lid for pk, lid in was.items() if pk not in nieuw]
    bijeenkomst.lidmaatschappen.filter(lid__in=eraf).delete()
    Lidmaatschap.objects.bulk_create(Lidmaatschap(bijeenkomst=bijeenkomst, lid=lid) for lid in erbij)
    bijeenkomst.voorzitter = voorzitter
    bijeenkomst.reeks += 1
    sleutel = str(bijeenkomst.reeks)
    berichten.bijeenkomst_sturen(bijeenkomst, "tlv_bijeenkomst_gepland", erbij, sleutel=sleutel)
    berichten.bijeenkomst_sturen(bijeenkomst, "tlv_bijeenkomst_zonder_u", eraf, sleutel=sleutel)
    return f"Voorzitter: {voorzitter.naam}. Leden: {', '.join(sorted(lid.naam for lid in nieuw.values()))}."


def _agenda_is_gevuld(bijeenkomst: Bijeenkomst) -> str | None:
    if bijeenkomst.agendapunten.filter(uitkomst=Uitkomst.OPEN).exists():
        return None
    return "Er staat nog niets op de agenda. Zet er eerst aanvragen op."


@bijeenkomsten.transition(
    source=[Bijeenkomststatus.GEPLAND],
    target=None,
    allowed=rules.plant_bijeenkomsten,
    wie=BUREAU,
    label="Agenda naar de leden sturen",
    voorwaarden=(_agenda_is_gevuld,),
    geldt=lambda bijeenkomst: bijeenkomst.agenda_moet_nog,
)
def agenda_sturen(bijeenkomst: Bijeenkomst, *, door: Gebruiker) -> str:
    """The agenda is ready, or ready again: the members get a mail, once per change."""
    is_gewijzigd = bijeenkomst.agenda_gestuurd_op is not None
    bijeenkomst.agenda_gestuurd_op = timezone.now()
    aantal = bijeenkomst.agendapunten.filter(uitkomst=Uitkomst.OPEN).count()
    berichten.bijeenkomst_sturen(
        bijeenkomst,
        "tlv_agenda_klaar",
        bijeenkomst.leden.all(),
        sleutel=str(bijeenkomst.versie),
        aantal=aantal,
        is_gewijzigd=is_gewijzigd,
    )
    return f"Aanvragen op de agenda: {aantal}."


@bijeenkomsten.transition(
    source=[Bijeenkomststatus.GEPLAND],
    target=Bijeenkomststatus.AFGELAST,
    allowed=rules.plant_bijeenkomsten,
    wie=BUREAU,
    label="Afgelasten",
    invoer=RedenForm,
)
def afgelasten(bijeenkomst: Bijeenkomst, *, door: Gebruiker, reden: str) -> str:
    """The meeting does not take place: what stood on its agenda is free for another one, and the members hear it."""
    # Only the items are locked: an act on one of the requests holds that one and waits for its item.
    open_ = bijeenkomst.agendapunten.select_for_update(of=("self",)).filter(uitkomst=Uitkomst.OPEN)
    for punt in open_.select_related("aanvraag").order_by("pk"):
        punt.uitkomst, punt.toelichting = Uitkomst.VERVALLEN, "De bijeenkomst gaat niet door."
        punt.save(update_fields=["uitkomst", "toelichting"])
        Gebeurtenis.objects.create(
            bron=punt.aanvraag,
            handeling="van_agenda_halen",
            label="Van de agenda: de bijeenkomst gaat niet door",
            door=door,
            van_status=punt.aanvraag.status,
            naar_status=punt.aanvraag.status,
            is_intern=True,
        )
    bijeenkomst.reeks += 1
    berichten.bijeenkomst_sturen(bijeenkomst, "tlv_bijeenkomst_afgelast", bijeenkomst.leden.all(), sleutel="1")
    return reden


def _is_begonnen(bijeenkomst: Bijeenkomst) -> str | None:
    if bijeenkomst.is_begonnen:
        return None
    return f"De bijeenkomst begint pas op {datum(bijeenkomst.datum)} om {tijd(bijeenkomst.begint)} uur."


def _alles_is_besproken(bijeenkomst: Bijeenkomst) -> str | None:
    open_ = bijeenkomst.agendapunten.filter(uitkomst=Uitkomst.OPEN)
    kenmerken = [str(kenmerk) for kenmerk in open_.values_list("aanvraag__kenmerk", flat=True)]
    if not kenmerken:
        return None
    return (
        f"Nog zonder uitkomst: {', '.join(kenmerken)}. Leg het advies vast, houd de aanvraag aan of haal haar van de "
        "agenda."
    )


@bijeenkomsten.transition(
    source=[Bijeenkomststatus.GEPLAND],
    target=Bijeenkomststatus.GEHOUDEN,
    allowed=rules.doet_verslag,
    wie=VERSLAGGEVER,
    label="Bijeenkomst afsluiten",
    voorwaarden=(_is_begonnen, _alles_is_besproken),
    invoer=forms.AanwezigenForm,
)
def afsluiten(bijeenkomst: Bijeenkomst, *, door: Gebruiker, aanwezigen: list[Gebruiker]) -> str:
    """The meeting was held: who was there is recorded, and the resolution list is made and sealed."""
    zin = _noteer_aanwezigen(bijeenkomst, aanwezigen)
    besluitenlijst.maken(bijeenkomst, door=door)
    return zin


@bijeenkomsten.transition(
    source=[Bijeenkomststatus.GEHOUDEN],
    target=None,
    allowed=rules.doet_verslag,
    wie=VERSLAGGEVER,
    label="Aanwezigen verbeteren",
    invoer=forms.AanwezigenVerbeterenForm,
)
def aanwezigen_verbeteren(bijeenkomst: Bijeenkomst, *, door: Gebruiker, aanwezigen: list[Gebruiker]) -> str:
    """Somebody was there after all, or was not: a new version of the resolution list replaces the old one."""
    zin = _noteer_aanwezigen(bijeenkomst, aanwezigen)
    besluitenlijst.maken(bijeenkomst, door=door)
    return zin


def _noteer_aanwezigen(bijeenkomst: Bijeenkomst, aanwezigen: Any) -> str:
    aanwezig = {lid.pk for lid in aanwezigen}
    bijeenkomst.lidmaatschappen.filter(lid__in=aanwezig).update(aanwezig=True)
    bijeenkomst.lidmaatschappen.exclude(lid__in=aanwezig).update(aanwezig=False)
    return f"Aanwezig: {', '.join(sorted(lid.naam for lid in aanwezigen))}."
