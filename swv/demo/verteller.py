"""Plays the story of one dossier through the same acts as in real life, on the days on which they happened."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from aanvragen import services
from aanvragen.models import Aanvraag, Status
from aanvragen.soorten.basis import Weg
from aanvragen.workflow import workflow
from swv.demo.antwoorden import GESPREK, GESPREKKEN, antwoorden_van
from swv.demo.geld import betaal
from swv.demo.leerlingen import PER_SCHOOL, leerling_pk
from swv.demo.mensen import DOMEIN, GELDIG_VAN
from swv.demo.robots import terugbrengen
from swv.demo.tijd import op
from swv.demo.verhalen import Verhaal, dossiersleutel
from swv.invullen import services as invullen
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker, Leerling, Rol, Rolsoort, School
from voorzieningen.models import Uitlening
from voorzieningen.services import robot_uitreiken


@cache
def document(titel: str) -> bytes:
    """A page of PDF with one line of text; the same bytes each time, so that their inspection is done once."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    lettertype = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=lettertype))
    tekst = titel.encode("ascii", "replace").decode()
    pdf.pages[0].Contents = pdf.make_stream(f"BT /F1 18 Tf 72 760 Td ({tekst} - voorbeeld voor de demo) Tj ET".encode())
    uit = io.BytesIO()
    pdf.save(uit)
    return uit.getvalue()


def met_rol(soort: str, nummer: int = 0) -> Gebruiker:
    return Gebruiker.objects.filter(rollen__soort=soort).order_by("pk")[nummer]


def coordinator_van(school: School) -> Gebruiker:
    """Who asks for this school; schools without a demo account get somebody who cannot log in."""
    rol = Rol.objects.filter(soort=Rolsoort.COORDINATOR, school=school).select_related("gebruiker").first()
    if rol is not None:
        return rol.gebruiker
    gebruiker = Gebruiker.objects.create_user(
        f"coordinator-{school.code.lower()}@{DOMEIN}",
        naam=f"Coördinator {school.naam}",
        functie="Ondersteuningscoördinator",
    )
    Rol.objects.create(gebruiker=gebruiker, soort=Rolsoort.COORDINATOR, school=school, geldig_van=GELDIG_VAN)
    return gebruiker


