"""Payment batches: make one from what is due, make its file, and take in what the bank says.

The acts themselves (approve, offer, withdraw, report) stand in financien/workflow.py.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from financien.bankstatus import Bankantwoord, Melding, Uitslag, lees_bankstatus
from financien.fouten import BestandKloptNiet
from financien.models import Betaalbatch, Betaalbestand, Betaalregel, Betalingstermijn, Statusbestand
from financien.sepa import Betaler, Overboeking, maak_bestand
from financien.services.betaling import betaalvoorstel as boekingsvoorstel
from financien.services.bulk import boeken_bulk
from financien.services.database import vergrendelen
from financien.services.weigeringen import weigeringen
from financien.te_betalen import MEESTE_REGELS, Betaalvoorstel, Voorstelregel, betaalvoorstel
from financien.werkdagen import bankdag_vanaf, is_bankdag
from swv.kern.fouten import NietToegestaan, VoorwaardeNietVervuld
from swv.kern.models import Gebeurtenis
from swv.kern.nummering import volgend_nummer
from swv.kern.opmaak import datum, euro
from swv.organisaties.models import Gebruiker, Samenwerkingsverband

VERSTE_DAG = timedelta(days=31)
_NIETS = "In deze batch staat geen enkele betaling. Kies ten minste één termijn."
_AL_VERWERKT = "Een van deze betalingen is al verwerkt. Ga terug naar de batch en kijk opnieuw."
_EERST_ROUTE = "Trek deze batch in en maak een nieuwe."


# --- Make ------------------------------------------------------------------------------------------------


def controleer_uitvoerdatum(dag: date) -> None:
    """A day on which banks settle, from today to a month ahead. Raises VoorwaardeNietVervuld."""
    vandaag = timezone.localdate()
    if dag < vandaag:
        zin = "Deze dag is al voorbij. Kies vandaag of een latere dag."
    elif dag > vandaag + VERSTE_DAG:
        zin = f"Kies een dag tot en met {datum(vandaag + VERSTE_DAG)}: verder vooruit wordt niet betaald."
    elif not is_bankdag(dag):
        zin = f"Op {datum(dag)} verwerken banken geen betalingen. Kies bijvoorbeeld {datum(bankdag_vanaf(dag))}."
    else:
        return
    raise VoorwaardeNietVervuld(zin, velden={"uitvoerdatum": [zin]})


def betaalbatch_maken(*, termijnen: Collection[int], uitvoerdatum: date, door: Gebruiker) -> Betaalbatch:
    """Put these instalments (ids) in a new batch, each for all that is left of it. Nothing is paid yet.

    Raises NietToegestaan, or VoorwaardeNietVervuld when one of them cannot be paid (any more) or nothing is chosen.
    """
    if not door.has_perm("financien.betaalbatch_maken"):
        raise NietToegestaan("Alleen de controller kan een betaalbatch maken.")
    gekozen = set(termijnen)
    if not gekozen:
        raise VoorwaardeNietVervuld(_NIETS)
    if len(gekozen) > MEESTE_REGELS:
        raise VoorwaardeNietVervuld(f"Een batch heeft hoogstens {MEESTE_REGELS} betalingen. Maak er meer dan één.")
    controleer_uitvoerdatum(uitvoerdatum)
    with weigeringen(), transaction.atomic():
        vergrendelen(termijnen=gekozen)
        voorstel = betaalvoorstel(op=uitvoerdatum, alleen=gekozen)
        _alles_te_betalen(voorstel, gekozen)
        assert voorstel.eigen is not None
        batch = Betaalbatch.objects.create(
            kenmerk=f"B{uitvoerdatum.year}-{volgend_nummer('betaalbatch', uitvoerdatum.year):04d}",
            uitvoerdatum=uitvoerdatum,
            iban=voorstel.eigen.iban,
            tenaamstelling=voorstel.eigen.tenaamstelling,
            gemaakt_door=door,
        )
        Betaalregel.objects.bulk_create(_regels(batch, voorstel.regels))
        Gebeurtenis.objects.create(
            bron=batch,
            handeling="betaalbatch_maken",
            label="Batch gemaakt",
            door=door,
            naar_status=batch.status,
            toelichting=f"Aantal betalingen: {len(voorstel.regels)}, samen {euro(voorstel.totaal)}.",
        )
    return batch


def _regels(batch: Betaalbatch, regels: Sequence[Voorstelregel]) -> list[Betaalregel]:
    op_volgorde = sorted(regels, key=lambda regel: regel.termijn.pk)  # everybody locks instalments in this order
    return [
        Betaalregel(
            batch=batch,
            volgnummer=nummer,
            termijn=regel.termijn,
            rekening=regel.rekening,
            bedrag=regel.bedrag,
            iban=regel.rekening.iban,
            tenaamstelling=regel.rekening.tenaamstelling,
            omschrijving=_omschrijving(batch, regel.termijn),
            endtoend=f"{batch.kenmerk}-{nummer:04d}",
        )
        for nummer, regel in enumerate(op_volgorde, start=1)
    ]


def _omschrijving(batch: Betaalbatch, termijn: Betalingstermijn) -> str:
    """What the board reads on its statement: the kenmerk of the award, never a name. An award over two years has two
    first instalments."""
    kenmerk = termijn.verplichting.kenmerk or batch.kenmerk
    return f"Toekenning {kenmerk}, begroting {termijn.verplichting.post.jaar}, termijn {termijn.volgnummer}"


def _alles_te_betalen(voorstel: Betaalvoorstel, gekozen: Collection[int]) -> None:
    """Everything that was chosen can be paid. Raises VoorwaardeNietVervuld with the first that cannot."""
    if voorstel.eigen is None:
        raise VoorwaardeNietVervuld(
            "De eigen rekening van het samenwerkingsverband is nog niet bevestigd. Voer haar in bij Bankrekeningen."
        )
    if voorstel.apart:
        eerste = voorstel.apart[0]
        raise VoorwaardeNietVervuld(f"{eerste.termijn} kan niet worden betaald. {eerste.waarom} {eerste.doe}")
    kwijt = set(gekozen) - {regel.termijn.pk for regel in voorstel.regels}
    if kwijt:
        termijn = Betalingstermijn.objects.select_related("verplichting").filter(pk__in=kwijt).order_by("pk").first()
        if termijn is None:
            raise VoorwaardeNietVervuld("Een van de termijnen bestaat niet. Kijk opnieuw wat er te betalen is.")
        raise VoorwaardeNietVervuld(f"{termijn} {_waarom_niet(termijn)} Kijk opnieuw wat er te betalen is.")


def _waarom_niet(termijn: Betalingstermijn) -> str:
    regel = Betaalregel.objects.open().filter(termijn=termijn).select_related("batch").first()
    if regel:
        return f"staat al in betaalbatch {regel.batch.kenmerk}."
    if termijn.status == Betalingstermijn.Status.BETAALBAAR and termijn.vervaldatum:
        return f"kan betaald worden vanaf {datum(termijn.vervaldatum)}."
    return f"heeft nu de status ‘{termijn.get_status_display()}’."


# --- Approve ---------------------------------------------------------------------------------------------


def waarom_niet_goed_te_keuren(batch: Betaalbatch) -> str | None:
    """Why this batch cannot be approved as it is: since it was made a day passed or an account changed."""
    regels = list(batch.regels.select_related("rekening__bestuur"))
    if not regels:
        return f"{_NIETS} {_EERST_ROUTE}"
    if batch.uitvoerdatum < timezone.localdate():
        return f"De uitvoerdatum {datum(batch.uitvoerdatum)} is voorbij. {_EERST_ROUTE}"
    nu = {rij.bestuur_id: rij for rij in type(regels[0].rekening).objects.gebruikt_op(batch.uitvoerdatum)}
    eigen = nu.get(None)
    if eigen is None or not eigen.is_bruikbaar or eigen.iban != batch.iban:
        return f"De eigen rekening van het samenwerkingsverband is veranderd. {_EERST_ROUTE}"
    for regel in regels:
        rekening = nu.get(regel.rekening.bestuur_id)
        if rekening is None or rekening.pk != regel.rekening_id or not rekening.is_bruikbaar:
            return f"De rekening van {regel.rekening.van_wie} is veranderd. {_EERST_ROUTE}"
    return None


def bestand_maken(batch: Betaalbatch) -> Betaalbestand:
    """Make and keep the file of the batch, once. Call it inside the act that approves."""
    swv = Samenwerkingsverband.huidig()
    bericht = f"{swv.nummer}-{batch.kenmerk}"
    inhoud = maak_bestand(
        bericht=bericht,
        gemaakt_op=timezone.localtime(),
        uitvoerdatum=batch.uitvoerdatum,
        betaler=Betaler(naam=batch.tenaamstelling, iban=batch.iban, postcode=swv.postcode, plaats=swv.plaats),
        overboekingen=[
            Overboeking(
                kenmerk=regel.endtoend,
                naam=regel.tenaamstelling,
                iban=regel.iban,
                bedrag=regel.bedrag,
                omschrijving=regel.omschrijving,
            )
            for regel in batch.regels.order_by("volgnummer")
        ],
    )
    return Betaalbestand.objects.create(
        batch=batch, bericht=bericht, inhoud=inhoud, sha256=hashlib.sha256(inhoud).hexdigest()
    )


# --- What the bank says ----------------------------------------------------------------------------------


def regels_betaald(dagen: Mapping[Betaalregel, date], *, door: Gebruiker) -> None:
    """These payments were made, each on its day: the ledger books them in the same transaction, once per regel.

    Raises what `betalen` raises; then nothing was booked.
    """
    pks = [regel.pk for regel in dagen]
    vergrendelen(termijnen=[regel.termijn_id for regel in dagen])
    geteld = Betaalregel.objects.open().filter(pk__in=pks).update(staat=Betaalregel.Staat.BETAALD)
    if geteld != len(pks):
        raise VoorwaardeNietVervuld(_AL_VERWERKT)
    boeken_bulk(
        boekingsvoorstel(
            termijn=regel.termijn,
            bedrag=regel.bedrag,
            sleutel=f"betaalregel:{regel.pk}",
            door=door,
            betaald_op=dagen[regel],
        )
        for regel in sorted(dagen, key=lambda regel: regel.termijn_id)
    )


def regels_geweigerd(redenen: Mapping[int, str]) -> None:
    """The bank refused these payments (regel id to reason): their instalments are free for a next batch."""
    regels = list(Betaalregel.objects.open().filter(pk__in=redenen))
    if len(regels) != len(redenen):
        raise VoorwaardeNietVervuld(_AL_VERWERKT)
    for regel in regels:
        regel.staat, regel.reden = Betaalregel.Staat.GEWEIGERD, redenen[regel.pk][:200]
    Betaalregel.objects.bulk_update(regels, ["staat", "reden"])


def regels_van(batch: Betaalbatch) -> list[Betaalregel]:
    """The payments of a batch, with all that booking and showing them needs."""
    return list(
        batch.regels.select_related(
            "termijn__verplichting__post__jaar",
            "termijn__verplichting__boeking",
            "termijn__verplichting__school",
            "rekening__bestuur",
        ).order_by("volgnummer")
    )


def status_verwerken(batch: Betaalbatch, inhoud: bytes, *, door: Gebruiker) -> str:
    """Take in a status file of the bank, all of it or nothing, and say in a sentence what it said.

    A payment counts from the day on which the bank settled it; when the file gives none, from the day that we asked
    for. Payments that the bank still works on stay open. Raises BestandKloptNiet when the file is not about this
    batch, was read before, or says something else than an earlier one.
    """
    vinger = hashlib.sha256(inhoud).hexdigest()
    antwoord = lees_bankstatus(inhoud)
    if antwoord.bericht != batch.bestand.bericht:
        ander = Betaalbestand.objects.filter(bericht=antwoord.bericht).select_related("batch").first()
        hoort = f"bij batch {ander.batch.kenmerk}" if ander else "niet bij een betaling uit dit portaal"
        raise BestandKloptNiet(f"Dit statusbestand hoort {hoort}. Kies het bestand over {batch.kenmerk}.")
    if Statusbestand.objects.filter(sha256=vinger).exists():
        raise BestandKloptNiet("Dit statusbestand is al eerder ingelezen. Kies het nieuwste bestand van de bank.")
    betaald, geweigerd = _uitkomst(batch, regels_van(batch), antwoord)
    Statusbestand.objects.create(batch=batch, inhoud=inhoud, sha256=vinger, door=door)
    if betaald:
        regels_betaald(betaald, door=door)
    if geweigerd:
        regels_geweigerd(geweigerd)
    return f"Statusbestand gelezen: {len(betaald)} betaald, {len(geweigerd)} geweigerd."


def _uitkomst(
    batch: Betaalbatch, regels: Sequence[Betaalregel], antwoord: Bankantwoord
) -> tuple[dict[Betaalregel, date], dict[int, str]]:
    """Which open payments are now paid on which day, and which refused with which reason. Raises BestandKloptNiet."""
    onbekend = set(antwoord.per_kenmerk) - {regel.endtoend for regel in regels}
    if onbekend:
        raise BestandKloptNiet(
            f"In het bestand staat betaling {min(onbekend)}, en die zit niet in deze batch. Kies het goede bestand."
        )
    betaald: dict[Betaalregel, date] = {}
    geweigerd: dict[int, str] = {}
    for regel in regels:
        eigen = antwoord.per_kenmerk.get(regel.endtoend)
        melding = eigen or antwoord.voor_alle
        if melding is None or melding.uitslag == Uitslag.ONDERWEG:
            continue
        if regel.staat != Betaalregel.Staat.OPEN:
            if eigen:
                _zelfde_als_eerder(regel, eigen)
        elif melding.uitslag == Uitslag.BETAALD:
            betaald[regel] = _dag(batch, regel, melding)
        else:
            geweigerd[regel.pk] = melding.reden or "de bank geeft geen reden"
    return betaald, geweigerd


def _dag(batch: Betaalbatch, regel: Betaalregel, melding: Melding) -> date:
    """The day from which the payment counts. Raises BestandKloptNiet for one on which the bank cannot have paid."""
    dag = melding.betaald_op
    if dag is None:
        return batch.uitvoerdatum
    if not timezone.localdate(batch.aangemaakt_op) <= dag <= timezone.localdate():
        raise BestandKloptNiet(
            f"Betaling {regel.endtoend} is volgens het bestand betaald op {datum(dag)}. Dat kan niet: de batch is van "
            f"{datum(timezone.localdate(batch.aangemaakt_op))} en vandaag is het {datum(timezone.localdate())}. "
            "Vraag de bank wat klopt. Er is niets veranderd."
        )
    return dag


def _zelfde_als_eerder(regel: Betaalregel, melding: Melding) -> None:
    if regel.staat != melding.uitslag.value:
        raise BestandKloptNiet(
            f"Betaling {regel.endtoend} staat al op ‘{regel.get_staat_display()}’, maar dit bestand zegt "
            f"‘{melding.uitslag}’. Vraag de bank wat klopt. Er is niets veranderd."
        )
