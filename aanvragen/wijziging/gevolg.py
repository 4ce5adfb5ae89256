"""What a signed change does: the ledger, the loan, and the award itself, in the transaction of the signature."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from aanvragen.besluit import goedkeuring
from aanvragen.models import Aanvraag, Verantwoording, Wijziging, Wijzigsoort
from aanvragen.models.aanvraag import NaToekenning
from aanvragen.models.wijziging import OMHOOG
from aanvragen.uitvoering.volgen import volg as uitvoering_volgen
from aanvragen.verantwoording.openen import volg as verantwoordingen_volgen
from aanvragen.wijziging.geld import boeken, geldgevolg, geldstand_op_slot, wordt
from aanvragen.wijziging.grenzen import Grenzen
from swv.kern.fouten import VoorwaardeNietVervuld
from swv.kern.opmaak import datum, euro, uren
from swv.organisaties.models import Gebruiker

_DAARNA = {Wijzigsoort.STOPPEN: NaToekenning.GESTOPT, Wijzigsoort.INTREKKEN: NaToekenning.INGETROKKEN}


def past_nog(wijziging: Wijziging) -> str | None:
    """Why what was proposed no longer fits the award as it is now; None when it does."""
    if not wijziging.aanvraag.is_toegekend:
        return "De aanvraag is niet meer toegekend. Geef de wijziging terug aan het bureau."
    grenzen = Grenzen(wijziging.aanvraag, wijziging.soort)
    zinnen = [*grenzen.fouten(bedrag=wijziging.bedrag, uren=wijziging.uren, tot=wijziging.tot).values()]
    gevolg = geldgevolg(wijziging, grenzen.geld)
    terug = wijziging.terugvordering or 0
    if terug > grenzen.geld.betaald:
        zinnen.append(f"Er is nog {euro(grenzen.geld.betaald)} betaald. Er kan niet {euro(terug)} terug.")
    if gevolg.bedrag_erbij and wijziging.soort not in OMHOOG:
        zinnen.append(f"Er is intussen {euro(gevolg.bedrag_erbij)} minder toegekend dan deze wijziging wil.")
    if wijziging.soort == Wijzigsoort.MINDER and gevolg.bedrag_terug and not wijziging.betaalt_terug:
        zinnen.append(f"Er is intussen {euro(gevolg.bedrag_terug)} meer betaald dan de school houdt.")
    if not zinnen:
        return None
    return " ".join([*zinnen, "Geef de wijziging terug aan het bureau."])


def doorvoeren(wijziging: Wijziging, *, door: Gebruiker, reden: str, hoogstens: Decimal | None) -> Sequence[str]:
    """Book the difference, then let the award and what hangs on it follow. Gives lines for letter and timeline.

    Raises Geweigerd: no room without approval, a closed year, money on its way to the bank, a robot that is taken.
    """
    wijziging.aanvraag = aanvraag = _op_slot(wijziging)
    geld = geldstand_op_slot(aanvraag)
    if zin := past_nog(wijziging):
        raise VoorwaardeNietVervuld(zin)
    gevolg, wordt_bedrag = geldgevolg(wijziging, geld), wordt(wijziging, geld)
    if gevolg.bezwaar:
        raise VoorwaardeNietVervuld(gevolg.bezwaar)
    toestemming = goedkeuring(gevolg.erbij, door=door, reden=reden, hoogstens=hoogstens)
    boeken(wijziging, gevolg, door=door, goedkeuring=toestemming)
    wijziging.erbij, wijziging.vrijgevallen = gevolg.bedrag_erbij, gevolg.bedrag_vrij
    wijziging.teruggevorderd = gevolg.bedrag_terug
    _neem_over(wijziging, aanvraag, wordt_bedrag, kost_geld=bool(geld.verplichtingen))
    regels = _wat_volgt(wijziging, aanvraag, door=door)
    aanvraag.versie += 1
    aanvraag.save(
        update_fields=["toegekend_bedrag", "toegekende_uren", "tot", "na_toekenning", "versie", "gewijzigd_op"]
    )
    verantwoordingen_volgen(aanvraag, door=door)
    _volg_uitvoering(wijziging, aanvraag)
    return regels


def _volg_uitvoering(wijziging: Wijziging, aanvraag: Aanvraag) -> None:
    """What follows the award hears of other hours, another last day, or the end; not of money alone."""
    if wat := " ".join(_zonder_geld(wijziging)):
        uitvoering_volgen(aanvraag, wat=wat, is_meer=_geeft_meer(wijziging), vervalt_vanaf=_vervalt_vanaf(wijziging))


def _geeft_meer(wijziging: Wijziging) -> bool:
    """More hours or more time than before."""
    meer_uren = wijziging.uren is not None and wijziging.uren > (wijziging.was_uren or 0)
    return meer_uren or bool(wijziging.tot and wijziging.was_tot and wijziging.tot > wijziging.was_tot)


def _vervalt_vanaf(wijziging: Wijziging) -> date | None:
    """The first day on which nothing is left of the award; None when it did not become shorter."""
    if wijziging.soort == Wijzigsoort.INTREKKEN:
        return timezone.localdate()
    if wijziging.tot and wijziging.was_tot and wijziging.tot < wijziging.was_tot:
        return wijziging.tot + timedelta(days=1)
    return None


def _op_slot(wijziging: Wijziging) -> Aanvraag:
    """The award, after what is accounted for of it: who judges that takes them in this order too."""
    open_ = Verantwoording.objects.open().filter(aanvraag=wijziging.aanvraag_id).order_by("pk")
    list(open_.select_for_update(of=("self",)).values_list("pk"))
    return (
        Aanvraag.objects.select_for_update(of=("self",))
        .select_related("school__bestuur", "regeling")
        .get(pk=wijziging.aanvraag_id)
    )


def _neem_over(wijziging: Wijziging, aanvraag: Aanvraag, bedrag: Decimal, *, kost_geld: bool) -> None:
    """What the award was stays with the change; the award itself becomes what was decided."""
    wijziging.was_bedrag, wijziging.was_uren = aanvraag.toegekend_bedrag, aanvraag.toegekende_uren
    wijziging.was_tot = aanvraag.tot
    if aanvraag.toegekend_bedrag is not None:
        aanvraag.toegekend_bedrag = bedrag
    if kost_geld:
        wijziging.bedrag = bedrag
    if wijziging.soort == Wijzigsoort.INTREKKEN and aanvraag.toegekende_uren is not None:
        wijziging.uren = Decimal(0)
    if wijziging.uren is not None:
        aanvraag.toegekende_uren = wijziging.uren
    if wijziging.tot is not None:
        aanvraag.tot = wijziging.tot
    if aanvraag.na_toekenning != NaToekenning.INGETROKKEN:
        aanvraag.na_toekenning = _DAARNA.get(Wijzigsoort(wijziging.soort), NaToekenning.GEWIJZIGD)


def _wat_volgt(wijziging: Wijziging, aanvraag: Aanvraag, *, door: Gebruiker) -> Sequence[str]:
    if wijziging.tot is None and wijziging.soort != Wijzigsoort.INTREKKEN:
        return ()
    return aanvraag.declaratie.bijwerken(aanvraag, door=door)


def in_woorden(wijziging: Wijziging) -> str:
    """What the award became: "Van € 12.500,00 naar € 10.000,00. Vrijgevallen: € 2.500,00." """
    zinnen = []
    if wijziging.bedrag is not None and wijziging.verandert_bedrag:
        zinnen.append(f"Van {euro(wijziging.eerst_bedrag)} naar {euro(wijziging.bedrag)}.")
    zinnen += _zonder_geld(wijziging)
    delen = {"Vrijgevallen": wijziging.vrijgevallen, "Terug te betalen": wijziging.teruggevorderd}
    zinnen += [f"{wat}: {euro(bedrag)}." for wat, bedrag in delen.items() if bedrag]
    return " ".join(zinnen)


def _zonder_geld(wijziging: Wijziging) -> list[str]:
    """What became of hours and days: also for who carries it out."""
    zinnen = []
    if wijziging.uren is not None and wijziging.was_uren is not None and wijziging.uren != wijziging.was_uren:
        zinnen.append(f"Van {uren(wijziging.was_uren)} naar {uren(wijziging.uren)}.")
    if wijziging.tot and wijziging.tot != wijziging.was_tot:
        zinnen.append(f"Tot en met {datum(wijziging.tot)}.")
    if wijziging.soort == Wijzigsoort.INTREKKEN:
        zinnen.append(f"De toekenning is ingetrokken op {datum(wijziging.besloten_op or timezone.now())}.")
    return zinnen
