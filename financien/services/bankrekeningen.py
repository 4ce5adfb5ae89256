"""Bank accounts: one person enters, another confirms (financien/workflow.py). A change is a new row."""

from datetime import date

from django.db import IntegrityError, transaction

from financien.iban import lees_iban
from financien.models import Bankrekening
from financien.models.betalen import NAAM_LENGTE
from financien.sepa import sepa_tekst
from swv.kern.fouten import NietToegestaan, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.organisaties.models import Gebruiker, Schoolbestuur


def bankrekening_invoeren(
    *, bestuur: Schoolbestuur | None, iban: str, tenaamstelling: str, geldig_van: date, door: Gebruiker
) -> Bankrekening:
    """Enter the account of a board, or without one our own. Money goes to it once somebody else has confirmed it.

    Raises NietToegestaan, OnjuisteIban, VoorwaardeNietVervuld.
    """
    if not door.has_perm("financien.bankrekening_invoeren"):
        raise NietToegestaan("Alleen de controller of de directeur-bestuurder kan een rekening invoeren.")
    nummer, naam = lees_iban(iban), _naam(tenaamstelling)
    try:
        with transaction.atomic():
            rekening = Bankrekening.objects.create(
                bestuur=bestuur, iban=nummer, tenaamstelling=naam, geldig_van=geldig_van, ingevoerd_door=door
            )
            Gebeurtenis.objects.create(
                bron=rekening,
                handeling="invoeren",
                label="Ingevoerd",
                door=door,
                naar_status=rekening.status,
                toelichting=rekening.iban_gemaskeerd,
            )
    except IntegrityError as fout:
        if "bankrekening_een_wacht" not in str(fout):
            raise
        raise VoorwaardeNietVervuld(
            "Voor dit bestuur wacht al een rekening op bevestiging. Laat een collega die eerst bevestigen of afkeuren."
        ) from fout
    return rekening


def _naam(tekst: str) -> str:
    """The name of the holder, in letters that a bank can carry. Raises VoorwaardeNietVervuld."""
    naam = " ".join(tekst.split())
    if len(naam) > NAAM_LENGTE or len(sepa_tekst(naam, 200)) > NAAM_LENGTE:
        raise VoorwaardeNietVervuld(
            f"De naam is te lang voor de bank: hoogstens {NAAM_LENGTE} tekens. Gebruik de korte naam van de rekening.",
            velden={"tenaamstelling": [f"Maak de naam korter: maximaal {NAAM_LENGTE} tekens."]},
        )
    if not any(teken.isalnum() for teken in sepa_tekst(naam, NAAM_LENGTE)):
        raise VoorwaardeNietVervuld(
            "Vul de naam in zoals hij bij de rekening staat, in letters.",
            velden={"tenaamstelling": ["Vul de naam in zoals hij bij de rekening staat, in letters."]},
        )
    return naam
