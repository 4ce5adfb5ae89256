"""The acts on a bank account and on a payment batch, in the order in which they live. Always four eyes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from financien import rules
from financien.forms.betalen import BetaaldForm, GeweigerdForm, RedenForm, StatusbestandForm
from financien.models import Bankrekening, Betaalbatch, Betaalregel
from financien.services import betaalbatches
from swv.kern.opmaak import datum
from swv.kern.workflow import Handeling, Workflow

rekeningen = Workflow("betalen", Bankrekening.Status, wat="de bankrekening")
batches = Workflow("betalen", Betaalbatch.Status, wat="de betaalbatch")

BETAALT = "een controller of de directeur-bestuurder"
ANDER_DAN_INVOERDER = "een andere controller of directeur-bestuurder dan wie de rekening invoerde"
ANDER_DAN_MAKER = "een andere controller of directeur-bestuurder dan wie de batch maakte"


# --- An account ------------------------------------------------------------------------------------------


@rekeningen.transition(
    source=[Bankrekening.Status.INGEVOERD],
    target=Bankrekening.Status.BEVESTIGD,
    allowed=rules.bevestigt_rekening,
    wie=ANDER_DAN_INVOERDER,
    label="Rekening bevestigen",
    tweede_factor=True,
)
def bevestigen(rekening: Bankrekening, *, door: Any) -> str:
    """Somebody else compared number and name with a paper of the board: from its day on money goes to it."""
    rekening.bevestigd_door, rekening.bevestigd_op = door, timezone.now()
    return f"{rekening.iban_gemaskeerd}, geldig vanaf {datum(rekening.geldig_van)}."


@rekeningen.transition(
    source=[Bankrekening.Status.INGEVOERD],
    target=Bankrekening.Status.AFGEKEURD,
    allowed=rules.is_controller_of_directeur,
    wie=BETAALT,
    label="Rekening afkeuren",
    invoer=RedenForm,
)
def afkeuren(rekening: Bankrekening, *, door: Any, reden: str) -> str:
    """The number or the name is not right; no money ever goes to it."""
    return reden


@rekeningen.transition(
    source=[Bankrekening.Status.BEVESTIGD],
    target=Bankrekening.Status.BEEINDIGD,
    allowed=rules.is_controller_of_directeur,
    wie=BETAALT,
    label="Rekening beëindigen",
    invoer=RedenForm,
)
def beeindigen(rekening: Bankrekening, *, door: Any, reden: str) -> str:
    """No more money goes to it. The board has no account until another is entered and confirmed."""
    return reden


# --- A batch ---------------------------------------------------------------------------------------------


@batches.transition(
    source=[Betaalbatch.Status.CONCEPT],
    target=Betaalbatch.Status.GOEDGEKEURD,
    allowed=rules.tweede_paar_ogen,
    wie=ANDER_DAN_MAKER,
    label="Goedkeuren",
    tweede_factor=True,
    voorwaarden=(betaalbatches.waarom_niet_goed_te_keuren,),
)
def goedkeuren(batch: Betaalbatch, *, door: Any) -> str:
    """A second person agrees with every payment; the file for the bank is made and stays as it is."""
    batch.goedgekeurd_door = door
    return f"SHA-256 van het bestand: {betaalbatches.bestand_maken(batch).sha256}"


@batches.transition(
    source=[Betaalbatch.Status.GOEDGEKEURD],
    target=Betaalbatch.Status.AANGEBODEN,
    allowed=rules.is_controller_of_directeur,
    wie=BETAALT,
    label="Aanbieden bij de bank",
)
def aanbieden(batch: Betaalbatch, *, door: Any) -> None:
    """The file may be downloaded and goes to the bank; from now on the batch cannot be withdrawn."""


def _afronden_na_laatste(batch: Betaalbatch) -> Handeling | None:
    """Once of every payment it is known whether it was made, the batch is done."""
    return None if batch.regels.open().exists() else afronden


@batches.transition(
    source=[Betaalbatch.Status.AANGEBODEN],
    target=None,
    allowed=rules.is_controller_of_directeur,
    wie=BETAALT,
    label="Statusbestand inlezen",
    invoer=StatusbestandForm,
    vervolg=_afronden_na_laatste,
)
def status_inlezen(batch: Betaalbatch, *, door: Any, bestand: Any) -> str:
    """The bank says in a file (pain.002) what became of the payments; what was paid is booked at once."""
    return betaalbatches.status_verwerken(batch, bestand.read(), door=door)


@batches.transition(
    source=[Betaalbatch.Status.AANGEBODEN],
    target=None,
    allowed=rules.tweede_paar_ogen,
    wie=ANDER_DAN_MAKER,
    label="Betaald melden",
    invoer=BetaaldForm,
    vervolg=_afronden_na_laatste,
)
def betaald_melden(batch: Betaalbatch, *, door: Any, regels: Sequence[Betaalregel], betaald_op: date) -> str:
    """Somebody else than who made the batch saw these payments on the bank statement; they are booked at once."""
    betaalbatches.regels_betaald(dict.fromkeys(regels, betaald_op), door=door)
    return f"{len(regels)} betaald op {datum(betaald_op)}."


@batches.transition(
    source=[Betaalbatch.Status.AANGEBODEN],
    target=None,
    allowed=rules.tweede_paar_ogen,
    wie=ANDER_DAN_MAKER,
    label="Geweigerd melden",
    invoer=GeweigerdForm,
    vervolg=_afronden_na_laatste,
)
def geweigerd_melden(batch: Betaalbatch, *, door: Any, regels: Sequence[Betaalregel], reden: str) -> str:
    """Somebody else than who made the batch saw that the bank did not make these payments; their instalments can go
    into a next batch, and are paid twice when that was wrong."""
    betaalbatches.regels_geweigerd({regel.pk: reden for regel in regels})
    return f"{len(regels)} geweigerd: {reden}"


def _niets_open(batch: Betaalbatch) -> str | None:
    aantal = batch.regels.open().count()
    if not aantal:
        return None
    return f"Van een deel van de betalingen ({aantal}) is nog niet bekend of ze gelukt zijn. Meld die eerst."


@batches.transition(
    source=[Betaalbatch.Status.AANGEBODEN],
    target=Betaalbatch.Status.VERWERKT,
    allowed=rules.betaalt_of_portaal,
    wie=BETAALT,
    label="Afronden",
    voorwaarden=(_niets_open,),
    geldt=lambda batch: not batch.regels.open().exists(),
)
def afronden(batch: Betaalbatch, *, door: Any) -> None:
    """Of every payment it is known whether it was made. The portal does this by itself."""


@batches.transition(
    source=[Betaalbatch.Status.CONCEPT, Betaalbatch.Status.GOEDGEKEURD],
    target=Betaalbatch.Status.INGETROKKEN,
    allowed=rules.is_controller_of_directeur,
    wie=BETAALT,
    label="Intrekken",
    invoer=RedenForm,
)
def intrekken(batch: Betaalbatch, *, door: Any, reden: str) -> str:
    """The batch does not go to the bank; its instalments can go into another one."""
    batch.regels.open().update(staat=Betaalregel.Staat.VERVALLEN)
    return reden
