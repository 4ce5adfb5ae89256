"""Of when the documents are. What is older than the regeling says may still go along, with a reason."""

from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from swv.kern.formulieren import DatumField
from swv.kern.opmaak import datum
from toelating.models.regeling import Stukeis
from toelating.onderdelen.basis import InstelbaarForm, tekst

REDEN = "reden_ouder"
ALS_OUDER = (
    "Alleen als een stuk ouder is dan hierboven staat. Het bureau leest dit en kan u om een nieuwer stuk vragen."
)


def datumveld(stuk: str) -> str:
    """The name of the question of when this document is."""
    return f"datum_{stuk}"


def maanden_in_woorden(aantal: int) -> str:
    return "1 maand" if aantal == 1 else f"{aantal} maanden"


def is_te_oud(eis: Stukeis, dag: date, peildatum: date) -> bool:
    """Older on the day of sending than the regeling says. On the day itself it still counts."""
    return bool(eis.hoogstens_maanden) and dag < peildatum - relativedelta(months=eis.hoogstens_maanden or 0)


class StukkenForm(InstelbaarForm):
    """One date for each document of the checklist that may not be old. A document that is refused, or not needed and
    not added, has none; whether one that was added has a date is seen over all parts (`controles`)."""

    in_zin = {REDEN: "waarom er geen nieuwer stuk is"}
    instelbaar = ()

    reden_ouder = tekst("Waarom is er geen nieuwer stuk?", regels=4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for eis in self.regels.met_datum:
            self._vraag_datum(eis)
        self.soms_verplicht(REDEN)
        self.fields[REDEN].help_text = ALS_OUDER
        self.order_fields([*(datumveld(eis.stuk) for eis in self.regels.met_datum), REDEN])

    def _vraag_datum(self, eis: Stukeis) -> None:
        grens = f"Niet ouder dan {maanden_in_woorden(eis.hoogstens_maanden)}. " if eis.hoogstens_maanden else ""
        is_nodig, naam = self.regels.is_nodig(eis), datumveld(eis.stuk)
        hint = "Bijvoorbeeld 1-9-2026" if is_nodig else "Voegt u dit stuk niet toe? Laat dit dan leeg."
        veld = DatumField(label=f"Datum van: {eis.get_stuk_display()}", required=is_nodig, help_text=f"{grens}{hint}")
        veld.error_messages["required"] = f"Vul de datum van ‘{eis.get_stuk_display()}’ in."
        self.fields[naam] = veld
        if not is_nodig:
            self.soms_verplicht(naam)

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        te_oud = []
        for eis in self.regels.met_datum:
            dag: date | None = gegevens.get(datumveld(eis.stuk))
            if dag and dag > self.peildatum:
                self.add_error(
                    datumveld(eis.stuk), "Deze dag is nog niet geweest. Vul de datum in die op het stuk staat."
                )
            elif dag and is_te_oud(eis, dag, self.peildatum):
                te_oud.append(f"‘{eis.get_stuk_display()}’ is van {datum(dag)}")
        if te_oud and not gegevens.get(REDEN) and REDEN not in self.errors:
            wat = "Voeg een nieuwer stuk toe, of schrijf op waarom dat er niet is."
            self.add_error(REDEN, f"{' en '.join(te_oud)}: dat is te oud. {wat}")
        return gegevens
