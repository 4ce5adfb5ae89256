"""Plays one story through the acts of the room, each on the day on which it happened."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from swv.demo.leerlingen import leerling_pk
from swv.demo.tijd import AMSTERDAM, op
from swv.demo.tlv import antwoorden as teksten
from swv.demo.tlv.mensen import account, bestuur_van
from swv.demo.tlv.verhalen import AVENTURIJN, BACHWEG, OPGEHAALD, VERTREKT, Verhaal
from swv.demo.verteller import coordinator_van, document
from swv.invullen import services as invullen
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker, Leerling, School
from toelating import services
from toelating.bijeenkomsten import plannen
from toelating.models import (
    Afloop,
    Bijeenkomst,
    Oordeel,
    Soort,
    Status,
    Tlvaanvraag,
    Verklaring,
    Verklaringstatus,
    Verzending,
    Voorstel,
)
from toelating.verzenden import gepost
from toelating.workflow import bekendmaken, workflow
from toelating.workflow.verklaring import workflow as na_afgifte

HALVERWEGE = 3  # parts of a draft that are filled in


def bijeenkomst_op(datum: date) -> Bijeenkomst:
    """The meeting of the committee on this day."""
    voorzitter, lid = account("voorzitter"), account("commissielid")
    return Bijeenkomst.objects.filter(datum=datum).first() or plannen(
        datum=datum,
        van=time(9, 30),
        tot=time(12),
        plaats="Bureau, vergaderzaal 2",
        voorzitter=voorzitter,
        leden=(voorzitter, lid),
        door=account("bureau"),
    )


def dinsdag(dag: date) -> date:
    """The Tuesday on or after this day: the committee meets once a week."""
    return dag + timedelta(days=(1 - dag.weekday()) % 7)


class Verteller:
    """Plays one story, step by step, until the request is where the story ends."""

    def __init__(self, nummer: int, verhaal: Verhaal, nu: datetime) -> None:
        self.nummer, self.verhaal, self.nu = nummer, verhaal, nu
        self.begin = nu - timedelta(days=verhaal.dagen)
        self.kans = Random(f"swv-demo tlv {nummer}")
        self.school = School.objects.select_related("bestuur").get(code=verhaal.school)
        self.coordinator = self._aanvrager()
        self.bureau = account(("bureau", "bureau-collega")[nummer % 2])
        self.einde = Status.TER_ONDERTEKENING if verhaal.zitting else verhaal.einde
        self.naar = School.objects.get(code=BACHWEG if verhaal.soort == Soort.PRO else AVENTURIJN)

    def vertel(self) -> None:
        stappen: list[tuple[int, Callable[[Tlvaanvraag], Tlvaanvraag]]] = [
            (1, self.versturen),
            (2, self.medetekenen),
            (4, lambda aanvraag: self.doe(aanvraag, "in_behandeling_nemen", self.bureau)),
            (5, self.vragen),
            (9, self.aanvullen),
            (10, self.aanwijzen),
            (13, self.eerste_advies),
            (16, self.tweede_advies),
            (17, self.agenderen),
            (26, self.adviseren),
            (27, self.ouders),
            (28, self.zienswijze),
            (31, self.voorleggen),
            (34, self.besluiten),
            (35, self.bekendmaken),
        ]
        with op(self.begin):
            aanvraag = self.starten()
        for dagen, stap in stappen:
            if aanvraag.status == self.einde and not self._gaat_verder(aanvraag, dagen):
                return
            with op(self.begin + timedelta(days=dagen, minutes=7 * self.nummer)):
                aanvraag = stap(aanvraag)
        self.na_afgifte(aanvraag)

    def _gaat_verder(self, aanvraag: Tlvaanvraag, dagen: int) -> bool:
        """Some states have an own middle: one of two advices in, an agenda that was made, a letter that was sent."""
        if aanvraag.status == Status.BIJ_DESKUNDIGEN:
            return dagen <= min(13, self.verhaal.dagen)
        if aanvraag.status == Status.BIJ_TAC:
            return dagen <= 17
        return (aanvraag.status == Status.ADVIES_GEREED and dagen <= 27) or (aanvraag.is_afgesloten and dagen == 35)

    def doe(self, aanvraag: Tlvaanvraag, naam: str, door: Gebruiker, **gegevens: Any) -> Tlvaanvraag:
        return verrichten(workflow[naam], aanvraag, door=door, data=gegevens, bevestigd_op=timezone.now())

    # --- The school ------------------------------------------------------------------------------------------------

    def _aanvrager(self) -> Gebruiker:
        return coordinator_van(self.school)

    def versturen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        return self.doe(aanvraag, "medetekening_vragen", self.coordinator)

    def medetekenen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        return self.doe(aanvraag, "medetekenen", bestuur_van(self.school.bestuur))

    def starten(self) -> Tlvaanvraag:
        vorige = self._vorige()
        aanvraag = self._begin(vorige)
        leerling = vorige.leerling if vorige else self._leerling()
        antwoorden = teksten.antwoorden(
            self.kans,
            timezone.localdate(),
            leerling,
            soort=self.verhaal.soort,
            school=self.naar,
            ingang=vorige.einde + timedelta(days=1) if vorige else self._ingang(),
            tegenstrijdig=self.verhaal.tegenstrijdig,
        )
        if self.verhaal.einde == Status.CONCEPT:
            antwoorden = dict(list(antwoorden.items())[:HALVERWEGE])
        for onderdeel, getypt in antwoorden.items():
            aanvraag = invullen.antwoorden_bewaren(
                aanvraag, onderdeel=onderdeel, antwoorden=getypt, versie=aanvraag.versie, door=self.coordinator
            )
        if self.verhaal.einde != Status.CONCEPT:
            self._bijvoegen(aanvraag)
        return aanvraag

    def _begin(self, vorige: Verklaring | None) -> Tlvaanvraag:
        return services.starten(
            soort=self.verhaal.soort,
            school=self.school,
            door=self.coordinator,
            sleutel=self.verhaal.sleutel,
            vorige=vorige,
        )

    def _vorige(self) -> Verklaring | None:
        """The TLV that ends first at this school of a pupil who stays: a renewal goes on from it."""
        if self.verhaal.soort != Soort.VERLENGING:
            return None
        blijft = Verklaring.objects.filter(school=self.school, status=Verklaringstatus.VERZILVERD, na_afloop="")
        return blijft.order_by("einde", "nummer").first()

    def _leerling(self) -> Leerling:
        return Leerling.objects.get(pk=leerling_pk(self.verhaal.school, self.verhaal.leerling))

    def _ingang(self) -> date:
        """Soon after the decision; for what was asked in spring the next 1 August."""
        begin = timezone.localdate()
        return date(begin.year, 8, 1) if begin.month < 7 else begin + timedelta(days=40)

    def _bijvoegen(self, aanvraag: Tlvaanvraag) -> None:
        for stuk in aanvraag.bewijsstukken:
            if stuk.verplicht:
                upload = SimpleUploadedFile(f"{stuk.code}.pdf", document(stuk.label), "application/pdf")
                invullen.bijlage_bijvoegen(aanvraag, upload=upload, soort=stuk.code, door=self.coordinator)

    def vragen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        if self.verhaal.einde == Status.INGETROKKEN:
            return self.doe(aanvraag, "intrekken", self.coordinator, reden="Het gaat beter op onze eigen school.")
        if self.verhaal.einde not in (Status.AANVULLING_GEVRAAGD, Status.BUITEN_BEHANDELING) and self.nummer % 4:
            return aanvraag
        uiterlijk = timezone.localdate() + timedelta(days=14)
        return self.doe(
            aanvraag, "aanvulling_vragen", self.bureau, vraag=teksten.VRAAG, uiterlijk=uiterlijk.isoformat()
        )

    def aanvullen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        if aanvraag.status != Status.AANVULLING_GEVRAAGD or self.verhaal.einde == Status.BUITEN_BEHANDELING:
            return aanvraag
        return self.doe(aanvraag, "aanvullen", self.coordinator, antwoord=teksten.ANTWOORD)

    # --- Who advises -----------------------------------------------------------------------------------------------

    @property
    def _blijft_onvolledig(self) -> bool:
        return self.verhaal.einde == Status.BUITEN_BEHANDELING

    def aanwijzen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        if self._blijft_onvolledig:
            return aanvraag
        eerste, tweede = account("deskundige"), account("jeugdarts")
        return self.doe(aanvraag, "deskundigen_aanwijzen", self.bureau, eerste=eerste.pk, tweede=tweede.pk)

    def eerste_advies(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        aanvraag = self._advies(aanvraag, account("deskundige"), teksten.ADVIES_EERSTE)
        if not self.verhaal.terugtrekken:
            return aanvraag
        return self.doe(aanvraag, "verschonen", account("jeugdarts"), reden=teksten.TERUGTREKKEN)

    def tweede_advies(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        return self._advies(aanvraag, account("jeugdarts"), teksten.ADVIES_TWEEDE)

    def _advies(self, aanvraag: Tlvaanvraag, deskundige: Gebruiker, tekst: str) -> Tlvaanvraag:
        if self._blijft_onvolledig:
            return aanvraag
        return self.doe(aanvraag, "advies_geven", deskundige, tekst=tekst, geen_belang="on", **self._oordeel(aanvraag))

    def _oordeel(self, aanvraag: Tlvaanvraag) -> dict[str, Any]:
        jaren = "5" if aanvraag.is_pro else "1"
        return {"toelaatbaar": "ja", "categorie": aanvraag.gevraagde_categorie, "schooljaren": jaren}

    def agenderen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        if aanvraag.status != Status.BIJ_TAC or not self.verhaal.op_agenda:
            return aanvraag
        bijeenkomst = bijeenkomst_op(dinsdag(timezone.localdate() + timedelta(days=2)))
        aanvraag = self.doe(aanvraag, "agenderen", self.bureau, bijeenkomst=bijeenkomst.pk)
        return aanvraag if self.einde == Status.BIJ_TAC else self._lezen(aanvraag)

    def _lezen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        """Both members read the papers and say what they think."""
        punt = aanvraag.agendapunten.get()
        for lid in (account("voorzitter"), account("commissielid")):
            services.gelezen(punt=punt, lid=lid)
            oordeel = self._oordeel(aanvraag) | {"keuze": Oordeel.Keuze.TOELAATBAAR}
            aanvraag = self.doe(aanvraag, "oordeel_geven", lid, **oordeel)
        return aanvraag

    def adviseren(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        if self._blijft_onvolledig:
            return aanvraag
        naam = "commissieadvies_vastleggen" if aanvraag.status == Status.BIJ_TAC else "adviezen_samenvatten"
        return self.doe(aanvraag, naam, self.bureau, redenen=teksten.ADVIES_COMMISSIE, **self._oordeel(aanvraag))

    # --- The decision ----------------------------------------------------------------------------------------------

    def ouders(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        if self._blijft_onvolledig:
            return aanvraag
        gisteren = timezone.localdate() - timedelta(days=1)
        return self.doe(aanvraag, "advies_aan_ouders", self.bureau, op=gisteren.isoformat(), hoe="per post")

    def zienswijze(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        if self.verhaal.einde != Status.ZIENSWIJZE:
            return aanvraag
        uiterlijk = timezone.localdate() + timedelta(days=14)
        toelichting = "Wij denken aan een kortere duur dan u vroeg. Wat vindt u daarvan?"
        return self.doe(
            aanvraag, "zienswijze_vragen", self.bureau, toelichting=toelichting, uiterlijk=uiterlijk.isoformat()
        )

    def voorleggen(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        if self._blijft_onvolledig:
            return self.doe(aanvraag, "buiten_behandeling_voorleggen", self.bureau, motivering=teksten.ONVOLLEDIG)
        besluit: dict[str, Any] = {"voorstel": Voorstel.AFGEVEN, "motivering": teksten.ADVIES_COMMISSIE}
        if self.verhaal.afwijzen:
            besluit = {"voorstel": Voorstel.AFWIJZEN, "motivering": teksten.AFWIJZING}
            besluit["reden_afwijking"] = teksten.AFWIJKING
        elif aanvraag.ingang and aanvraag.einde:
            besluit |= {"ingang": aanvraag.ingang.isoformat(), "einde": aanvraag.einde.isoformat()}
            besluit["categorie"] = aanvraag.categorie
        if self.verhaal.tegenstrijdig:
            besluit["weging"] = teksten.WEGING
        return self.doe(aanvraag, "voorleggen", self.bureau, **besluit)

    def besluiten(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        naam = {
            Voorstel.AFGEVEN: "afgeven",
            Voorstel.AFWIJZEN: "afwijzen",
            Voorstel.BUITEN_BEHANDELING: "buiten_behandeling_stellen",
        }[Voorstel(aanvraag.voorstel)]
        wie = "toeleiding" if aanvraag.is_pro else "directeur"
        return self.doe(aanvraag, naam, account(wie))

    def bekendmaken(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        """The letter counts as sent on the day; the worker makes the PDF as soon as it runs."""
        if not aanvraag.is_afgesloten:
            return aanvraag
        aanvraag = bekendmaken(aanvraag, door=None)
        te_posten = Verzending.objects.filter(brief__object_id=aanvraag.pk, verzonden_op__isnull=True)
        if te_posten:
            gepost(verzendingen=te_posten, op=timezone.localdate(), door=self.bureau)
        return aanvraag

    # --- The TLV afterwards ----------------------------------------------------------------------------------------

    def na_afgifte(self, aanvraag: Tlvaanvraag) -> None:
        if not self.verhaal.daarna:
            return
        verklaring = aanvraag.verklaringen.get()
        ontvanger = coordinator_van(self.naar)
        with op(self.begin + timedelta(days=42)):
            verklaring = self._doe_na(verklaring, "ophalen", ontvanger, school=self.naar.pk)
        begonnen = datetime.combine(verklaring.ingang, time(10), AMSTERDAM) + timedelta(days=9)
        if self.verhaal.daarna == OPGEHAALD or begonnen > self.nu:
            return
        with op(max(begonnen, self.begin + timedelta(days=43))):
            vandaag = timezone.localdate().isoformat()
            nummer = f"V-{1000 + self.nummer}"
            verklaring = self._doe_na(verklaring, "plaatsen", ontvanger, geplaatst_op=vandaag, leerlingnummer=nummer)
        if self.verhaal.daarna == VERTREKT:
            with op(self.nu - timedelta(days=12)):
                self._doe_na(verklaring, "afloop_vastleggen", ontvanger, na_afloop=Afloop.VERTREK)

    def _doe_na(self, verklaring: Verklaring, naam: str, door: Gebruiker, **gegevens: Any) -> Verklaring:
        return verrichten(na_afgifte[naam], verklaring, door=door, data=gegevens)
