"""The committee: agenda, opinion per member, and one act from its resolution to the concept decision.

Rows are locked in one order: request, meeting, agenda item. The acts on a meeting begin with the meeting.
"""

from typing import Any

from django.db.models import Max
from django.utils import timezone

from swv.invullen.forms import RedenForm
from swv.kern.fouten import VerkeerdeStatus, VoorwaardeNietVervuld
from swv.kern.opmaak import datum
from swv.organisaties.models import Gebruiker
from toelating import besluitenlijst, forms, rules
from toelating.models import Adviesbron, Agendapunt, Bijeenkomst, Oordeel, Status, Tlvaanvraag
from toelating.workflow.basis import BUREAU, COMMISSIELID, beide_adviezen_zijn_er, workflow
from toelating.workflow.behandelen import advies_vastleggen

VASTSTELLER = "een medewerker van het bureau of de voorzitter van de bijeenkomst"


class AlGegeven(VerkeerdeStatus):
    """This very opinion stands there already: a double click, or a page that was sent again."""


def open_punt(aanvraag: Tlvaanvraag) -> Agendapunt | None:
    """Where the request stands on an agenda now."""
    punten = aanvraag.agendapunten.filter(uitkomst=Agendapunt.Uitkomst.OPEN)
    return punten.select_related("bijeenkomst").first()


def staat_op_agenda(aanvraag: Tlvaanvraag) -> bool:
    return open_punt(aanvraag) is not None


def _staat_niet_op_agenda(aanvraag: Tlvaanvraag) -> bool:
    return open_punt(aanvraag) is None


def _neem(pk: Any) -> Bijeenkomst:
    """The meeting, held until this act is done: nobody cancels it meanwhile."""
    return Bijeenkomst.objects.select_for_update().get(pk=pk)


def _neem_punt(aanvraag: Tlvaanvraag) -> Agendapunt:
    """The open agenda item, held until this act is done. Raises VerkeerdeStatus when its meeting was just cancelled."""
    punt = aanvraag.agendapunten.select_for_update().filter(uitkomst=Agendapunt.Uitkomst.OPEN).first()
    if punt is None:
        raise VerkeerdeStatus("De aanvraag staat niet meer op een agenda. Ververs de pagina om te zien wat er nu kan.")
    return punt


def _agenda_veranderde(bijeenkomst: Bijeenkomst) -> None:
    """The members do not know the agenda as it is now; the bureau sends it when it is ready."""
    bijeenkomst.agenda_gewijzigd_op = timezone.now()
    bijeenkomst.save(update_fields=["agenda_gewijzigd_op"])


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Op een agenda zetten",
    geldt=_staat_niet_op_agenda,
    voorwaarden=(beide_adviezen_zijn_er,),
    invoer=forms.AgenderenForm,
)
def agenderen(aanvraag: Tlvaanvraag, *, door: Gebruiker, bijeenkomst: Bijeenkomst) -> str:
    """The request goes on the agenda of a meeting; its members can read it from now on."""
    rij = _neem(bijeenkomst.pk)
    if not rij.is_gepland:
        raise VoorwaardeNietVervuld("Deze bijeenkomst is al gehouden of afgelast. Kies een andere.")
    laatste = rij.agendapunten.aggregate(laatste=Max("volgorde"))["laatste"] or 0
    Agendapunt.objects.update_or_create(
        bijeenkomst=rij,
        aanvraag=aanvraag,
        defaults={"uitkomst": Agendapunt.Uitkomst.OPEN, "volgorde": laatste + 1, "toelichting": ""},
    )
    _agenda_veranderde(rij)
    return f"Op de agenda van {datum(rij.datum)}."


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=None,
    allowed=rules.is_bureau,
    wie=BUREAU,
    label="Van de agenda halen",
    geldt=staat_op_agenda,
    invoer=RedenForm,
    is_intern=True,
)
def van_agenda_halen(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """The request does not come up in this meeting after all; its members can no longer read it."""
    van_elke_agenda(aanvraag, reden)
    return reden


def van_elke_agenda(aanvraag: Tlvaanvraag, reden: str) -> None:
    """Close the open agenda item, if there is one."""
    if punt := open_punt(aanvraag):
        _agenda_veranderde(_neem(punt.bijeenkomst_id))
        _sluit(_neem_punt(aanvraag), Agendapunt.Uitkomst.VERVALLEN, reden)


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=None,
    allowed=rules.stelt_advies_vast,
    wie=VASTSTELLER,
    label="Aanhouden",
    geldt=staat_op_agenda,
    invoer=RedenForm,
    is_intern=True,
)
def aanhouden(aanvraag: Tlvaanvraag, *, door: Gebruiker, reden: str) -> str:
    """The committee wants to know more first: the request waits for a next meeting."""
    _sluit(_neem_punt(aanvraag), Agendapunt.Uitkomst.AANGEHOUDEN, reden)
    return reden


