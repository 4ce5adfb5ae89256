"""What became of an award, each with its letter: every change that it can have, and every judgement about its money."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import ROUND_DOWN, Decimal

import time_machine

from aanvragen.models import Aanvraag, Verantwoording, Wijziging, Wijzigsoort
from aanvragen.verantwoording import workflow as verantwoorden
from aanvragen.verantwoording.onderdelen import kader_van
from aanvragen.verantwoording.openen import openen_voor
from aanvragen.wijziging import workflow as wijzigen
from aanvragen.wijziging.geld import geldstand
from aanvragen.wijziging.grenzen import mogelijke_soorten
from aanvragen.workflow import bekendmaken
from swv.documenten.models import Brief
from swv.kern.opmaak import getal
from tests.aanvragen.levensloop import doe
from tests.factories.verantwoordingen import JUNI, vul_in
from tests.factories.wijzigingen import betaal_alles, kort, leg_voor, vraag, wijzig
from tests.personas import Personas
from tests.toelating.matrix.basis import tak

HALF_UUR = Decimal("0.5")
S = Wijzigsoort
# Less before more and earlier before later: then each stays within the limits of its kind.
VOLGORDE = (S.MINDER, S.MEER, S.STOPPEN, S.LANGER)


def wijzigingen(p: Personas, aanvraag: Aanvraag) -> Iterator[Wijziging]:
    """Every change that this award can have, one after the other: each first asked by the school and refused, then made
    by the bureau; and at last the withdrawal of the whole."""
    for soort in VOLGORDE:
        if soort in mogelijke_soorten(_nu(aanvraag), van_school=True):
            wens = leg_voor(p, vraag(p, _nu(aanvraag), soort, **_waarden(_nu(aanvraag), soort)))
            yield doe(wijzigen.afwijzen, wens, p.directeur, motivering="Dit past niet bij het plan.")
        if soort in mogelijke_soorten(_nu(aanvraag), van_school=False):
            yield wijzig(p, _nu(aanvraag), soort, **_waarden(_nu(aanvraag), soort))
    betaal_alles(aanvraag)
    if betaald := geldstand(aanvraag).betaald:
        yield wijzig(p, _nu(aanvraag), S.TERUGVORDEREN, terugvordering=getal(betaald / 2, decimalen=2))
    yield wijzig(p, _nu(aanvraag), S.INTREKKEN, **({"betaald": "terug"} if betaald else {}))


def _nu(aanvraag: Aanvraag) -> Aanvraag:
    return Aanvraag.objects.get(pk=aanvraag.pk)


def _waarden(aanvraag: Aanvraag, soort: str) -> dict[str, str]:
    """What is typed: a fifth less, a tenth more, half as long, a day longer."""
    van, tot = aanvraag.van, aanvraag.tot
    if soort in (S.STOPPEN, S.LANGER):
        return {"tot": kort(van + (tot - van) / 2 if soort == S.STOPPEN else tot + timedelta(days=1))}
    deel = Decimal("0.8") if soort == S.MINDER else Decimal("1.1")
    if aanvraag.toegekend_bedrag is not None:
        return {"bedrag": getal(aanvraag.toegekend_bedrag * deel, decimalen=2)}
    uren = aanvraag.toegekende_uren * deel / HALF_UUR
    return {"uren": f"{uren.to_integral_value(ROUND_DOWN) * HALF_UUR:.1f}".replace(".", ",")}


def oordelen(p: Personas, aanvraag: Aanvraag, klok: time_machine.Traveller) -> list[Brief]:
    """The letters about a verantwoording that is approved, corrected, and corrected after everything was paid."""
    bekendmaken(aanvraag, door=None)
    klok.move_to(JUNI)
    rij = _ingediend(p, aanvraag)
    with tak():
        gekeurd = _brief(doe(verantwoorden.goedkeuren, rij, p.bureau))
    with tak():
        correctie = _brief(_corrigeer(p, rij, rij.toegekend - 1))
    betaal_alles(aanvraag)
    with tak():
        return [gekeurd, correctie, _brief(_corrigeer(p, rij, rij.toegekend / 2))]


def _ingediend(p: Personas, aanvraag: Aanvraag) -> Verantwoording:
    rij = openen_voor(aanvraag)[0]
    doelen = max(len(kader_van(rij).doelen), 1)
    rij = vul_in(rij, door=p.coordinator, besteed=getal(rij.toegekend, decimalen=2), verschil="", doelen=doelen)
    return doe(verantwoorden.indienen, doe(verantwoorden.voorleggen, rij, p.coordinator), p.bestuur)


def _corrigeer(p: Personas, rij: Verantwoording, bedrag: Decimal) -> Verantwoording:
    gegevens = {"bedrag": getal(bedrag, decimalen=2), "reden": "De uren van de directeur tellen niet mee."}
    return doe(verantwoorden.corrigeren, rij, p.bureau, **gegevens)


def _brief(rij: Verantwoording) -> Brief:
    return Brief.objects.van(rij).get()
