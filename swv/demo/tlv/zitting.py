"""A sitting at the signing desk: three decisions with one code, of which one was given back meanwhile."""

from datetime import datetime, timedelta

from swv.demo.codes import app_van, volgende_code
from swv.demo.tijd import op
from swv.demo.tlv import antwoorden as teksten
from swv.demo.tlv.mensen import account
from swv.demo.tlv.verhalen import VERHALEN, sleutel
from swv.kern.handelingen import verrichten
from toelating.models import Status, Tlvaanvraag, Zitting
from toelating.workflow import bekendmaken, workflow
from toelating.zitting import beginnen, regel_tekenen

SLEUTEL = sleutel("zitting")


def zitting_houden(nu: datetime) -> None:
    """Yesterday, once."""
    if not Zitting.objects.filter(pk=SLEUTEL).exists():
        with op(nu - timedelta(days=1)):
            _houd()


def _houd() -> None:
    directeur = account("directeur")
    einde = {verhaal.sleutel: verhaal.einde for verhaal in VERHALEN if verhaal.zitting}
    aanvragen = list(Tlvaanvraag.objects.filter(sleutel__in=einde, status=Status.TER_ONDERTEKENING))
    app = app_van(directeur.email)
    assert app is not None
    keuze = {aanvraag.pk: aanvraag.versie for aanvraag in aanvragen}
    zitting = beginnen(sleutel=SLEUTEL, keuze=keuze, code=volgende_code(app), door=directeur)
    for aanvraag in aanvragen:
        if einde[aanvraag.sleutel] == Status.ADVIES_GEREED:
            verrichten(workflow["teruggeven"], aanvraag, door=directeur, data={"reden": teksten.TERUG_VAN_TAFEL})
    for regel in zitting.regels.all():
        if regel_tekenen(regel.pk).is_getekend:
            bekendmaken(Tlvaanvraag.objects.get(pk=regel.aanvraag_id), door=None)
