"""What a decision on an objection does to the decision that it is about."""

from django.db import IntegrityError, transaction

from swv.kern.fouten import VoorwaardeNietVervuld
from toelating.bezwaar.selectors import geldende_verklaring
from toelating.documents import brieven_intrekken
from toelating.models import Bezwaar, Gevolg, Verklaring
from toelating.models.bezwaar import MET_TLV
from toelating.workflow.heropenen import heropenen
from toelating.workflow.uitgifte import nieuwe_verklaring
from toelating.workflow.verklaring import herroepen


def voer_uit(bezwaar: Bezwaar) -> Verklaring | None:
    """Do what the decision says to the TLV or the request; gives the TLV that comes out of it, if any.

    Raises Geweigerd; then nothing has changed.
    """
    oud = geldende_verklaring(bezwaar.aanvraag)
    reden = f"Beslissing op bezwaar {bezwaar.kenmerk}."
    if bezwaar.gevolg == Gevolg.HERROEPEN:
        assert oud is not None
        herroepen(oud, door=None, reden=reden)
    elif bezwaar.gevolg == Gevolg.BEHANDELEN:
        heropenen(bezwaar.aanvraag, door=None, reden=reden)
    elif bezwaar.gevolg in MET_TLV:
        return _nieuwe_tlv(bezwaar, oud, reden=reden)
    return None


def _nieuwe_tlv(bezwaar: Bezwaar, oud: Verklaring | None, *, reden: str) -> Verklaring:
    """A TLV in the place of the old one, if there was one. The letter of one that now never counts is withdrawn.

    The database has the last word on two TLVs at once.
    """
    assert bezwaar.ingang is not None
    if oud and bezwaar.ingang <= oud.ingang:
        brieven_intrekken(oud, reden=reden, door=None)
    try:
        with transaction.atomic():
            return nieuwe_verklaring(
                bezwaar.aanvraag,
                categorie=bezwaar.categorie,
                ingang=bezwaar.ingang,
                einde=bezwaar.einde,
                vervangt=oud,
                reden=reden,
            )
    except IntegrityError as fout:
        raise VoorwaardeNietVervuld(
            "Deze leerling kreeg zojuist een andere TLV voor dezelfde periode. Geef het bezwaar terug aan het bureau."
        ) from fout
