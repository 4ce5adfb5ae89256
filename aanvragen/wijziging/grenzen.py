"""What a change of an award may ask: the kinds that there are, and the limits of amount, hours and last day.

The limits of the kind itself are those of its own form: what a school may not ask at the start it may not ask later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from aanvragen.models import Aanvraag, Wijzigsoort
from aanvragen.models.aanvraag import NaToekenning
from aanvragen.models.wijziging import OMHOOG, SOORTEN_VAN_SCHOOL
from aanvragen.verantwoording.schooljaren import goedgekeurd
from aanvragen.wijziging.geld import Geldstand, geldstand
from swv.invullen.antwoorden import maak_form
from swv.kern.opmaak import datum, euro, uren

# What the form of a kind calls them.
VELDEN_VAN_SOORT = {"bedrag": "gevraagd_bedrag", "uren": "uren_totaal", "tot": "tot"}


@dataclass(frozen=True)
class Grenzen:
    """The limits of one kind of change of one award."""

    aanvraag: Aanvraag
    soort: str

    @cached_property
    def geld(self) -> Geldstand:
        return geldstand(self.aanvraag)

    @property
    def kent_bedrag(self) -> bool:
        return self.aanvraag.toegekend_bedrag is not None

    @property
    def kent_uren(self) -> bool:
        return self.aanvraag.toegekende_uren is not None

    @property
    def kent_periode(self) -> bool:
        """Whether it has a last day that can change."""
        aanvraag = self.aanvraag
        return aanvraag.van is not None and aanvraag.tot is not None and not aanvraag.declaratie.vaste_periode

    @property
    def heeft_bedrag(self) -> bool:
        """Whether this change is (also) about an amount."""
        return self.kent_bedrag and self.soort not in (Wijzigsoort.INTREKKEN, Wijzigsoort.TERUGVORDEREN)

    @property
    def heeft_uren(self) -> bool:
        return self.kent_uren and self.soort not in (Wijzigsoort.INTREKKEN, Wijzigsoort.TERUGVORDEREN)

    @property
    def heeft_tot(self) -> bool:
        return self.kent_periode and self.soort in (Wijzigsoort.LANGER, Wijzigsoort.STOPPEN)

    def fouten(
        self, *, bedrag: Decimal | None = None, uren: Decimal | None = None, tot: date | None = None
    ) -> dict[str, str]:
        """What is wrong with these values, a Dutch sentence per field (`bedrag`, `uren`, `tot`)."""
        eigen = {
            "tot": self._fout_tot(tot) if tot else "",
            "bedrag": self._fout_bedrag(bedrag) if bedrag is not None else "",
            "uren": self._fout_uren(uren) if uren is not None else "",
        }
        fouten = {veld: zin for veld, zin in eigen.items() if zin}
        if self.soort in OMHOOG:
            fouten = self._fouten_van_soort({"bedrag": bedrag, "uren": uren, "tot": tot}) | fouten
        return fouten

    def _fout_tot(self, tot: date) -> str:
        van, nu = self.aanvraag.van, self.aanvraag.tot
        assert van is not None
        assert nu is not None
        if self.soort == Wijzigsoort.LANGER:
            return "" if tot > nu else f"De toekenning loopt al tot en met {datum(nu)}. Kies een latere dag."
        if tot < van:
            return (
                f"De toekenning begint op {datum(van)}. Kies die dag of later. Begint het helemaal niet? Dan wordt de "
                "toekenning ingetrokken; dat doet het bureau."
            )
        return "" if tot < nu else f"De toekenning loopt tot en met {datum(nu)}. Kies een eerdere dag."

    def _fout_bedrag(self, bedrag: Decimal) -> str:
        return self._fout_aantal(bedrag, self.geld.toegekend, euro) or self._fout_goedgekeurd(bedrag)

    def _fout_goedgekeurd(self, kost: Decimal | None) -> str:
        """An earlier end leaves what was approved, as far as the award still has it; `kost` is what is kept in euros.
        Two queries."""
        if self.soort != Wijzigsoort.STOPPEN or kost is None:
            return ""
        klaar = min(sum(goedgekeurd(self.aanvraag).values(), Decimal(0)), self.geld.toegekend)
        if kost >= klaar:
            return ""
        return (
            f"Van deze toekenning is al {euro(klaar)} verantwoord en goedgekeurd. Dat houdt de school, ook als het "
            "eerder stopt. Vul meer in, of laat het leeg. Moet er toch geld terug? Vorder dat dan apart terug."
        )

    def _fout_uren(self, aantal: Decimal) -> str:
        hoogstens = self.aanvraag.declaratie.hoogstens_uren(self.aanvraag)
        if hoogstens is not None and aantal > hoogstens and self.soort in OMHOOG:
            return f"In dit jaar zijn nog hoogstens {uren(hoogstens)} mogelijk. Verlaag het aantal."
        kost = (
            self.aanvraag.declaratie.kosten(self.aanvraag, bedrag=None, uren=aantal)
            if self.geld.verplichtingen
            else None
        )
        nu = self.aanvraag.toegekende_uren or Decimal(0)
        return self._fout_aantal(aantal, nu, uren) or self._fout_goedgekeurd(kost)

    def _fout_aantal(self, aantal: Decimal, nu: Decimal, toon: Any) -> str:
        """Whether this goes the way of the change: up, down, or at least not the other way."""
        er_is = f"Er is nu {toon(nu)} toegekend."
        match self.soort:
            case Wijzigsoort.MEER if aantal <= nu:
                return f"{er_is} Vul het nieuwe totaal in: meer dan {toon(nu)}."
            case Wijzigsoort.MINDER if aantal >= nu:
                return f"{er_is} Vul het nieuwe totaal in: minder dan {toon(nu)}."
            case Wijzigsoort.LANGER if aantal < nu:
                return f"{er_is} Vul dat in of meer. Is er minder nodig? Dan is dat een eigen wijziging."
            case Wijzigsoort.STOPPEN if aantal > nu:
                return f"{er_is} Vul dat in of minder."
        return ""

    def _fouten_van_soort(self, waarden: Mapping[str, Any]) -> dict[str, str]:
        """What the form of the kind says to these values in the place of what was asked."""
        aanvraag = self.aanvraag
        nu = {"bedrag": aanvraag.toegekend_bedrag, "uren": aanvraag.toegekende_uren, "tot": aanvraag.tot}
        anders = {veld: nu[veld] if waarde is None else waarde for veld, waarde in waarden.items()}
        fouten: dict[str, str] = {}
        for onderdeel in aanvraag.onderdelen:
            velden = {eigen: veld for veld, eigen in VELDEN_VAN_SOORT.items() if eigen in onderdeel.form.base_fields}
            if not velden:
                continue
            getypt = {eigen: anders[veld] for eigen, veld in velden.items() if anders[veld] is not None}
            form = maak_form(aanvraag, onderdeel, {**aanvraag.antwoorden.get(onderdeel.code, {}), **getypt})
            gewijzigd = {eigen for eigen, veld in velden.items() if waarden[veld] is not None}
            fouten |= {
                velden[eigen]: " ".join(map(str, zinnen)) for eigen, zinnen in form.errors.items() if eigen in gewijzigd
            }
        return fouten


def mogelijke_soorten(aanvraag: Aanvraag, *, van_school: bool) -> list[Wijzigsoort]:
    """The kinds of change that this award can have now. One query."""
    grenzen = Grenzen(aanvraag, "")
    telt = grenzen.kent_bedrag or grenzen.kent_uren
    kan = {
        Wijzigsoort.MEER: telt,
        Wijzigsoort.MINDER: telt,
        Wijzigsoort.LANGER: grenzen.kent_periode,
        Wijzigsoort.STOPPEN: grenzen.kent_periode,
        Wijzigsoort.INTREKKEN: True,
    }
    if aanvraag.na_toekenning == NaToekenning.INGETROKKEN or aanvraag.declaratie.wijzigt_elders:
        kan = {}
    kan[Wijzigsoort.TERUGVORDEREN] = grenzen.geld.betaald > 0
    return [soort for soort, past in kan.items() if past and (not van_school or soort in SOORTEN_VAN_SCHOOL)]
