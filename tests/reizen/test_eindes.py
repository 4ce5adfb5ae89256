"""The other endings: refused, not judged, withdrawn by the school. Each has a letter of its own."""

from pathlib import Path

from aanvragen.models import Aanvraag, Status
from tests.browser import Mens
from tests.factories.aanvragen import maak_aanvraag
from tests.personas import Personas
from tests.reizen.conftest import Deelnemers
from tests.reizen.hulp import over, post, tekst_van, zegel_van
from tests.reizen.stappen import adviseert, beheer, doet, leest_brief, ondertekent, opent_ter_ondertekening
from tests.worker import Worker

REDEN = "U heeft hiervoor nog eigen ondersteuningsmiddelen."
ONTBREEKT = "Zonder de berekening kunnen wij niet beoordelen of het bedrag nodig is."


def test_refusal_not_judging_and_withdrawal_have_their_own_letters(
    swv: Personas, mensen: Deelnemers, worker: Worker, tmp_path: Path
) -> None:
    afwijzen = maak_aanvraag(swv, status=Status.IN_BEHANDELING)
    onvolledig = maak_aanvraag(swv, status=Status.AANVULLING_GEVRAAGD)
    intrekken = maak_aanvraag(swv, soort="huisonderwijs", status=Status.IN_BEHANDELING)
    school, bureau, directeur = mensen(swv.coordinator), mensen(swv.bureau), mensen(swv.directeur)

    _afgewezen(bureau, directeur, afwijzen)
    _buiten_behandeling(bureau, directeur, onvolledig)
    _ingetrokken(school, intrekken)
    worker.rust()

    for aanvraag, soort, zinnen in (
        (afwijzen, "Afwijzingsbrief", ("Wij wijzen uw aanvraag af", REDEN, "klacht")),
        (onvolledig, "Brief buiten behandeling", ("Wij behandelen uw aanvraag niet verder", ONTBREEKT)),
        (intrekken, "Bevestiging van intrekking", ("U heeft uw aanvraag ingetrokken",)),
    ):
        brief = leest_brief(school, aanvraag, soort, tmp_path)
        tekst = tekst_van(brief)
        for zin in zinnen:
            assert zin in tekst, soort
        assert "Signature is Valid" in zegel_van(brief)
        assert f"De brief over aanvraag {aanvraag.kenmerk} staat klaar" in post()
    assert REDEN not in post()


def _afgewezen(bureau: Mens, directeur: Mens, aanvraag: Aanvraag) -> None:
    beheer(bureau, aanvraag)
    adviseert(bureau, "Afwijzen", "De school kan dit zelf betalen.")
    opent_ter_ondertekening(directeur, aanvraag)
    directeur.vul("Motivering in de brief", REDEN)
    ondertekent(directeur, "Afwijzen en ondertekenen")


def _buiten_behandeling(bureau: Mens, directeur: Mens, aanvraag: Aanvraag) -> None:
    """Only after the day of the question has passed: here the day is moved, as time would."""
    beheer(bureau, aanvraag)
    bureau.ziet("‘Voorleggen: buiten behandeling’ kan nog niet.", "De school heeft nog tot en met")
    aanvraag.aanvullingsverzoeken.update(uiterlijk=over(-1))
    beheer(bureau, aanvraag)
    doet(bureau, "Voorleggen: buiten behandeling", advies="De berekening ontbreekt.")
    opent_ter_ondertekening(directeur, aanvraag)
    directeur.vul("Motivering in de brief", ONTBREEKT)
    ondertekent(directeur, "Buiten behandeling stellen en ondertekenen")


def _ingetrokken(school: Mens, aanvraag: Aanvraag) -> None:
    school.ga(aanvraag.get_absolute_url())
    school.volg("Intrekken")
    school.ziet("U kunt dit niet terugdraaien.")
    school.vul("Waarom trekt u de aanvraag in?", "De leerling gaat weer naar school.")
    school.klik("Intrekken")
    school.ziet("Uw aanvraag is ingetrokken.")
