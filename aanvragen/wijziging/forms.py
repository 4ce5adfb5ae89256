"""What people fill in with the acts on a change. View, admin, API and task check with the same form."""

from copy import copy
from decimal import Decimal
from typing import Any

from django import forms

from aanvragen.models import Wijziging, Wijzigsoort
from aanvragen.models.wijziging import Voorstel
from aanvragen.wijziging.eerder import bedrag_tot, uren_tot
from aanvragen.wijziging.geld import Geldgevolg, geldgevolg
from aanvragen.wijziging.grenzen import Grenzen
from swv.invullen.forms import ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import BedragField, DatumField, UrenField
from swv.kern.opmaak import datum, euro, kort_getal

CENT = Decimal("0.01")
TERUG, HOUDEN = "terug", "houden"
LEEG: dict[str, str] = {
    Wijzigsoort.STOPPEN: "Laat u dit leeg, dan houdt de school wat al is verantwoord. Van de rest houdt zij het deel "
    "tot en met de laatste dag, naar de maanden.",
    Wijzigsoort.LANGER: "Laat u dit leeg, dan komt er niets bij.",
}
MOTIVERING = (
    "Dit leest de school. Verplicht als u iets anders voorstelt dan de school vroeg, of een ander bedrag dan naar de "
    "maanden hoort."
)


class WijzigingForm(ZonderBsnHandelingForm):
    @property
    def wijziging(self) -> Wijziging:
        return self.dossier  # type: ignore[return-value]


class VoorstellenForm(WijzigingForm):
    in_zin = {"aanleiding": "de aanleiding"}
    aanleiding = tekstveld("Waarom stelt u dit voor?", help_text="Dit leest alleen het bureau en de directeur.")


