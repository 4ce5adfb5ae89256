"""Requests for a TLV in every state, played through the same acts as in real life, and what became of them."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from swv.demo import antwoorden_toelating as teksten
from swv.demo.dossiers import (
    AMSTERDAM,
    BAKEN_PARK,
    BAKEN_POORT,
    BAKEN_STAD,
    BUITENHOUT,
    ECHNATON,
    PARKHURST,
    coordinator_van,
    document,
    op,
)
from swv.demo.leerlingen import leerling_pk
from swv.demo.mensen import DOMEIN, GELDIG_VAN
from swv.invullen import services as invullen
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker, Leerling, Rol, Rolsoort, School, Schoolbestuur
from toelating import gasten, services
from toelating.bijeenkomsten import plannen
from toelating.models import (
    Beroep,
    Bijeenkomst,
    Deskundigheid,
    Mandaat,
    Soort,
    Status,
    Tlvaanvraag,
    Uitnodiging,
    Verklaring,
    Verzending,
    Voorstel,
)
from toelating.regelingen import regelingen_laden
from toelating.verzenden import gepost
from toelating.workflow import bekendmaken, workflow
from toelating.workflow.verklaring import workflow as na_afgifte

_ZAAD = uuid.UUID("6f0c9c0e-5d0b-5a4e-9b3a-20260801cccc")
AVENTURIJN, BACHWEG = "30EF00", "17J00"
OPGEHAALD, GEPLAATST = "opgehaald", "geplaatst"


@dataclass(frozen=True)
class Verhaal:
    """One request: its kind, how far it came, how many days ago it began, at which school and for which of its pupils;
    what became of the TLV afterwards."""

    soort: str
    einde: str
    dagen: int
    school: str
    leerling: int
    afwijzen: bool = False
    daarna: str = ""
    op_agenda: bool = True
    tegenstrijdig: bool = False


VERHALEN = (
    Verhaal(Soort.VSO, Status.CONCEPT, 2, PARKHURST, 0),
    Verhaal(Soort.VSO, Status.TER_MEDETEKENING, 3, PARKHURST, 1),
    Verhaal(Soort.VSO, Status.INGEDIEND, 3, BAKEN_PARK, 0),
    Verhaal(Soort.VSO, Status.VOLLEDIGHEIDSTOETS, 6, ECHNATON, 0),
    Verhaal(Soort.VSO, Status.AANVULLING_GEVRAAGD, 11, PARKHURST, 2),
    Verhaal(Soort.VSO, Status.BIJ_DESKUNDIGEN, 16, BAKEN_PARK, 1),
    Verhaal(Soort.VSO, Status.BIJ_TAC, 21, PARKHURST, 3),
    Verhaal(Soort.VSO, Status.BIJ_TAC, 23, BUITENHOUT, 0),
    Verhaal(Soort.VSO, Status.BIJ_TAC, 20, ECHNATON, 1, op_agenda=False),
    Verhaal(Soort.VSO, Status.ADVIES_GEREED, 34, BAKEN_POORT, 0),
    Verhaal(Soort.VSO, Status.ZIENSWIJZE, 33, PARKHURST, 4),
    Verhaal(Soort.VSO, Status.TER_ONDERTEKENING, 40, PARKHURST, 5),
    Verhaal(Soort.VSO, Status.TER_ONDERTEKENING, 41, BAKEN_PARK, 2, afwijzen=True),
    Verhaal(Soort.VSO, Status.TER_ONDERTEKENING, 43, BUITENHOUT, 1),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 64, PARKHURST, 6),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 75, BAKEN_PARK, 3, daarna=OPGEHAALD),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 140, ECHNATON, 2, daarna=GEPLAATST),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 310, PARKHURST, 7, daarna=GEPLAATST),
    Verhaal(Soort.VSO, Status.AFGEGEVEN, 320, BAKEN_STAD, 0, daarna=GEPLAATST),
    Verhaal(Soort.VSO, Status.AFGEWEZEN, 70, BAKEN_STAD, 1, afwijzen=True),
    Verhaal(Soort.VSO, Status.BUITEN_BEHANDELING, 80, BAKEN_PARK, 4),
    Verhaal(Soort.VSO, Status.INGETROKKEN, 50, PARKHURST, 8),
    Verhaal(Soort.PRO, Status.INGEDIEND, 4, PARKHURST, 9),
    Verhaal(Soort.PRO, Status.BIJ_DESKUNDIGEN, 15, BAKEN_PARK, 5),
    Verhaal(Soort.PRO, Status.TER_ONDERTEKENING, 36, ECHNATON, 3, tegenstrijdig=True),
    Verhaal(Soort.PRO, Status.AFGEGEVEN, 95, BUITENHOUT, 2, daarna=GEPLAATST),
)
VERLENGING = Verhaal(Soort.VERLENGING, Status.VOLLEDIGHEIDSTOETS, 8, AVENTURIJN, 0)


def toelating() -> str:
    """The rules, the people who advise and decide, and every story that is not there yet. Gives how many are new."""
    regelingen_laden()
    _mensen_aanstellen()
    bekend = set(Tlvaanvraag.objects.values_list("sleutel", flat=True))
    alle = [*enumerate(VERHALEN), (len(VERHALEN), VERLENGING)]
    nieuw = [(nummer, rij) for nummer, rij in alle if _sleutel(nummer) not in bekend]
    nu = datetime.combine(timezone.localdate(), time(9, 24), AMSTERDAM)
    for nummer, verhaal in sorted(nieuw, key=lambda paar: -paar[1].dagen):
        Verteller(nummer, verhaal, nu).vertel()
    _gast_uitnodigen()
    return f"{len(nieuw)} TLV-aanvragen nieuw"


def _sleutel(nummer: int) -> uuid.UUID:
    return uuid.uuid5(_ZAAD, str(nummer))


def _account(naam: str) -> Gebruiker:
    return Gebruiker.objects.get(email=f"{naam}@{DOMEIN}")


def _mensen_aanstellen() -> None:
    """The professions of the experts and the mandate of the head of Toeleiding, who decides on praktijkonderwijs."""
    for account, beroep in (("deskundige", Beroep.ORTHOPEDAGOOG), ("jeugdarts", Beroep.ARTS)):
        Deskundigheid.objects.get_or_create(
            gebruiker=_account(account), beroep=beroep, defaults={"geldig_van": date.fromisoformat(GELDIG_VAN)}
        )
    Mandaat.objects.get_or_create(
        gebruiker=_account("toeleiding"),
        soort=Soort.PRO,
        defaults={
            "geldig_van": date.fromisoformat(GELDIG_VAN),
            "gegeven_door": _account("directeur"),
            "besluit": "Mandaatbesluit 2024-03",
        },
    )


def _gast_uitnodigen() -> None:
    """An invented school of another region is invited, and has not begun yet."""
    if Uitnodiging.objects.exists():
        return
    gast = _account("gast")
    gasten.uitnodigen(
        soort=Soort.VSO,
        school=gasten.Gastschool(
            code="99ZZ00",
            naam="Voorbeeld College",
            soort=School.Soort.VO,
            bestuursnummer="49999",
            bestuursnaam="Stichting Voorbeeld Flevoland",
            adres="Postbus 1",
            postcode="8200 AA",
            plaats="Lelystad",
        ),
        persoon=gasten.Contactpersoon(gast.naam, gast.email, gast.functie),
        toegang_tot=timezone.localdate() + timedelta(days=365),
        door=_account("bureau"),
        sleutel=_sleutel(-1),
    )


def _bestuur(bestuur: Schoolbestuur) -> Gebruiker:
    """Who signs for this board; boards without a demo account get somebody who cannot log in."""
    rol = Rol.objects.filter(soort=Rolsoort.BESTUUR, bestuur=bestuur).select_related("gebruiker").first()
    if rol is not None:
        return rol.gebruiker
    gebruiker = Gebruiker.objects.create_user(
        f"bestuur-{bestuur.nummer}@{DOMEIN}", naam=f"Bestuur {bestuur.naam}"[:120], functie="Bestuurssecretaris"
    )
    Rol.objects.create(gebruiker=gebruiker, soort=Rolsoort.BESTUUR, bestuur=bestuur, geldig_van=GELDIG_VAN)
    return gebruiker


def _bijeenkomst(datum: date) -> Bijeenkomst:
    """The meeting of the committee on this day."""
    voorzitter, lid = _account("voorzitter"), _account("commissielid")
    return Bijeenkomst.objects.filter(datum=datum).first() or plannen(
        datum=datum,
        van=time(9, 30),
        tot=time(12),
        plaats="Bureau, vergaderzaal 2",
        voorzitter=voorzitter,
        leden=(voorzitter, lid),
        door=_account("bureau"),
    )


def _dinsdag(dag: date) -> date:
    """The Tuesday on or after this day: the committee meets once a week."""
    return dag + timedelta(days=(1 - dag.weekday()) % 7)


class Verteller:
    """Plays one story, step by step, until the request is where the story ends."""

    def __init__(self, nummer: int, verhaal: Verhaal, nu: datetime) -> None:
        self.nummer, self.verhaal, self.nu = nummer, verhaal, nu
        self.begin = nu - timedelta(days=verhaal.dagen)
        self.kans = Random(f"swv-demo tlv {nummer}")
        self.school = School.objects.select_related("bestuur").get(code=verhaal.school)
        self.coordinator = coordinator_van(self.school)
        self.bureau = _account(("bureau", "bureau-collega")[nummer % 2])
        self.naar = School.objects.get(code=BACHWEG if verhaal.soort == Soort.PRO else AVENTURIJN)

    def vertel(self) -> None:
        stappen: list[tuple[int, Callable[[Tlvaanvraag], Tlvaanvraag]]] = [
            (1, lambda aanvraag: self.doe(aanvraag, "medetekening_vragen", self.coordinator)),
            (2, lambda aanvraag: self.doe(aanvraag, "medetekenen", _bestuur(self.school.bestuur))),
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
            if aanvraag.status == self.verhaal.einde and not self._gaat_verder(aanvraag, dagen):
                return
            with op(self.begin + timedelta(days=dagen, minutes=7 * self.nummer)):
                aanvraag = stap(aanvraag)
        self.na_afgifte(aanvraag)

    def _gaat_verder(self, aanvraag: Tlvaanvraag, dagen: int) -> bool:
        """Some states have an own middle: one of two advices in, an agenda that was made, a letter that was sent."""
        if aanvraag.status == Status.BIJ_DESKUNDIGEN:
            return dagen <= 13
        if aanvraag.status == Status.BIJ_TAC:
            return dagen <= 17
        return (aanvraag.status == Status.ADVIES_GEREED and dagen <= 27) or (aanvraag.is_afgesloten and dagen == 35)

    def doe(self, aanvraag: Tlvaanvraag, naam: str, door: Gebruiker, **gegevens: Any) -> Tlvaanvraag:
        return verrichten(workflow[naam], aanvraag, door=door, data=gegevens, bevestigd_op=timezone.now())

    # --- The school ------------------------------------------------------------------------------------------------

    def starten(self) -> Tlvaanvraag:
        vorige = self._vorige()
        aanvraag = services.starten(
            soort=self.verhaal.soort,
            school=self.school,
            door=self.coordinator,
            sleutel=_sleutel(self.nummer),
            vorige=vorige,
        )
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
            antwoorden = dict(list(antwoorden.items())[:2])
        for onderdeel, getypt in antwoorden.items():
            aanvraag = invullen.antwoorden_bewaren(
                aanvraag, onderdeel=onderdeel, antwoorden=getypt, versie=aanvraag.versie, door=self.coordinator
            )
        if self.verhaal.einde != Status.CONCEPT:
            self._bijvoegen(aanvraag)
        return aanvraag

    def _vorige(self) -> Verklaring | None:
        """The TLV that ends first at this school: a renewal goes on from it."""
        if self.verhaal.soort != Soort.VERLENGING:
            return None
        return Verklaring.objects.geldend().filter(school=self.school).order_by("einde", "nummer").first()

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
        eerste, tweede = _account("deskundige"), _account("jeugdarts")
        return self.doe(aanvraag, "deskundigen_aanwijzen", self.bureau, eerste=eerste.pk, tweede=tweede.pk)

    def eerste_advies(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        return self._advies(aanvraag, _account("deskundige"), teksten.ADVIES_EERSTE)

    def tweede_advies(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        return self._advies(aanvraag, _account("jeugdarts"), teksten.ADVIES_TWEEDE)

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
        bijeenkomst = _bijeenkomst(_dinsdag(timezone.localdate() + timedelta(days=1)))
        return self.doe(aanvraag, "agenderen", self.bureau, bijeenkomst=bijeenkomst.pk)

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
        return self.doe(aanvraag, naam, _account(wie))

    def bekendmaken(self, aanvraag: Tlvaanvraag) -> Tlvaanvraag:
        """The letter counts as sent on the day; the worker makes the PDF as soon as it runs."""
        if not aanvraag.is_afgesloten:
            return aanvraag
        aanvraag = bekendmaken(aanvraag, door=None)
        if self.nummer % 3:
            te_posten = Verzending.objects.filter(brief__object_id=aanvraag.pk, verzonden_op__isnull=True)
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
        if self.verhaal.daarna != GEPLAATST or begonnen > self.nu:
            return
        with op(max(begonnen, self.begin + timedelta(days=43))):
            vandaag = timezone.localdate().isoformat()
            nummer = f"V-{1000 + self.nummer}"
            self._doe_na(verklaring, "plaatsen", ontvanger, geplaatst_op=vandaag, leerlingnummer=nummer)

    def _doe_na(self, verklaring: Verklaring, naam: str, door: Gebruiker, **gegevens: Any) -> Verklaring:
        return verrichten(na_afgifte[naam], verklaring, door=door, data=gegevens)
