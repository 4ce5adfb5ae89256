"""What people fill in with the acts on an aanvraag. View, admin, API and task check with the same form."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property

from aanvragen.geldbeeld import Geldeffect, geldeffect
from aanvragen.jaarverdeling import in_jaren, te_verdelen_jaren
from aanvragen.models import Aanvraag
from aanvragen.reserveringen import kosten
from aanvragen.selectors import gelijktijdige
from swv.invullen.forms import ZonderBsnHandelingForm, tekstveld
from swv.kern.formulieren import BedragField
from swv.kern.opmaak import euro
from swv.organisaties.models import Gebruiker, Rolsoort

WIJKT_AF = "U wijkt af van de aanvraag of het advies. Schrijf op waarom."


class VersturenForm(ZonderBsnHandelingForm):
    """Asks to confirm when the school asks for the same thing twice: `toch` then says that it means to."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if eerder := gelijktijdige(self.dossier):  # type: ignore[arg-type]
            self.fields["toch"] = forms.BooleanField(
                label="Ik wil deze aanvraag toch versturen",
                help_text=" ".join(eerder),
                error_messages={
                    "required": "U vroeg dit al aan. Kijk welke aanvraag dat is. Wilt u toch nog een aanvraag "
                    "versturen? Zet dan hier een vinkje."
                },
            )


class IntrekkenForm(ZonderBsnHandelingForm):
    reden = tekstveld("Waarom trekt u de aanvraag in?", required=False)


class FeedbackForm(ZonderBsnHandelingForm):
    in_zin = {"feedback": "uw feedback"}
    feedback = tekstveld("Welke feedback geeft u op het plan?")


