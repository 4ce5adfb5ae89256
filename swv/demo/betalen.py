"""Payments of the demo: accounts of boards, one that waits, and batches that are done, at the bank and waiting.

The numbers belong to a bank that does not exist (DEMO), with right check digits: no money can ever go there.
"""

from datetime import timedelta

from django.utils import timezone
from stdnum.iban import calc_check_digits

from swv.organisaties.models import Gebruiker, Rolsoort, Samenwerkingsverband, School, Schoolbestuur


def betalen() -> str:
    """Gives how many accounts are new. Once there are accounts nothing is added."""
    from financien.models import Bankrekening

    if Bankrekening.objects.exists():
        return "rekeningen waren er al"
    controller, directeur = _met_rol(Rolsoort.CONTROLLER), _met_rol(Rolsoort.DIRECTEUR)
    aantal = _rekeningen(controller, directeur)
    batches = _batches(controller, directeur)
    return f"{aantal} rekeningen en {batches} betaalbatches nieuw"


def _met_rol(soort: Rolsoort) -> Gebruiker:
    return Gebruiker.objects.filter(rollen__soort=soort).earliest("pk")


def _iban(nummer: int) -> str:
    leeg = f"NL00DEMO{nummer:010d}"
    return f"NL{calc_check_digits(leeg)}{leeg[4:]}"


def _rekeningen(controller: Gebruiker, directeur: Gebruiker) -> int:
    """Our own and those of the boards with schools; the last board still waits for a second pair of eyes."""
    from financien import workflow as acts
    from financien.services.bankrekeningen import bankrekening_invoeren

    besturen: list[Schoolbestuur | None] = [None]
    besturen += Schoolbestuur.objects.filter(pk__in=School.objects.values("bestuur")).order_by("nummer")
    dag = timezone.localdate() - timedelta(days=60)
    for nummer, bestuur in enumerate(besturen, start=1001):
        rekening = bankrekening_invoeren(
            bestuur=bestuur,
            iban=_iban(nummer),
            tenaamstelling=(bestuur or Samenwerkingsverband.huidig()).naam[:70],
            geldig_van=dag,
            door=controller,
        )
        if bestuur is None or bestuur != besturen[-1]:
            acts.bevestigen(rekening, door=directeur, bevestigd_op=timezone.now())
    return len(besturen)


def _batches(controller: Gebruiker, directeur: Gebruiker) -> int:
    """The oldest payment is made, the next waits for approval, one is with the bank; the rest is still due."""
    from financien import workflow as acts
    from financien.services.betaalbatches import betaalbatch_maken
    from financien.te_betalen import betaalvoorstel
    from financien.werkdagen import bankdag_vanaf

    dag = bankdag_vanaf(timezone.localdate())
    batches = [
        betaalbatch_maken(termijnen=[regel.termijn.pk], uitvoerdatum=dag, door=controller)
        for regel in betaalvoorstel(op=dag).regels[:3]
    ]
    for batch in batches[::2]:
        acts.goedkeuren(batch, door=directeur, bevestigd_op=timezone.now())
        acts.aanbieden(batch, door=controller)
    for batch in batches[:1]:
        acts.betaald_melden(batch, door=directeur, regels=list(batch.regels.all()), betaald_op=dag)
    return len(batches)
