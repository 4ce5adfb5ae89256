"""Background work of the monitors: reminders of the zorgplicht clock, and messages about who sits at home."""

from django.db import transaction
from django.utils import timezone

from swv.kern.opdrachten import opdracht
from swv.termijnen.services import herinnering_oppakken, herinnering_verzonden
from toelating.models import Aanmelding, Stap, Thuiszitter
from toelating.monitors import berichten, nachtwerk
from toelating.monitors.workflow.aanmelding import HERINNEREN


@opdracht(HERINNEREN)
def zorgplicht_herinneren(herinnering_id: str) -> None:
    """Before the last day the school is reminded; after it the bureau and the board hear of it too."""
    with transaction.atomic():
        herinnering = herinnering_oppakken(int(herinnering_id))
        if herinnering is None:
            return
        aanmelding, uiterlijk = herinnering.termijn.bron, herinnering.termijn.uiterlijk
        assert isinstance(aanmelding, Aanmelding)
        assert uiterlijk is not None
        is_voorbij = uiterlijk < timezone.localdate()
        groepen = [berichten.school(aanmelding)]
        if is_voorbij:
            groepen += [berichten.bestuur(aanmelding), berichten.bureau()]
        soort = "zorgplicht_te_laat" if is_voorbij else "zorgplicht_herinnering"
        sleutel = f"herinnering-{herinnering.pk}"
        berichten.sturen(aanmelding, soort, *groepen, sleutel=sleutel, uiterlijk=uiterlijk)
        herinnering_verzonden(herinnering.pk)


@opdracht(nachtwerk.BERICHT)
def thuiszitter_bericht(wat: str) -> None:
    """One message; when it stands otherwise meanwhile, there is nothing to say."""
    pk, soort, dag = wat.split(":")
    if soort == nachtwerk.STAP:
        _over_stap(int(pk), dag)
        return
    rij = Thuiszitter.objects.select_related("school").filter(pk=pk).first()
    if rij is None or not nachtwerk.is_nodig(rij, soort):
        return
    groepen = {
        nachtwerk.BUREAU: (berichten.bureau(),),
        nachtwerk.BIJNA_DIRECTEUR: (berichten.school(rij), berichten.bureau()),
        nachtwerk.PLAATS: (berichten.directeur(), berichten.bureau()),
    }[soort]
    uiterlijk = rij.plaats_uiterlijk if soort == nachtwerk.PLAATS else rij.directeur_op
    assert uiterlijk is not None
    berichten.sturen(rij, f"thuiszitter_{soort}", *groepen, sleutel=dag, uiterlijk=uiterlijk)


def _over_stap(pk: int, dag: str) -> None:
    stap = nachtwerk.te_late_stappen().select_related("thuiszitter__school").filter(pk=pk).first()
    if stap is None:
        return
    rij = stap.thuiszitter
    is_van_school = stap.aan_zet == Stap.AanZet.SCHOOL
    groep = berichten.school(rij) if is_van_school else berichten.bureau()
    berichten.sturen(rij, "thuiszitter_stap", groep, sleutel=f"{pk}-{dag}", uiterlijk=stap.uiterlijk)