class ToewijzenForm(ZonderBsnHandelingForm):
    in_zin = {"behandelaar": "een collega"}
    behandelaar = forms.ModelChoiceField(label="Wie behandelt deze aanvraag?", queryset=Gebruiker.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["behandelaar"].queryset = gebruikers_met_rol(Rolsoort.BUREAU)  # type: ignore[attr-defined]


class DeskundigeBetrekkenForm(ZonderBsnHandelingForm):
    in_zin = {"deskundige": "een deskundige"}
    deskundige = forms.ModelChoiceField(label="Welke deskundige leest mee?", queryset=Gebruiker.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deskundige"].queryset = gebruikers_met_rol(Rolsoort.DESKUNDIGE)  # type: ignore[attr-defined]


def gebruikers_met_rol(soort: str) -> Any:
    """Active people with this role today."""
    from swv.organisaties.models import Rol

    met_rol = Rol.objects.geldig(timezone.localdate()).filter(soort=soort).values("gebruiker_id")
    return Gebruiker.objects.filter(pk__in=met_rol, is_active=True)


class BedragForm(ZonderBsnHandelingForm):
    """Shows the amount only for kinds that give money."""

    def _bedrag_alleen_bij_geld(self, naam: str, begin: Decimal | None) -> None:
        aanvraag: Aanvraag = self.dossier  # type: ignore[assignment]
        if not aanvraag.declaratie.kent_bedrag:
            del self.fields[naam]
        elif begin is not None:
            self.fields[naam].initial = begin

    def _niet_meer_dan_gevraagd(self) -> bool:
        aanvraag: Aanvraag = self.dossier  # type: ignore[assignment]
        bedrag, gevraagd = self.cleaned_data.get("bedrag"), aanvraag.gevraagd_bedrag
        if bedrag is None or gevraagd is None or bedrag <= gevraagd:
            return True
        self.add_error("bedrag", f"De school vroeg {euro(gevraagd)}. Meer toekennen kan niet. Verlaag het bedrag.")
        return False


class AdviserenForm(BedragForm):
    """The advice. When an award can fall in more than one budget year there is a field `jaar_2026` for each: all empty
    means by the months of the period, otherwise they add up to what the award costs, to the cent."""

    TOEKENNEN, AFWIJZEN = "toekennen", "afwijzen"
    in_zin = {"voorstel": "uw voorstel", "bedrag": "het bedrag", "advies": "uw advies"}

    voorstel = forms.ChoiceField(
        label="Wat stelt u voor?",
        choices=[(TOEKENNEN, "Toekennen"), (AFWIJZEN, "Afwijzen")],
        widget=forms.RadioSelect,
    )
    bedrag = BedragField(
        label="Welk bedrag stelt u voor?",
        max_digits=10,
        decimal_places=2,
        min_value=Decimal("0.01"),
        required=False,
        help_text="Verplicht bij toekennen. In euro's, bijvoorbeeld 12.500,00",
    )
    advies = tekstveld("Uw advies aan de directeur-bestuurder")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bedrag"].soms_verplicht = True  # type: ignore[attr-defined]
        self._bedrag_alleen_bij_geld("bedrag", self._aanvraag.gevraagd_bedrag)
        self.jaren = {f"jaar_{jaar}": jaar for jaar in self._te_verdelen()}
        for naam, jaar in self.jaren.items():
            self.fields[naam] = _jaarveld(jaar, self.effect)
        self.order_fields(["voorstel", "bedrag", *self.jaren, "advies"])

    @property
    def _aanvraag(self) -> Aanvraag:
        return self.dossier  # type: ignore[return-value]

    @property
    def getypt_bedrag(self) -> Decimal | None:
        """The amount that is on the screen now, in euros; what was asked when it is no amount."""
        gevraagd = self._aanvraag.gevraagd_bedrag
        if not self.is_bound or "bedrag" not in self.fields:
            return gevraagd
        try:
            return self.fields["bedrag"].clean(self.data.get("bedrag")) or gevraagd
        except forms.ValidationError:
            return gevraagd

    @cached_property
    def effect(self) -> Geldeffect | None:
        """What an award of this amount does to the budget, by the months of its period."""
        return geldeffect(self._aanvraag, self.getypt_bedrag, voorstel={})

    def _te_verdelen(self) -> list[int]:
        """The years to choose from; none when there is nothing to choose."""
        jaren = te_verdelen_jaren(self._aanvraag) if self.effect else []
        return jaren if len(jaren) > 1 else []

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        toekennen = gegevens.get("voorstel") == self.TOEKENNEN
        if toekennen and "bedrag" in self.fields and "bedrag" not in self.errors and gegevens.get("bedrag") is None:
            self.add_error("bedrag", "Vul het bedrag in dat u voorstelt.")
        if not toekennen:
            gegevens["bedrag"] = None
        self._niet_meer_dan_gevraagd()
        verdeling = self._verdeling(gegevens)
        gegevens["verdeling"] = verdeling if toekennen else {}
        if toekennen and verdeling and not self.errors:
            self._telt_op(verdeling, kosten(self._aanvraag, gegevens.get("bedrag")) or Decimal(0))
        return gegevens

    def _verdeling(self, gegevens: dict[str, Any]) -> dict[int, Decimal]:
        """What was typed per year, taken out of `gegevens`."""
        getypt = {jaar: gegevens.pop(naam, None) for naam, jaar in self.jaren.items()}
        return {jaar: bedrag for jaar, bedrag in getypt.items() if bedrag is not None}

    def _telt_op(self, bedragen: dict[int, Decimal], geheel: Decimal) -> None:
        som = sum(bedragen.values(), Decimal(0))
        if som == geheel:
            return
        verschil = f"{euro(som - geheel)} te veel" if som > geheel else f"{euro(geheel - som)} te weinig"
        self.add_error(
            f"jaar_{min(bedragen)}",
            f"U vulde in: {in_jaren(bedragen)}. Samen is dat {euro(som)}: {verschil} voor een toekenning van "
            f"{euro(geheel)}. Pas een van de bedragen aan, of maak alle bedragen per jaar leeg.",
        )


def _jaarveld(jaar: int, effect: Geldeffect | None) -> BedragField:
    naar_maanden = {deel.post.jaar.jaar: deel.bedrag for deel in effect.delen} if effect else {}
    return BedragField(
        label=f"Welk deel komt uit de begroting van {jaar}?",
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text=f"Laat u alle jaren leeg, dan wordt dit {euro(naar_maanden.get(jaar, 0))}: naar de maanden.",
    )


class ToezeggenForm(ZonderBsnHandelingForm):
    motivering = tekstveld(
        "Wat wilt u de school erbij zeggen?",
        required=False,
        help_text="Dit komt in de brief. Bijvoorbeeld met wie de school afspreekt, en wanneer.",
    )


class DoorverwijzenForm(ZonderBsnHandelingForm):
    in_zin = {"naar": "naar wie u verwijst", "toelichting": "de toelichting"}

    naar = forms.ChoiceField(label="Naar wie verwijst u?", widget=forms.RadioSelect)
    toelichting = tekstveld(
        "Wat moet de school nu doen?",
        help_text="Noem de contactpersoon en hoe de school die bereikt. Wij sturen zelf geen gegevens door.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aanvraag: Aanvraag = self.dossier  # type: ignore[assignment]
        self.fields["naar"].choices = [(naam, naam) for naam in aanvraag.declaratie.verwijst_naar]  # type: ignore[attr-defined]


class BeantwoordenForm(ZonderBsnHandelingForm):
    """The answer; the outcome only for kinds that have words for it."""

    in_zin = {"uitkomst": "de uitkomst", "antwoord": "het antwoord"}

    uitkomst = forms.ChoiceField(label="Wat is de uitkomst?", widget=forms.RadioSelect)
    antwoord = tekstveld("Uw antwoord aan de school", help_text="Dit komt in de brief.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aanvraag: Aanvraag = self.dossier  # type: ignore[assignment]
        if aanvraag.declaratie.uitkomsten:
            self.fields["uitkomst"].choices = aanvraag.declaratie.uitkomsten  # type: ignore[attr-defined]
        else:
            del self.fields["uitkomst"]


class NietVerderForm(ZonderBsnHandelingForm):
    in_zin = {"motivering": "de toelichting"}
    motivering = tekstveld("Wat ontbreekt er nog, en waarom kunt u niet verder?", help_text="Dit komt in de brief.")


class BuitenBehandelingVoorleggenForm(ZonderBsnHandelingForm):
    in_zin = {"advies": "de toelichting"}
    advies = tekstveld("Wat ontbreekt er nog, en waarom kunt u de aanvraag niet beoordelen?")


class ToekennenForm(BedragForm):
    in_zin = {"bedrag": "het bedrag", "motivering": "de motivering"}

    bedrag = BedragField(label="Welk bedrag kent u toe?", max_digits=10, decimal_places=2, min_value=Decimal("0.01"))
    motivering = tekstveld("Motivering in de brief", required=False, error_messages={"required": WIJKT_AF})
    # Both stand with the effect on the budget (_geldeffect.html), and only when the award does not fit.
    reden_overschrijding = tekstveld(
        "Reden om de begroting te overschrijden",
        required=False,
        help_text="Met deze reden keurt u de overschrijding goed. Uw naam en de reden staan bij de boeking.",
    )
    overschrijding = BedragField(label="Overschrijding", required=False, widget=forms.HiddenInput)

    def get_context(self) -> dict[str, Any]:
        context = super().get_context()
        context["fields"] = [(veld, fout) for veld, fout in context["fields"] if veld.name != "reden_overschrijding"]
        context["hidden_fields"] = [veld for veld in context["hidden_fields"] if veld.name != "overschrijding"]
        return context

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        aanvraag: Aanvraag = self.dossier  # type: ignore[assignment]
        begin = aanvraag.gevraagd_bedrag if aanvraag.voorgesteld_bedrag is None else aanvraag.voorgesteld_bedrag
        self._bedrag_alleen_bij_geld("bedrag", begin)
        reden = self.fields["reden_overschrijding"]
        reden.optioneel = False  # type: ignore[attr-defined]  # shown only when needed
        reden.widget.attrs["hx-preserve"] = "true"  # what is typed stays in the page when the effect is shown anew
        self._motivering_waar_nodig(aanvraag)

    def _motivering_waar_nodig(self, aanvraag: Aanvraag) -> None:
        """Say before the signature when reasons are asked: always against the advice, with money at another amount."""
        motivering = self.fields["motivering"]
        if self._wijkt_af(aanvraag, None):
            motivering.required = True
            motivering.help_text = "U wijkt af van het advies. Schrijf op waarom."
        elif "bedrag" in self.fields:
            motivering.soms_verplicht = True  # type: ignore[attr-defined]
            motivering.help_text = "Verplicht als u een ander bedrag toekent dan gevraagd of geadviseerd."

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean() or self.cleaned_data
        aanvraag: Aanvraag = self.dossier  # type: ignore[assignment]
        bedrag = gegevens.get("bedrag")
        zonder_motivering = not gegevens.get("motivering") and "motivering" not in self.errors
        if self._niet_meer_dan_gevraagd() and zonder_motivering and self._wijkt_af(aanvraag, bedrag):
            self.add_error("motivering", WIJKT_AF)
        if gegevens.get("reden_overschrijding") and not gegevens.get("overschrijding"):
            self.add_error("reden_overschrijding", "Noem ook het bedrag van de overschrijding die u goedkeurt.")
        return gegevens

    @staticmethod
    def _wijkt_af(aanvraag: Aanvraag, bedrag: Decimal | None) -> bool:
        if aanvraag.voorstel and aanvraag.voorstel != AdviserenForm.TOEKENNEN:
            return True
        return bedrag is not None and (
            bedrag != aanvraag.gevraagd_bedrag
            or (aanvraag.voorgesteld_bedrag is not None and bedrag != aanvraag.voorgesteld_bedrag)
        )


class AfwijzenForm(ZonderBsnHandelingForm):
    in_zin = {"motivering": "de motivering"}
    motivering = tekstveld("Motivering in de brief")
