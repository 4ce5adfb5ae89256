"""Huisonderwijs: teaching at home for a pupil who is ill, by APOZ; bounded hours, at most one year."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dateutil.relativedelta import relativedelta
from django import forms
from django.db.models import Sum

from aanvragen.soorten.basis import Antwoorden, Eersteregeling, Groep, Kerngegevens, Soort
from aanvragen.soorten.bouwstenen import getal_of_niets, heeft_tarief, uren_in_euro, volgende_maand
from swv.invullen.antwoorden import gegevens_van
from swv.invullen.leerling import LeerlingForm, PeriodeMixin, leerlinggegevens
from swv.invullen.onderdelen import Bewijsstuk, Onderdeel, OnderdeelForm
from swv.kern.formulieren import DatumField, UrenField
from swv.kern.fouten import Geweigerd, VoorwaardeNietVervuld
from swv.kern.opmaak import kort_getal
from swv.organisaties.models import Leerling

if TYPE_CHECKING:
    from aanvragen.models import Aanvraag, Regeling

HALF_UUR = Decimal("0.5")


def hele_weken(van: date, tot: date) -> int:
    """Weeks from `van` up to and including `tot`; a begun week counts."""
    return ((tot - van).days + 7) // 7


def toegekende_uren(van: date, tot: date, uren_per_week: Decimal, maximum: Decimal) -> Decimal:
    """Hours of an award: weeks times hours a week, never more than the maximum of a year (brochure: 160)."""
    return min(maximum, hele_weken(van, tot) * uren_per_week)


class UrenForm(PeriodeMixin, OnderdeelForm):
    in_zin = {
        "van": "de begindatum",
        "tot": "de einddatum",
        "uren_per_week": "het aantal uren per week",
        "uren_totaal": "het totaal aantal uren",
        "reden": "waarom de leerling niet naar school kan",
        "doel": "wat het doel is",
    }

    van = DatumField(label="Vanaf welke dag?")
    tot = DatumField(label="Tot en met welke dag?")
    uren_per_week = UrenField(label="Hoeveel uur per week?", max_digits=5, decimal_places=2, min_value=HALF_UUR)
    uren_totaal = UrenField(label="Hoeveel uur in totaal?", max_digits=5, decimal_places=2, min_value=HALF_UUR)
    reden = forms.CharField(
        label="Waarom kan de leerling niet naar school?",
        widget=forms.Textarea,
        max_length=2000,
        help_text="Beschrijf wat nodig is voor het onderwijs. Een diagnose hoeft hier niet.",
    )
    doel = forms.CharField(label="Wat wilt u met huisonderwijs bereiken?", widget=forms.Textarea, max_length=2000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        week, jaar = self.regeling.getal("uren_per_week"), self.regeling.getal("uren_per_jaar")
        self.fields["uren_per_week"].help_text = f"Hoogstens {kort_getal(week)} uur."
        self.fields["uren_totaal"].help_text = f"Hoogstens {kort_getal(jaar)} uur in een jaar."

    def clean_uren_per_week(self) -> Decimal:
        uren: Decimal = self.cleaned_data["uren_per_week"]
        hoogstens = self.regeling.getal("uren_per_week")
        if uren > hoogstens:
            raise forms.ValidationError(
                f"U vult {kort_getal(uren)} uur in. Per week zijn er hoogstens {kort_getal(hoogstens)} uur mogelijk."
            )
        return uren

    def clean_uren_totaal(self) -> Decimal:
        uren: Decimal = self.cleaned_data["uren_totaal"]
        hoogstens = self.regeling.getal("uren_per_jaar")
        if uren > hoogstens:
            raise forms.ValidationError(
                f"U vult {kort_getal(uren)} uur in. In een jaar zijn er hoogstens {kort_getal(hoogstens)} uur "
                "mogelijk. Verlaag het aantal uren."
            )
        return uren

    def clean(self) -> dict[str, Any]:
        gegevens = super().clean()
        van, tot = gegevens.get("van"), gegevens.get("tot")
        if van and tot and van <= tot:
            self._controleer_duur(van, tot)
            self._controleer_totaal(van, tot)
        return gegevens

    def _controleer_duur(self, van: date, tot: date) -> None:
        maanden = getal_of_niets(self.regeling, "maanden")
        if maanden and tot >= van + relativedelta(months=int(maanden)):
            self.add_error(
                "tot", f"Huisonderwijs duurt hoogstens {kort_getal(maanden)} maanden. Kies een eerdere einddatum."
            )

    def _controleer_totaal(self, van: date, tot: date) -> None:
        week, totaal = self.cleaned_data.get("uren_per_week"), self.cleaned_data.get("uren_totaal")
        if week and totaal and totaal > hele_weken(van, tot) * week:
            past = hele_weken(van, tot) * week
            self.add_error(
                "uren_totaal",
                f"In deze periode passen {kort_getal(past)} uur ({hele_weken(van, tot)} weken × {kort_getal(week)} "
                f"uur). Vul {kort_getal(past)} of minder in, of verleng de periode.",
            )


class Huisonderwijs(Soort):
    code = "huisonderwijs"
    naam = "Huisonderwijs zieke leerling"
    groep = Groep.LEERLING
    inleiding = "Tijdelijk onderwijs thuis voor een leerling die door ziekte niet naar school kan. APOZ voert het uit."
    goed_om_te_weten = (
        "Hoogstens {uren_per_week} uur per week en {uren_per_jaar} uur per jaar.",
        "Hoogstens {maanden} maanden achter elkaar.",
        "U stuurt het ontwikkelingsperspectief (OPP) en een medische verklaring mee.",
        "Na ongeveer {evaluatie_na_weken} weken evalueert u met APOZ.",
    )
    kent_bedrag = False
    rekent_kosten = True
    houdt_uren_bij = True
    evaluatie_na_weken = 10
    getallen = {
        "uren_per_week": "Hoogstens zoveel uur per week",
        "uren_per_jaar": "Hoogstens zoveel uur per jaar",
        "maanden": "Hoogstens zoveel maanden achter elkaar; leeg is er geen grens",
        "tarief_per_uur": "Tarief per uur in euro's; leeg kost het niets op de begroting",
        "evaluatie_na_weken": "Evaluatie na zoveel weken; 0 is geen evaluatie",
    }
    hele_getallen = {"maanden": 60, "evaluatie_na_weken": 104}
    onderdelen = (
        Onderdeel("leerling", "Vul in voor welke leerling", LeerlingForm),
        Onderdeel("uren", "Vul periode en uren in", UrenForm),
    )
    bewijsstukken = (
        Bewijsstuk("opp", "Ontwikkelingsperspectief (OPP)", "Het vastgestelde OPP van de leerling."),
        Bewijsstuk(
            "medische_verklaring",
            "Medische verklaring",
            "Van de behandelend arts. Alleen wat nodig is voor de aanvraag.",
        ),
    )

    regelingen = (
        Eersteregeling(
            getallen={"uren_per_week": 4, "uren_per_jaar": 160, "maanden": 12, "evaluatie_na_weken": 10},
            toelichting=(
                "Bron: brochure van het samenwerkingsverband (hoogstens 4 uur per week, 160 uur per jaar, een jaar). "
                "De begrotingspost en het tarief per uur staan niet in de bronnen; de controller vult die in."
            ),
        ),
    )

    def voorbeeld(self, vandaag: date, leerling: Mapping[str, Any]) -> Antwoorden:
        return {
            "leerling": {**leerling},
            "uren": {
                **volgende_maand(vandaag),
                "uren_per_week": "4",
                "uren_totaal": "40",
                "reden": "De leerling kan door ziekte niet naar school.",
                "doel": "De leerling blijft bij met Nederlands en wiskunde.",
            },
        }

    def kerngegevens(self, gegevens: Mapping[str, Any], regeling: "Regeling") -> Kerngegevens:
        return Kerngegevens(van=gegevens["van"], tot=gegevens["tot"], leerling=leerlinggegevens(gegevens))

    def uren(self, aanvraag: "Aanvraag", gegevens: Mapping[str, Any]) -> Decimal:
        """Hours that an award gives now: what fits, what was asked, and what the pupil has left of the year."""
        grens = aanvraag.regeling.getal("uren_per_jaar")
        passend = toegekende_uren(gegevens["van"], gegevens["tot"], gegevens["uren_per_week"], grens)
        over = max(grens - self._al_toegekend(aanvraag), Decimal(0))
        return min(passend, gegevens["uren_totaal"], over)

    def uren_per_week(self, aanvraag: "Aanvraag") -> Decimal:
        """What the school asked; what the regeling allows when that can no longer be read."""
        return gegevens_van(aanvraag).get("uren_per_week") or aanvraag.regeling.getal("uren_per_week")

    def _al_toegekend(self, aanvraag: "Aanvraag") -> Decimal:
        """Hours of earlier awards for this pupil that fall in one year with this request."""
        eerder = type(aanvraag).objects.naast(aanvraag).filter(status="toegekend")
        return Decimal(eerder.aggregate(uren=Sum("toegekende_uren"))["uren"] or 0)

    def bezwaar(self, aanvraag: "Aanvraag") -> str | None:
        uren, grens = self._al_toegekend(aanvraag), aanvraag.regeling.getal("uren_per_jaar")
        if uren < grens:
            return None
        return (
            f"Deze leerling kreeg al {kort_getal(uren)} uur huisonderwijs. In een jaar zijn er hoogstens "
            f"{kort_getal(grens)} uur mogelijk. Kies een periode die later begint, of overleg met het bureau."
        )

    def let_op(self, aanvraag: "Aanvraag") -> Sequence[str]:
        """Also the hours that the pupil got in the same year."""
        regels = list(super().let_op(aanvraag))
        if uren := self._al_toegekend(aanvraag):
            grens = aanvraag.regeling.getal("uren_per_jaar")
            regels.append(
                f"Deze leerling kreeg in hetzelfde jaar al {kort_getal(uren)} van de {kort_getal(grens)} uur."
            )
        return regels

    def verplichting(self, aanvraag: "Aanvraag", bedrag: Decimal | None) -> Decimal | None:
        """Hours times the agreed rate, when the controller has put rate and budget line in the regeling."""
        if not heeft_tarief(aanvraag.regeling):
            return None
        return self.kosten(aanvraag, bedrag=None, uren=self.uren(aanvraag, _gevraagd(aanvraag)))

    def kosten(self, aanvraag: "Aanvraag", *, bedrag: Decimal | None, uren: Decimal | None) -> Decimal | None:
        if uren is None or not heeft_tarief(aanvraag.regeling):
            return None
        return uren_in_euro(aanvraag.regeling, uren)

    def hoogstens_uren(self, aanvraag: "Aanvraag") -> Decimal:
        return max(aanvraag.regeling.getal("uren_per_jaar") - self._al_toegekend(aanvraag), Decimal(0))

    def gevolgen(self, aanvraag: "Aanvraag", *, door: Any) -> list[str]:
        gegevens = _gevraagd(aanvraag)
        Leerling.objects.select_for_update().get(aanvragen=aanvraag)  # two awards for one pupil wait for each other
        uren = self.uren(aanvraag, gegevens)
        if not uren:
            raise VoorwaardeNietVervuld(
                "Deze leerling heeft alle uren van dit jaar al gekregen. Wijs de aanvraag af of geef haar terug aan "
                "het bureau."
            )
        aanvraag.toegekende_uren = uren
        return [
            f"U krijgt {kort_getal(uren)} uur huisonderwijs, hoogstens {kort_getal(gegevens['uren_per_week'])} uur "
            "per week.",
            "Wij geven dit door aan APOZ. APOZ neemt daarna contact met u op voor de intake.",
            *_evaluatie(aanvraag.regeling),
        ]


def _gevraagd(aanvraag: "Aanvraag") -> dict[str, Any]:
    """What the school asked. Raises Geweigerd when it no longer fits, because somebody tightened the regeling."""
    gegevens = gegevens_van(aanvraag)
    if "uren_totaal" not in gegevens:
        raise Geweigerd(
            "De gevraagde uren passen niet meer bij de regeling van deze aanvraag. Iemand heeft die regeling "
            "veranderd. Vraag de functioneel beheerder om dat te herstellen en een nieuwe versie te maken."
        )
    return gegevens


def _evaluatie(regeling: "Regeling") -> list[str]:
    weken = getal_of_niets(regeling, "evaluatie_na_weken")
    return [f"Na ongeveer {kort_getal(weken)} weken evalueert u samen."] if weken else []


SOORT = Huisonderwijs()