class Verteller:
    """Plays one story, step by step, until the dossier is where the story ends."""

    def __init__(self, nummer: int, verhaal: Verhaal, nu: datetime) -> None:
        self.nummer = nummer
        self.verhaal = verhaal
        self.begin = nu - timedelta(days=verhaal.dagen)
        self.gesprek = GESPREKKEN.get(verhaal.soort, GESPREK)
        self.kans = Random(f"swv-demo dossier {nummer}")
        self.school = School.objects.select_related("bestuur").get(code=verhaal.school)
        self.coordinator = coordinator_van(self.school)
        self.bureau = met_rol(Rolsoort.BUREAU, nummer % 2)
        self.directeur = met_rol(Rolsoort.DIRECTEUR)

    def vertel(self) -> None:
        stappen: list[tuple[int, Callable[[Aanvraag], Aanvraag]]] = [
            (1, self.versturen),
            (2, self.medetekenen),
            (4, self.nemen),
            (5, self.vragen),
            (9, self.aanvullen),
            (12, self.feedback),
            (20, self.bijstellen),
            (27, self.adviseren),
            (29, self.besluiten),
        ]
        with op(self.begin):
            aanvraag = self.starten()
        for dagen, stap in stappen:
            if aanvraag.status == self.verhaal.einde:
                return
            with op(self.begin + timedelta(days=dagen, minutes=7 * self.nummer)):
                aanvraag = stap(aanvraag)
        if aanvraag.status != self.verhaal.einde:
            raise AssertionError(f"Verhaal {self.nummer} eindigt als {aanvraag.status}, niet als {self.verhaal.einde}")
        if self.verhaal.loopt_af:
            self.naderhand(aanvraag)

    def naderhand(self, aanvraag: Aanvraag) -> None:
        """Before anybody else needs the thing or the money: a loan comes back, and what costs money is paid."""
        for uitlening in Uitlening.objects.van(aanvraag):
            terugbrengen(uitlening, self.bureau)
        if not aanvraag.declaratie.heeft_uitvoering:
            betaal(aanvraag, self.begin + timedelta(days=36))

    def doe(self, aanvraag: Aanvraag, naam: str, door: Gebruiker, **gegevens: Any) -> Aanvraag:
        return verrichten(workflow[naam], aanvraag, door=door, data=gegevens, bevestigd_op=timezone.now())

    def starten(self) -> Aanvraag:
        aanvraag = services.starten(
            soort=self.verhaal.soort,
            school=self.school,
            door=self.coordinator,
            sleutel=dossiersleutel(self.nummer, self.verhaal),
        )
        eigen = [leerling_pk(self.school.code, nummer) for nummer in range(PER_SCHOOL)]  # not who a story made known
        leerling = Leerling.objects.filter(pk__in=eigen).order_by("leerlingnummer")[self.nummer % PER_SCHOOL]
        antwoorden = self.antwoorden(leerling)
        if self.verhaal.einde == Status.CONCEPT:
            antwoorden = dict(list(antwoorden.items())[:1])
        for onderdeel, getypt in antwoorden.items():
            aanvraag = invullen.antwoorden_bewaren(
                aanvraag,
                onderdeel=onderdeel,
                antwoorden=getypt,
                versie=aanvraag.versie,
                door=self.coordinator,
            )
        if self.verhaal.einde != Status.CONCEPT:
            self.bijvoegen(aanvraag)
        return aanvraag

    def antwoorden(self, leerling: Leerling) -> dict[str, dict[str, Any]]:
        """What the school types, per part."""
        return antwoorden_van(self.verhaal.soort, self.kans, timezone.localdate(), leerling)

    def bijvoegen(self, aanvraag: Aanvraag) -> None:
        for stuk in aanvraag.bewijsstukken:
            if stuk.verplicht or self.kans.random() < 0.5:
                upload = SimpleUploadedFile(f"{stuk.code}.pdf", document(stuk.label), "application/pdf")
                invullen.bijlage_bijvoegen(aanvraag, upload=upload, soort=stuk.code, door=self.coordinator)

    def versturen(self, aanvraag: Aanvraag) -> Aanvraag:
        naam = "medetekening_vragen" if aanvraag.declaratie.medetekening else "indienen"
        return self.doe(aanvraag, naam, self.coordinator, toch="on")

    def medetekenen(self, aanvraag: Aanvraag) -> Aanvraag:
        if aanvraag.status != Status.TER_MEDETEKENING:
            return aanvraag
        bestuur = Gebruiker.objects.get(rollen__soort=Rolsoort.BESTUUR, rollen__bestuur=self.school.bestuur)
        return self.doe(aanvraag, "medetekenen", bestuur, toch="on")

    def nemen(self, aanvraag: Aanvraag) -> Aanvraag:
        return self.doe(aanvraag, "in_behandeling_nemen", self.bureau)

    def afhandelen(self, aanvraag: Aanvraag) -> Aanvraag:
        """What the bureau ends itself: a promise, or an answer after a referral."""
        soort = aanvraag.declaratie
        if soort.weg == Weg.TOEZEGGING:
            zin = "Wij bellen u deze week om een datum te kiezen."
            return self.doe(aanvraag, "toezeggen", self.bureau, motivering=zin)
        if soort.verwijst_naar:
            verwijzing = {"naar": soort.verwijst_naar[0], "toelichting": "Bel het aanmeldpunt en noem ons kenmerk."}
            aanvraag = self.doe(aanvraag, "doorverwijzen", self.bureau, **verwijzing)
        uitkomst = next((code for code, _ in soort.uitkomsten), "")
        return self.doe(aanvraag, "beantwoorden", self.bureau, antwoord=self.gesprek.advies, uitkomst=uitkomst)

    def _wil_aanvulling(self) -> bool:
        return self.verhaal.einde in {Status.AANVULLING_GEVRAAGD, Status.BUITEN_BEHANDELING} or self.nummer % 5 == 0

    def vragen(self, aanvraag: Aanvraag) -> Aanvraag:
        if self.verhaal.einde == Status.INGETROKKEN:
            return self.doe(aanvraag, "intrekken", self.coordinator, reden="De situatie is veranderd.")
        if not self._wil_aanvulling():
            return aanvraag
        uiterlijk = timezone.localdate() + timedelta(days=16)
        vraag = {"vraag": self.gesprek.vraag, "uiterlijk": uiterlijk.isoformat()}
        return self.doe(aanvraag, "aanvulling_vragen", self.bureau, **vraag)

    def aanvullen(self, aanvraag: Aanvraag) -> Aanvraag:
        if aanvraag.status != Status.AANVULLING_GEVRAAGD or self.verhaal.einde == Status.BUITEN_BEHANDELING:
            return aanvraag
        return self.doe(aanvraag, "aanvullen", self.coordinator, antwoord=self.gesprek.antwoord)

    def feedback(self, aanvraag: Aanvraag) -> Aanvraag:
        if not aanvraag.declaratie.feedbackronde:
            return aanvraag
        feedback = "Goed plan. Maak het resultaat meetbaar en laat zien hoe u het daarna vasthoudt."
        return self.doe(aanvraag, "feedback_geven", self.bureau, feedback=feedback)

    def bijstellen(self, aanvraag: Aanvraag) -> Aanvraag:
        if aanvraag.status != Status.FEEDBACK_GEGEVEN:
            return aanvraag
        plan = {**aanvraag.antwoorden["plan"], "resultaat": "In mei halen acht van de tien leerlingen hun doel."}
        aanvraag = invullen.antwoorden_bewaren(
            aanvraag, onderdeel="plan", antwoorden=plan, versie=aanvraag.versie, door=self.coordinator
        )
        return self.doe(aanvraag, "plan_bijstellen", self.coordinator)

    def adviseren(self, aanvraag: Aanvraag) -> Aanvraag:
        if aanvraag.declaratie.weg != Weg.BESLUIT:
            return self.afhandelen(aanvraag)
        if self.verhaal.einde == Status.BUITEN_BEHANDELING:
            advies = "De school heeft de vraag om aanvulling niet beantwoord. De aanvraag is niet te beoordelen."
            return self.doe(aanvraag, "buiten_behandeling_voorleggen", self.bureau, advies=advies)
        if self.verhaal.einde == Status.AFGEWEZEN:
            return self.doe(aanvraag, "adviseren", self.bureau, voorstel="afwijzen", advies=self.gesprek.afwijzen)
        bedrag = f"{aanvraag.gevraagd_bedrag}" if aanvraag.gevraagd_bedrag is not None else ""
        voorstel = {"voorstel": "toekennen", "bedrag": bedrag, "advies": self.gesprek.advies}
        return self.doe(aanvraag, "adviseren", self.bureau, **voorstel)

    def besluiten(self, aanvraag: Aanvraag) -> Aanvraag:
        if self.verhaal.einde == Status.BUITEN_BEHANDELING:
            motivering = self.gesprek.motivering_onvolledig
            return self.doe(aanvraag, "buiten_behandeling_stellen", self.directeur, motivering=motivering)
        if self.verhaal.einde == Status.AFGEWEZEN:
            return self.doe(aanvraag, "afwijzen", self.directeur, motivering=self.gesprek.motivering_afwijzen)
        gevraagd = aanvraag.gevraagd_bedrag
        if self.verhaal.deel and gevraagd is not None:
            motivering = (
                "Wij kennen de uren toe die direct bij de leerlingen terechtkomen. Voorbereiding valt daarbuiten."
            )
            return self.doe(aanvraag, "toekennen", self.directeur, bedrag=str(gevraagd - 1000), motivering=motivering)
        aanvraag = self.doe(aanvraag, "toekennen", self.directeur, bedrag=str(gevraagd or ""))
        for uitlening in Uitlening.objects.van(aanvraag):
            robot_uitreiken(uitlening=uitlening, door=self.bureau)
        return aanvraag
