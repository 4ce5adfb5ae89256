"""Those who advise at work: a draft of an expert, meetings that were held, and one whose papers are being read."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from swv.demo.tijd import AMSTERDAM, op
from swv.demo.tlv import antwoorden as teksten
from swv.demo.tlv.mensen import account
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker
from toelating import services
from toelating.models import Agendapunt, Bijeenkomst, Bijeenkomststatus, Deskundigenadvies, Oordeel
from toelating.workflow import workflow
from toelating.workflow.bijeenkomst import bijeenkomsten


def adviseurs_laten_werken(nu: datetime) -> None:
    """Closes the meetings that are over; of the next one the agenda is sent and the chair has an opinion on all, the
    member on the first. What is there stays."""
    vandaag = timezone.localdate()
    for bijeenkomst in Bijeenkomst.objects.filter(status=Bijeenkomststatus.GEPLAND).order_by("datum"):
        if bijeenkomst.datum < vandaag:
            _afsluiten(bijeenkomst)
        elif bijeenkomst.agenda_gestuurd_op is None:
            with op(nu - timedelta(minutes=5)):
                _lezen(bijeenkomst)
    with op(nu):
        _concept_schrijven()


def _afsluiten(bijeenkomst: Bijeenkomst) -> None:
    """On the day itself the advice on every item lay down already."""
    if bijeenkomst.agendapunten.filter(uitkomst=Agendapunt.Uitkomst.OPEN).exists():
        return
    aanwezigen = [str(lid.pk) for lid in bijeenkomst.leden.all()]
    with op(datetime.combine(bijeenkomst.datum + timedelta(days=8), time(16), AMSTERDAM)):
        verrichten(bijeenkomsten["afsluiten"], bijeenkomst, door=account("voorzitter"), data={"aanwezigen": aanwezigen})


def _lezen(bijeenkomst: Bijeenkomst) -> None:
    verrichten(bijeenkomsten["agenda_sturen"], bijeenkomst, door=account("bureau"), data={})
    voorzitter, lid = account("voorzitter"), account("commissielid")
    punten = list(bijeenkomst.agendapunten.order_by("volgorde"))
    for punt in punten:
        _oordelen(punt, voorzitter, keuze=Oordeel.Keuze.BESPREKEN, toelichting=teksten.OORDEEL_VOORZITTER)
    _oordelen(
        punten[0],
        lid,
        keuze=Oordeel.Keuze.TOELAATBAAR,
        categorie=punten[0].aanvraag.gevraagde_categorie,
        schooljaren="1",
        toelichting=teksten.OORDEEL_LID,
    )


def _oordelen(punt: Agendapunt, lid: Gebruiker, **gegevens: str) -> None:
    services.gelezen(punt=punt, lid=lid)
    verrichten(workflow["oordeel_geven"], punt.aanvraag, door=lid, data=gegevens)


def _concept_schrijven() -> None:
    """The orthopedagoog has begun on the newest request."""
    gevraagd = Deskundigenadvies.objects.filter(
        deskundige=account("deskundige"), stand=Deskundigenadvies.Stand.GEVRAAGD, tekst=""
    )
    if advies := gevraagd.select_related("aanvraag").order_by("-gevraagd_op").first():
        services.advies_bewaren(
            aanvraag=advies.aanvraag,
            gegevens={"tekst": teksten.CONCEPTADVIES},
            versie=advies.versie,
            door=advies.deskundige,
        )
