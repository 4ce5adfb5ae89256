"""Bank accounts, awards that are due and payment batches; the same ones on every run."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from financien import workflow as acts
from financien.models import Bankrekening, Begrotingspost, Betaalbatch, Betalingstermijn
from financien.services import Termijn, betaalbaar_maken
from financien.services.bankrekeningen import bankrekening_invoeren
from financien.services.betaalbatches import betaalbatch_maken
from financien.te_betalen import betaalvoorstel
from financien.werkdagen import bankdag_vanaf
from swv.organisaties.models import Rolsoort, School, Schoolbestuur
from tests.factories.financien import persoon, toekenning
from tests.factories.organisaties import SamenwerkingsverbandFactory, SchoolFactory

IBANS = ("NL91ABNA0417164300", "NL69INGB0123456789", "NL44RABO0123456789", "NL86INGB0002445588")
EIGEN_IBAN = IBANS[3]


def rekening(bestuur: Schoolbestuur | None, iban: str = IBANS[0], **opties: Any) -> Bankrekening:
    """A confirmed account: the controller entered it, the directeur-bestuurder confirmed it."""
    ingevoerd = bankrekening_invoeren(
        **{
            "bestuur": bestuur,
            "iban": iban,
            "tenaamstelling": bestuur.naam if bestuur else "Samenwerkingsverband VO Proefstad",
            "geldig_van": date(2026, 1, 1),
            "door": persoon(Rolsoort.CONTROLLER),
            **opties,
        }
    )
    return acts.bevestigen(ingevoerd, door=persoon(Rolsoort.DIRECTEUR), bevestigd_op=timezone.now())


def eigen_rekening() -> Bankrekening:
    """The account from which the samenwerkingsverband pays, with the letterhead that goes with it."""
    SamenwerkingsverbandFactory()
    return rekening(None, EIGEN_IBAN)


def school_met_rekening(naam: str = "Stichting Élan & Zn.", iban: str = IBANS[0]) -> School:
    school = SchoolFactory(bestuur__naam=naam)
    rekening(school.bestuur, iban)
    return school


def te_betalen(
    post: Begrotingspost, bedrag: str, *, school: School | None, sleutel: str, vervaldatum: date | None = None
) -> Betalingstermijn:
    """An award in one instalment (euros) whose condition is met."""
    verplichting = toekenning(
        post,
        bedrag,
        sleutel=sleutel,
        school=school,
        termijnen=[Termijn(Decimal(bedrag), vervaldatum=vervaldatum)],
    )
    return betaalbaar_maken(termijn=verplichting.termijnen.get(), door=persoon(Rolsoort.CONTROLLER))


def uitvoerdag() -> date:
    return bankdag_vanaf(timezone.localdate())


def batch(*termijnen: Betalingstermijn) -> Betaalbatch:
    """A batch of these instalments, or of everything that is due, made by the controller."""
    pks = [termijn.pk for termijn in termijnen] or [r.termijn.pk for r in betaalvoorstel(op=uitvoerdag()).regels]
    return betaalbatch_maken(termijnen=pks, uitvoerdatum=uitvoerdag(), door=persoon(Rolsoort.CONTROLLER))


def goedgekeurd(*termijnen: Betalingstermijn) -> Betaalbatch:
    return acts.goedkeuren(batch(*termijnen), door=persoon(Rolsoort.DIRECTEUR), bevestigd_op=timezone.now())


def bij_bank(*termijnen: Betalingstermijn) -> Betaalbatch:
    return acts.aanbieden(goedgekeurd(*termijnen), door=persoon(Rolsoort.CONTROLLER))


def pain002(bericht: str, *meldingen: tuple[str, str, str], groep: str = "PART") -> bytes:
    """A status file: per payment its kenmerk, status and reason code."""
    betalingen = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{kenmerk}</OrgnlEndToEndId><TxSts>{status}</TxSts>"
        + (f"<StsRsnInf><Rsn><Cd>{reden}</Cd></Rsn></StsRsnInf>" if reden else "")
        + "</TxInfAndSts>"
        for kenmerk, status, reden in meldingen
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">'
        "<CstmrPmtStsRpt><GrpHdr><MsgId>BANK1</MsgId></GrpHdr><OrgnlGrpInfAndSts>"
        f"<OrgnlMsgId>{bericht}</OrgnlMsgId><OrgnlMsgNmId>pain.001.001.09</OrgnlMsgNmId><GrpSts>{groep}</GrpSts>"
        f"</OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><OrgnlPmtInfId>{bericht}</OrgnlPmtInfId>{betalingen}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    ).encode()