class VoorleggenForm(WijzigingForm):
    """The proposal: what the award becomes. Only what this kind of change and this award have is asked.

    An empty amount at an earlier end is by the months that are not accounted for yet; another amount, or another wish
    than the school's, needs a reason. Less than what was paid needs the choice to claim it back.
    """

    in_zin = {
        "voorstel": "uw voorstel",
        "tot": "de dag",
        "bedrag": "het bedrag",
        "uren": "het aantal uren",
        "terugvordering": "het bedrag",
        "betaald": "wat er met het betaalde geld gebeurt",
        "zienswijze": "wat de school ervan vindt",
        "motivering": "de motivering",
        "advies": "uw advies",
    }

    voorstel = forms.ChoiceField(label="Wat stelt u voor?", choices=Voorstel.choices, widget=forms.RadioSelect)
    tot = DatumField(label="Wat wordt de laatste dag?")
    bedrag = BedragField(label="Wat wordt het hele toegekende bedrag?", max_digits=10, min_value=0)
    uren = UrenField(label="Wat wordt het hele aantal uren?", max_digits=5, min_value=0)
    terugvordering = BedragField(label="Welk bedrag vordert u terug?", max_digits=10, min_value=CENT)
    betaalt_terug = forms.BooleanField(label="Vorder terug wat te veel is betaald", required=False)
    betaald = forms.ChoiceField(
        label="Wat gebeurt er met wat al is betaald?",
        choices=[(TERUG, "De school betaalt het terug"), (HOUDEN, "De school houdt het")],
        widget=forms.RadioSelect,
    )
    zienswijze = tekstveld(
        "Wat vindt de school ervan, en wat doet u daarmee?",
        help_text="Bespreek het voorstel eerst met de school. Dit staat in de brief.",
    )
    motivering = tekstveld("Motivering in de brief", required=False)
    advies = tekstveld("Uw advies aan de directeur-bestuurder")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grenzen = Grenzen(self.wijziging.aanvraag, self.wijziging.soort)
        for naam in [naam for naam, nodig in self._nodig().items() if not nodig]:
            del self.fields[naam]
        self._begin()
        self._verplicht()
        self._uitleg()

    @property
    def soort(self) -> str:
        return self.wijziging.soort

    def _nodig(self) -> dict[str, bool]:
        wijziging, soort = self.wijziging, self.soort
        return {
            "voorstel": wijziging.van_school,
            "tot": self.grenzen.heeft_tot,
            "bedrag": self.grenzen.heeft_bedrag,
            "uren": self.grenzen.heeft_uren,
            "terugvordering": soort == Wijzigsoort.TERUGVORDEREN,
            "betaalt_terug": soort == Wijzigsoort.MINDER and self.grenzen.geld.betaald > 0,
            "betaald": soort == Wijzigsoort.INTREKKEN and self.grenzen.geld.betaald > 0,
            "zienswijze": wijziging.is_belastend,
        }

    def _begin(self) -> None:
        """With what was proposed before, when it was given back; else with what the school asked."""
        wijziging = self.wijziging
        begin = {naam: getattr(wijziging, naam) for naam in self.fields if hasattr(wijziging, naam)}
        if wijziging.voorgelegd_op is None:
            gevraagd = (wijziging.gevraagd_tot, wijziging.gevraagd_bedrag, wijziging.gevraagde_uren)
            begin |= dict(zip(("tot", "bedrag", "uren"), gevraagd, strict=True))
        elif "betaald" in self.fields:
            begin["betaald"] = TERUG if wijziging.betaalt_terug else HOUDEN
        if self.soort == Wijzigsoort.STOPPEN and not wijziging.motivering:
            begin |= {"bedrag": None, "uren": None}  # reckoned anew, by the months
        for naam, waarde in begin.items():
            if naam in self.fields and waarde:
                self.fields[naam].initial = waarde

    def _verplicht(self) -> None:
        self.fields["motivering"].required = self.wijziging.is_belastend
        for naam in ("bedrag", "uren"):
            if naam in self.fields:
                self.fields[naam].required = self.soort in (Wijzigsoort.MEER, Wijzigsoort.MINDER)
        for naam in {"bedrag", "uren", "motivering"} & set(self.fields):
            self.fields[naam].soms_verplicht = True  # type: ignore[attr-defined]

    def _uitleg(self) -> None:
        geld, aanvraag = self.grenzen.geld, self.grenzen.aanvraag
        leeg = LEEG.get(self.soort, "")
        hints = {
            "tot": f"De toekenning loopt nu tot en met {datum(aanvraag.tot)}." if aanvraag.tot else "",
            "bedrag": f"Nu toegekend: {euro(geld.toegekend)}, waarvan betaald: {euro(geld.betaald)}. {leeg}".strip(),
            "uren": f"Nu toegekend: {kort_getal(aanvraag.toegekende_uren or 0)} uur. {leeg}".strip(),
            "terugvordering": f"Er is {euro(geld.betaald)} betaald. Meer kan niet terug.",
            "motivering": MOTIVERING,
        }
        for naam, zin in hints.items():
            if naam in self.fields:
                self.fields[naam].help_text = zin

    # --- Checking --------------------------------------------------------------------------------------------

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        gegevens["voorstel"] = gegevens.get("voorstel") or ("" if "voorstel" in self.fields else Voorstel.INSTEMMEN)
        if gegevens["voorstel"] == Voorstel.AFWIJZEN:
            return self._alleen_afwijzen(gegevens)
        gegevens["betaalt_terug"] = gegevens.pop("betaald", "") == TERUG or bool(gegevens.get("betaalt_terug"))
        berekend = self._vul_aan(gegevens)
        waarden = {naam: gegevens.get(naam) for naam in ("bedrag", "uren", "tot")}
        for naam, zin in self.grenzen.fouten(**waarden).items():
            self.add_error(naam if naam in self.fields else None, zin)
        self._verandert_iets(waarden)
        if not self.errors:
            self._controleer_afwijking(gegevens, berekend)
            self._controleer_geld(gegevens)
        return gegevens

    def _alleen_afwijzen(self, gegevens: dict[str, Any]) -> dict[str, Any]:
        """Advising against a wish needs no values; only reasons for the letter."""
        for naam in ("tot", "bedrag", "uren"):
            self.errors.pop(naam, None)
        if not gegevens.get("motivering") and "motivering" not in self.errors:
            self.add_error("motivering", "Schrijf op waarom u voorstelt om dit af te wijzen. Dit staat in de brief.")
        return {"voorstel": Voorstel.AFWIJZEN, **{n: gegevens.get(n, "") for n in ("motivering", "advies")}}

    def _vul_aan(self, gegevens: dict[str, Any]) -> Decimal | None:
        """What was left empty: by the months at an earlier end, else as it is. Gives the amount by the months."""
        aanvraag, tot = self.grenzen.aanvraag, gegevens.get("tot")
        if self.soort != Wijzigsoort.STOPPEN or tot is None or aanvraag.van is None or tot < aanvraag.van:
            return None
        geheel = self.grenzen.geld.toegekend
        berekend = bedrag_tot(aanvraag, geheel, tot)
        if "bedrag" in self.fields and gegevens.get("bedrag") is None and "bedrag" not in self.errors:
            gegevens["bedrag"] = berekend
        if "uren" in self.fields and gegevens.get("uren") is None and "uren" not in self.errors:
            gegevens["uren"] = uren_tot(aanvraag, geheel, tot)
        return berekend

    def _verandert_iets(self, waarden: dict[str, Any]) -> None:
        telt = {"bedrag", "uren", "tot"} & set(self.fields)
        if telt and not self.errors and all(waarden[naam] is None for naam in telt):
            self.add_error(None, "Vul in wat er verandert.")

    def _controleer_afwijking(self, gegevens: dict[str, Any], berekend: Decimal | None) -> None:
        """Who gets something else than was asked, or than belongs to the months, reads why in the letter."""
        if gegevens.get("motivering"):
            return
        wijziging = self.wijziging
        gevraagd = {
            "bedrag": wijziging.gevraagd_bedrag,
            "uren": wijziging.gevraagde_uren,
            "tot": wijziging.gevraagd_tot,
        }
        if any(wens is not None and gegevens.get(naam) != wens for naam, wens in gevraagd.items()):
            self.add_error("motivering", "U stelt iets anders voor dan de school vroeg. Schrijf op waarom.")
        elif berekend is not None and "bedrag" in self.fields and gegevens.get("bedrag") != berekend:
            zin = f"Naar de maanden is dit {euro(berekend)}. Schrijf op waarom u een ander bedrag voorstelt."
            self.add_error("motivering", zin)

    def _controleer_geld(self, gegevens: dict[str, Any]) -> None:
        """What the ledger would say: no more back than was paid, and nothing back that nobody chose."""
        gevolg, geld = self._gevolg(gegevens), self.grenzen.geld
        if (gegevens.get("terugvordering") or 0) > geld.betaald:
            self.add_error("terugvordering", f"Er is {euro(geld.betaald)} betaald. Vorder hoogstens dat bedrag terug.")
        elif gevolg.bedrag_terug and not gegevens["betaalt_terug"] and self.soort == Wijzigsoort.MINDER:
            self.add_error(
                "betaalt_terug" if "betaalt_terug" in self.fields else None,
                f"Er is al {euro(geld.betaald)} betaald. Met dit voorstel is dat {euro(gevolg.bedrag_terug)} te veel. "
                f"Zet hier een vinkje om dat terug te vorderen, of stel minstens {euro(geld.betaald)} voor.",
            )
        elif gevolg.bezwaar:
            self.add_error(None, gevolg.bezwaar)

    def _gevolg(self, gegevens: dict[str, Any]) -> Geldgevolg:
        """As if it were signed now; nothing is stored."""
        proef = copy(self.wijziging)
        for naam in ("bedrag", "uren", "tot", "terugvordering", "betaalt_terug"):
            setattr(proef, naam, gegevens.get(naam))
        return geldgevolg(proef, self.grenzen.geld)


