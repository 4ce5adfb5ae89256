"""Registering an objection: the paper that came in becomes a case of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from swv.documenten.models import Bijlage
from swv.documenten.services import bijlage_toevoegen
from swv.kern.fouten import Geweigerd, NietToegestaan, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum
from swv.kern.schooljaar import kort, schooljaar
from swv.organisaties.models import Gebruiker, Rolsoort
from swv.termijnen.rekenen import laatste_dag
from swv.termijnen.selectors import extra_feestdagen
from toelating.bezwaar import berichten, brieven
from toelating.bezwaar.klokken import beslisklok_starten, lbt_klok_starten
from toelating.bezwaar.mensen import betrokkenen
from toelating.bezwaar.selectors import besluitbrief
from toelating.bezwaar.stukken import Stuksoort
from toelating.bezwaar.tijdig import is_op_tijd
from toelating.bezwaartermijn import WEKEN, bezwaartermijn_tegen
from toelating.models import Bezwaar, Bezwaarstatus, Tlvaanvraag

REGISTREREN = "registreren"
LABEL = "Bezwaar geregistreerd"


@transaction.atomic
def bezwaar_registreren(
    *,
    aanvraag: Tlvaanvraag,
    door: Gebruiker,
    sleutel: UUID,
    bestanden: Sequence[Any],
    behandelaar: Gebruiker | None = None,
    **gegevens: Any,
) -> Bezwaar:
    """Register a paper that came in against the decision on `aanvraag`: number, clocks, confirmation of receipt.

    Everybody of the bureau may, also who was involved in the decision; who handles it may not have been. One that came
    too late is kept and marked, never refused. The same `sleutel` gives the same objection, however often it is sent.
    Raises Geweigerd: not decided yet, not of the bureau, or this paper is there already.
    """
    rij = Tlvaanvraag.objects.select_for_update(of=("self",)).select_related("school__bestuur").get(pk=aanvraag.pk)
    _controleer_persoon(rij, door)
    if bestaand := Bezwaar.objects.filter(sleutel=sleutel, aanvraag=rij).first():
        return bestaand
    besluit = besluitbrief(rij)
    if not rij.is_besloten or besluit is None:
        raise VoorwaardeNietVervuld(
            "Er is nog geen besluit op deze aanvraag. Bezwaar kan pas tegen een besluit. Bel de indiener, of leg het "
            "stuk bij de aanvraag."
        )
    if ander := rij.bezwaren.open().filter(naam__iexact=gegevens["naam"]).first():
        raise Geweigerd(
            f"Van {ander.naam} staat al een bezwaar open: {ander.kenmerk}. Is dit hetzelfde stuk? Dan hoeft u niets te "
            "doen. Is het een aanvulling? Voeg het stuk dan daar toe."
        )
    if behandelaar is not None and behandelaar.pk in betrokkenen(rij) | rij.verschoonden:
        zin = "Deze collega was bij het eerste besluit betrokken. Kies een ander."
        raise VoorwaardeNietVervuld(zin, velden={"behandelaar": [zin]})
    vandaag = timezone.localdate()
    bezwaar = Bezwaar(
        sleutel=sleutel,
        aanvraag=rij,
        besluit=besluit,
        kenmerk=f"BZ-{kort(vandaag)}-{volgend_nummer('bezwaar', schooljaar(vandaag)):05d}",
        geregistreerd_door=door,
        behandelaar=behandelaar,
        bezwaartermijn_tot=bezwaartermijn_tegen(besluit) or _vanaf_vandaag(),
        **gegevens,
    )
    beoordeel_termijn(bezwaar)
    _bewaar(bezwaar)
    for bestand in bestanden:
        bijlage = bijlage_toevoegen(bron=bezwaar, upload=bestand, soort=Stuksoort.BEZWAARSCHRIFT, door=door)
        _controleer_dubbel(rij, bijlage)
    _noteer(bezwaar, door=door)
    lbt_klok_starten(bezwaar)
    beslisklok_starten(bezwaar)
    brieven.ontvangst_brief(bezwaar, door=door)
    _vertel(bezwaar, door=door)
    return bezwaar


def _controleer_persoon(aanvraag: Tlvaanvraag, door: Gebruiker) -> None:
    if not door.heeft_rol(Rolsoort.BUREAU) or door.pk in aanvraag.verschoonden:
        raise NietToegestaan(
            "Alleen een medewerker van het bureau registreert een bezwaar. Geef het stuk aan een collega."
        )


def _controleer_dubbel(aanvraag: Tlvaanvraag, bijlage: Bijlage) -> None:
    """Two people may hold the same paper. The row of the request is locked, so the second one sees the first."""
    eerder = Bijlage.objects.filter(sha256=bijlage.sha256, object_id__in=aanvraag.bezwaren.values("pk"))
    if gelijk := eerder.filter(verwijderd_op__isnull=True).exclude(object_id=bijlage.object_id).first():
        ander = aanvraag.bezwaren.get(pk=gelijk.object_id)
        raise Geweigerd(
            f"‘{bijlage.bestandsnaam}’ staat al bij bezwaar {ander.kenmerk}. Kijk daar of dit hetzelfde bezwaar is."
        )


def _vanaf_vandaag() -> date:
    """As long as the letter must still go to somebody an objection is early, not late (Awb 6:10): reckoned as if it
    went out today."""
    return laatste_dag(timezone.localdate(), weken=WEKEN, extra=extra_feestdagen())


def beoordeel_termijn(bezwaar: Bezwaar) -> None:
    """Mark whether it came too late (Awb 6:9); a judgement of one that is in time after all is taken back."""
    bezwaar.is_te_laat = not is_op_tijd(
        tot=bezwaar.bezwaartermijn_tot,
        ontvangen_op=bezwaar.ontvangen_op,
        gepost_op=bezwaar.poststempel,
        extra=extra_feestdagen(),
    )
    if not bezwaar.is_te_laat:
        bezwaar.verschoonbaar, bezwaar.reden_verschoonbaar = None, ""


def _bewaar(bezwaar: Bezwaar) -> None:
    try:
        bezwaar.full_clean()
    except ValidationError as fout:
        velden: Mapping[str, Any] = {naam: zinnen for naam, zinnen in fout.message_dict.items() if naam != "__all__"}
        raise VoorwaardeNietVervuld(" ".join(fout.messages), velden=velden) from fout
    bezwaar.save()


def _noteer(bezwaar: Bezwaar, *, door: Gebruiker) -> None:
    """One line on the objection; on the request only that there is one, for the school reads that timeline."""
    wanneer = f"Ontvangen op {datum(bezwaar.ontvangen_op)}, {bezwaar.get_wijze_display()}."
    if bezwaar.is_te_laat:
        wanneer += f" Te laat: het kon tot en met {datum(bezwaar.bezwaartermijn_tot)}."
    Gebeurtenis.objects.create(
        bron=bezwaar,
        handeling=REGISTREREN,
        label=LABEL,
        door=door,
        naar_status=Bezwaarstatus.ONTVANGEN,
        toelichting=wanneer,
    )
    Gebeurtenis.objects.create(
        bron=bezwaar.aanvraag,
        handeling="bezwaar_ontvangen",
        label="Er is bezwaar gemaakt tegen het besluit",
        door=door,
        van_status=bezwaar.aanvraag.status,
        naar_status=bezwaar.aanvraag.status,
        toelichting=bezwaar.kenmerk,
    )


def _vertel(bezwaar: Bezwaar, *, door: Gebruiker) -> None:
    """The school hears that there is an objection and that the decision stands; who handles it, that it waits."""
    soort = "bezwaar_ontvangst" if bezwaar.van == Bezwaar.Van.BESTUUR else "bezwaar_melding"
    mensen = berichten.aanvragers(bezwaar.aanvraag)
    berichten.sturen(bezwaar, soort, mensen, sleutel="1", datum=datum(bezwaar.ontvangen_op))
    wachters = [persoon for persoon in berichten.behandelaars(bezwaar) if persoon != door]
    berichten.sturen(bezwaar, "bezwaar_nieuw", wachters, sleutel="1")