def _sluit(punt: Agendapunt, uitkomst: str, reden: str) -> None:
    punt.uitkomst, punt.toelichting = uitkomst, reden
    punt.save(update_fields=["uitkomst", "toelichting"])


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=None,
    allowed=rules.zit_in_commissie,
    wie=COMMISSIELID,
    label="Oordeel geven",
    invoer=forms.OordeelForm,
    is_intern=True,
)
def oordeel_geven(
    aanvraag: Tlvaanvraag,
    *,
    door: Gebruiker,
    keuze: str,
    toelichting: str = "",
    categorie: str = "",
    schooljaren: int | None = None,
) -> None:
    """A member says what they think; they may change it until the committee has advised. Others read it only when
    their own opinion is in."""
    punt = rules.agendapunt_voor(door, aanvraag)
    assert punt is not None
    toelaatbaar = keuze == Oordeel.Keuze.TOELAATBAAR
    inhoud = {
        "keuze": keuze,
        "categorie": categorie if toelaatbaar and not aanvraag.is_pro else "",
        "schooljaren": schooljaren if toelaatbaar else None,
        "toelichting": toelichting,
    }
    if Oordeel.objects.filter(agendapunt=punt, lid=door, **inhoud).exists():
        raise AlGegeven("U heeft dit oordeel al gegeven. Het staat bij de aanvraag.")
    Oordeel.objects.update_or_create(agendapunt=punt, lid=door, defaults={**inhoud, "op": timezone.now()})


def _bijeenkomst_is_geweest(aanvraag: Tlvaanvraag) -> str | None:
    punt = open_punt(aanvraag)
    if punt is None or punt.bijeenkomst.datum <= timezone.localdate():
        return None
    return f"De bijeenkomst is pas op {datum(punt.bijeenkomst.datum)}. Leg het advies vast op of na die dag."


@workflow.transition(
    source=[Status.BIJ_TAC],
    target=Status.ADVIES_GEREED,
    allowed=rules.stelt_advies_vast,
    wie=VASTSTELLER,
    label="Advies van de commissie vastleggen",
    geldt=staat_op_agenda,
    voorwaarden=(beide_adviezen_zijn_er, _bijeenkomst_is_geweest),
    invoer=forms.AdviesForm,
)
def commissieadvies_vastleggen(aanvraag: Tlvaanvraag, *, door: Gebruiker, **advies: Any) -> str:
    """The resolution of the committee; the concept decision begins with it at once."""
    punt = _neem_punt(aanvraag)
    advies_vastleggen(aanvraag, bron=Adviesbron.COMMISSIE, **advies)
    _leg_uitkomst_vast(punt, aanvraag)
    return f"Vergadering van {datum(punt.bijeenkomst.datum)}. {aanvraag.advies}"


def _leg_uitkomst_vast(punt: Agendapunt, aanvraag: Tlvaanvraag) -> None:
    punt.uitkomst, punt.toelaatbaar = Agendapunt.Uitkomst.ADVIES, aanvraag.advies_toelaatbaar
    punt.categorie, punt.schooljaren = aanvraag.advies_categorie, aanvraag.advies_schooljaren
    punt.redenen = aanvraag.advies
    punt.save()


def _is_van_commissie(aanvraag: Tlvaanvraag) -> bool:
    return aanvraag.adviesbron == Adviesbron.COMMISSIE


@workflow.transition(
    source=[Status.ADVIES_GEREED],
    target=None,
    allowed=rules.verbetert_advies,
    wie=VASTSTELLER,
    label="Advies van de commissie verbeteren",
    geldt=_is_van_commissie,
    invoer=forms.AdviesVerbeterenForm,
)
def commissieadvies_verbeteren(aanvraag: Tlvaanvraag, *, door: Gebruiker, wat_klopte_niet: str, **advies: Any) -> str:
    """What was recorded is not what the committee said: the concept decision begins anew, the parents get the advice
    again, and when the meeting is closed a new version of its resolution list replaces the old one."""
    punt = aanvraag.agendapunten.get(uitkomst=Agendapunt.Uitkomst.ADVIES)
    bijeenkomst = _neem(punt.bijeenkomst_id)
    advies_vastleggen(aanvraag, bron=Adviesbron.COMMISSIE, **advies)
    aanvraag.advies_aan_ouders_op = None
    _leg_uitkomst_vast(punt, aanvraag)
    if bijeenkomst.is_gehouden:
        besluitenlijst.maken(bijeenkomst, door=door)
    return f"{wat_klopte_niet}\n\n{aanvraag.advies}"