class VaststellenForm(WijzigingForm):
    """The signature: the reasons in the letter, and the approval to exceed a line when that is needed."""

    in_zin = {"motivering": "de motivering"}
    motivering = tekstveld("Motivering in de brief", required=False)
    # Both stand with the effect on the budget (_effect.html), and only when it does not fit.
    reden_overschrijding = tekstveld(
        "Reden om de begroting te overschrijden",
        required=False,
        help_text="Met deze reden keurt u de overschrijding goed. Uw naam en de reden staan bij de boeking.",
    )
    overschrijding = BedragField(label="Overschrijding", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivering"].initial = self.wijziging.motivering
        self.fields["motivering"].required = self.wijziging.is_belastend or bool(self.wijziging.motivering)
        self.fields["reden_overschrijding"].optioneel = False  # type: ignore[attr-defined]  # shown only when needed

    def get_context(self) -> dict[str, Any]:
        context = super().get_context()
        context["fields"] = [(veld, fout) for veld, fout in context["fields"] if veld.name != "reden_overschrijding"]
        context["hidden_fields"] = [veld for veld in context["hidden_fields"] if veld.name != "overschrijding"]
        return context

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        if gegevens.get("reden_overschrijding") and not gegevens.get("overschrijding"):
            self.add_error("reden_overschrijding", "Noem ook het bedrag van de overschrijding die u goedkeurt.")
        return gegevens


class AfwijzenForm(WijzigingForm):
    in_zin = {"motivering": "de motivering"}
    motivering = tekstveld("Motivering in de brief")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivering"].initial = self.wijziging.motivering
