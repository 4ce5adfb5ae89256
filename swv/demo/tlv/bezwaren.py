"""Objections to decisions of the demo, each through its own acts, by other people than those of the first decision."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from swv.demo.tijd import op
from swv.demo.tlv import antwoorden as teksten
from swv.demo.tlv.mensen import account
from swv.demo.tlv.verhalen import VERHALEN, Bezwaarverhaal, Verhaal, sleutel
from swv.demo.verteller import document
from swv.kern.handelingen import verrichten
from swv.organisaties.models import Gebruiker
from toelating.bezwaar.selectors import mogelijke_gevolgen
from toelating.bezwaar.services import bezwaar_registreren
from toelating.geldigheid import vroegste_einddatum
from toelating.models import Bezwaar, Bezwaarstatus, Tlvaanvraag
from toelating.workflow.bezwaar import bekendmaken, workflow


def bezwaren_laden(nu: datetime) -> int:
    """Play every objection that is not there yet. Gives how many are new."""
    bekend = set(Bezwaar.objects.values_list("sleutel", flat=True))
    nieuw = [
        Bezwaarverteller(verhaal, verhaal.bezwaar, nu)
        for verhaal in VERHALEN
        if verhaal.bezwaar and _sleutel(verhaal) not in bekend
    ]
    for verteller in sorted(nieuw, key=lambda verteller: verteller.begin):
        verteller.vertel()
    return len(nieuw)


def _sleutel(verhaal: Verhaal) -> Any:
    return sleutel(f"bezwaar/{verhaal.sleutel}")


def _pdf(titel: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{titel.lower().replace(' ', '-')}.pdf", document(titel), "application/pdf")


class Bezwaarverteller:
    """Plays one objection, step by step, until it is where its story ends."""

    def __init__(self, verhaal: Verhaal, bezwaar: Bezwaarverhaal, nu: datetime) -> None:
        self.verhaal, self.bezwaar = verhaal, bezwaar
        self.begin = nu - timedelta(days=verhaal.dagen - bezwaar.dag)
        self.aanvraag = Tlvaanvraag.objects.select_related("school__bestuur", "leerling").get(sleutel=verhaal.sleutel)
        self.bureau = self._behandelaar()

    def _behandelaar(self) -> Gebruiker:
        """Of the two colleagues the one who did not handle the request."""
        bureau = account("bureau")
        return account("bureau-collega") if self.aanvraag.behandelaar == bureau else bureau

    def vertel(self) -> None:
        stappen: list[tuple[int, Callable[[Bezwaar], Bezwaar]]] = [
            (2, self.lbt_vragen),
            (3, self.beoordelen),
            (6, self.verweren),
            (7, self.hoorzitting),
            (20, self.advies),
            (22, self.voorleggen),
            (25, self.besluiten),
            (26, lambda bezwaar: bekendmaken(bezwaar, door=None)),
        ]
        with op(self.begin):
            bezwaar = self.registreren()
        for dagen, stap in stappen:
            if bezwaar.status == self.bezwaar.einde and not self._gaat_verder(dagen):
                return
            with op(self.begin + timedelta(days=dagen)):
                bezwaar = stap(bezwaar)

    def _gaat_verder(self, dagen: int) -> bool:
        """At the LBT there is work to do, and a decision is made known."""
        bij_lbt = self.bezwaar.einde == Bezwaarstatus.BIJ_LBT
        return dagen <= 7 if bij_lbt else dagen == 26 and self.bezwaar.einde == Bezwaarstatus.ONGEGROND

    def doe(self, bezwaar: Bezwaar, naam: str, *, door: Gebruiker | None = None, **gegevens: Any) -> Bezwaar:
        bestanden = {sleutel: waarde for sleutel, waarde in gegevens.items() if isinstance(waarde, SimpleUploadedFile)}
        getypt = {sleutel: waarde for sleutel, waarde in gegevens.items() if sleutel not in bestanden}
        return verrichten(
            workflow[naam],
            bezwaar,
            door=door or self.bureau,
            data=getypt,
            files=bestanden,
            bevestigd_op=timezone.now(),
        )

    def registreren(self) -> Bezwaar:
        vandaag = timezone.localdate()
        van_bestuur = self.bezwaar.van == Bezwaar.Van.BESTUUR
        bestuur, leerling = self.aanvraag.school.bestuur, self.aanvraag.leerling
        assert leerling is not None
        return bezwaar_registreren(
            aanvraag=self.aanvraag,
            door=self.bureau,
            sleutel=_sleutel(self.verhaal),
            bestanden=[_pdf("Bezwaarschrift")],
            behandelaar=self.bureau if self.bezwaar.einde != Bezwaarstatus.ONTVANGEN else None,
            van=self.bezwaar.van,
            naam=bestuur.naam if van_bestuur else f"Ouder van {leerling.voornaam}",
            adres=f"{bestuur.adres}\n{bestuur.postcode} {bestuur.plaats}" if van_bestuur else teksten.ADRES,
            wijze=Bezwaar.Wijze.POST,
            dagtekening=vandaag - timedelta(days=2),
            ontvangen_op=vandaag,
            gronden=teksten.GRONDEN_BESTUUR if van_bestuur else teksten.GRONDEN_OUDERS,
            is_ondertekend=True,
        )

    def lbt_vragen(self, bezwaar: Bezwaar) -> Bezwaar:
        return self.doe(bezwaar, "lbt_vragen", op=_dag(timezone.localdate()), kenmerk=f"LBT-{bezwaar.kenmerk[-5:]}")

    def beoordelen(self, bezwaar: Bezwaar) -> Bezwaar:
        if not bezwaar.is_te_laat:
            return bezwaar
        return self.doe(bezwaar, "termijn_beoordelen", verschoonbaar="ja", reden=teksten.VERSCHOONBAAR)

    def verweren(self, bezwaar: Bezwaar) -> Bezwaar:
        bezwaar = self.doe(bezwaar, "verweer_schrijven", verweer=teksten.VERWEER)
        return self.doe(bezwaar, "bundel_maken")

    def hoorzitting(self, bezwaar: Bezwaar) -> Bezwaar:
        dag = timezone.localdate() + timedelta(days=12)
        return self.doe(bezwaar, "hoorzitting_vastleggen", op=_dag(dag))

    def advies(self, bezwaar: Bezwaar) -> Bezwaar:
        return self.doe(
            bezwaar,
            "lbt_advies_vastleggen",
            advies=self.bezwaar.advies,
            op=_dag(timezone.localdate()),
            tekst=teksten.LBT[self.bezwaar.advies],
            bestand=_pdf("Advies van de LBT"),
        )

    def voorleggen(self, bezwaar: Bezwaar) -> Bezwaar:
        """The bureau follows the advice; an objection that is right leads to a TLV."""
        ingang = timezone.localdate() + timedelta(days=30)
        tlv: dict[str, Any] = {
            "gevolg": str(mogelijke_gevolgen(bezwaar)[0]),
            "categorie": self.aanvraag.gevraagde_categorie,
            "ingang": _dag(ingang),
            "einde": _dag(vroegste_einddatum(ingang)),
        }
        gegrond = self.bezwaar.advies == Bezwaar.Lbtadvies.GEGROND
        return self.doe(
            bezwaar,
            "voorleggen",
            voorstel=self.bezwaar.advies,
            motivering=teksten.LBT[self.bezwaar.advies],
            **(tlv if gegrond else {}),
        )

    def besluiten(self, bezwaar: Bezwaar) -> Bezwaar:
        return self.doe(bezwaar, "ongegrond_verklaren", door=account("directeur"))


def _dag(dag: date) -> str:
    return dag.isoformat()
