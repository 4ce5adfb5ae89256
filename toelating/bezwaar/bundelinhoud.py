"""Which papers go to the LBT and to the objector, in which order.

What is written of the health of a pupil goes to nobody but the SWV, its experts and the board of the school (WVO (old)
art. 17a (14)). The LBT is the committee that the law makes advise (17a (13)), parents with authority read what is about
their child (AVG art. 15), and a board that objects is the board of the school: these get everything. Another interested
party, such as a parent without authority, gets the objection, the verweerschrift and the criteria, and the contents say
what is held back and why (Awb 7:4 (6)). Home addresses go to nobody.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from swv.documenten.bundel import PDF, Bundel, Stuk, maak_bundel
from swv.documenten.models import Bijlage
from swv.documenten.opslag import sha256_van
from swv.invullen.antwoorden import antwoordregels, bijlagen
from swv.kern.opmaak import datum
from swv.organisaties.models import Samenwerkingsverband
from toelating.bezwaar.stukken import VAN_BEZWAARMAKER, Stuksoort, label_van
from toelating.criteria import beoordeling
from toelating.models import Bezwaar, Deskundigenadvies
from toelating.models import Bundel as Bundelrij

NIET_VERSTREKT = (
    "Niet meegestuurd: gegevens over de gezondheid van de leerling gaan alleen naar de ouders met gezag, het "
    "schoolbestuur en de LBT."
)
BESCHADIGD = "Niet opgenomen: het bestand is beschadigd."
NIET_KLAAR = "Niet opgenomen: de brief wordt nog gemaakt."
GEEN_ARCHIEF = (
    "Deze bundel bevat bladen uit bestanden van anderen. Daarom voldoet hij niet zeker aan de normen voor archief "
    "(PDF/A) en toegankelijkheid (PDF/UA). De losse stukken staan in het dossier."
)
GEHEIM = "Deze stukken zijn vertrouwelijk. Geef ze niet door aan anderen."
ADRESVELDEN = frozenset({"ouder_1_adres", "ouder_2_adres", "leerling_adres", "postcode4"})


def bind(rij: Bundelrij) -> Bundel:
    """The papers of the objection for one reader."""
    bezwaar = rij.bezwaar
    return maak_bundel(
        titel=f"Stukken bij bezwaar {bezwaar.kenmerk}",
        onder=f"{Samenwerkingsverband.huidig().naam} · bezwaar {bezwaar.kenmerk}",
        inleiding=(
            f"Voor {rij.get_voor_display()}. Samengesteld op {datum(timezone.localdate())}.",
            GEHEIM,
            GEEN_ARCHIEF,
        ),
        stukken=stukken(bezwaar, voor=Bundelrij.Voor(rij.voor)),
    )


def stukken(bezwaar: Bezwaar, *, voor: Bundelrij.Voor) -> list[Stuk]:
    """Every paper in the order of the case. What this reader does not get is one line that says so: even the name of a
    file can tell of health."""
    alles = voor == Bundelrij.Voor.LBT or bezwaar.van != Bezwaar.Van.ANDER
    gevonden: list[Stuk] = []
    for naam, deel, met_gezondheid in DELEN:
        eigen = list(deel(bezwaar))
        gevonden += eigen if alles or not met_gezondheid or not eigen else [Stuk(naam, toelichting=NIET_VERSTREKT)]
    return gevonden


def _verweer(bezwaar: Bezwaar) -> Iterator[Stuk]:
    persoon = bezwaar.behandelaar
    yield _tekst("verweerschrift", "Verweerschrift", bezwaar, ondertekenaar=persoon)


def _bezwaarschrift(bezwaar: Bezwaar) -> Iterator[Stuk]:
    yield from _bestanden(bezwaar, *map(str, VAN_BEZWAARMAKER))


def _aanvraag(bezwaar: Bezwaar) -> Iterator[Stuk]:
    """The request as it was sent last, not what somebody typed since."""
    aanvraag = bezwaar.aanvraag
    versie = aanvraag.versies.first()
    delen = antwoordregels(aanvraag, versie.antwoorden if versie else None)
    for deel in delen:
        deel["regels"] = [regel for regel in deel["regels"] if regel["naam"] not in ADRESVELDEN]
    titel = f"Aanvraag {aanvraag.kenmerk}, zoals verstuurd"
    yield _tekst("aanvraag", titel, bezwaar, delen=delen, versie=versie)


def _bij_de_aanvraag(bezwaar: Bezwaar) -> Iterator[Stuk]:
    labels = {stuk.code: stuk.label for stuk in bezwaar.aanvraag.bewijsstukken} | {"aanvulling": "Aanvulling"}
    for bijlage in bijlagen(bezwaar.aanvraag):
        yield _bestand(bijlage, f"Bijlage: {labels.get(bijlage.soort, 'Overig')}")


def _adviezen(bezwaar: Bezwaar) -> Iterator[Stuk]:
    gegeven = bezwaar.aanvraag.deskundigenadviezen.filter(stand=Deskundigenadvies.Stand.INGEDIEND)
    for advies in gegeven.select_related("deskundige").order_by("rang"):
        yield _tekst("deskundige", f"Advies van de {advies.get_rang_display()}", bezwaar, advies=advies)


def _commissie(bezwaar: Bezwaar) -> Iterator[Stuk]:
    aanvraag = bezwaar.aanvraag
    if aanvraag.adviesbron:
        titel = f"Advies van {aanvraag.get_adviesbron_display()}"
        yield _tekst("advies", titel, bezwaar, beoordeling=beoordeling(aanvraag))


def _zienswijzen(bezwaar: Bezwaar) -> Iterator[Stuk]:
    zienswijzen = list(bezwaar.aanvraag.zienswijzen.all())
    if zienswijzen:
        yield _tekst("zienswijzen", "Wat ouders en leerling vinden", bezwaar, zienswijzen=zienswijzen)


def _besluit(bezwaar: Bezwaar) -> Iterator[Stuk]:
    brief = bezwaar.besluit
    titel = f"Besluit van {datum(brief.datum)}"
    if not brief.is_opgeslagen:
        yield Stuk(titel, toelichting=NIET_KLAAR)
        return
    inhoud = _lees(brief.pdf, brief.sha256)
    yield Stuk(titel, inhoud, PDF) if inhoud is not None else Stuk(titel, toelichting=BESCHADIGD)


def _criteria(bezwaar: Bezwaar) -> Iterator[Stuk]:
    yield _tekst("criteria", "Criteria voor toelaatbaarheid", bezwaar)


def _van_anderen(bezwaar: Bezwaar) -> Iterator[Stuk]:
    yield from _bestanden(bezwaar, Stuksoort.ANDER)


Deel = Callable[[Bezwaar], Iterator[Stuk]]
# In the order of the case; with whether something of the health of the pupil stands in it.
DELEN: tuple[tuple[str, Deel, bool], ...] = (
    ("Verweerschrift", _verweer, False),
    ("Bezwaarschrift", _bezwaarschrift, False),
    ("Aanvraag", _aanvraag, True),
    ("Bijlagen bij de aanvraag", _bij_de_aanvraag, True),
    ("Adviezen van de deskundigen", _adviezen, True),
    ("Advies over de aanvraag", _commissie, True),
    ("Wat ouders en leerling vinden", _zienswijzen, True),
    ("Besluit", _besluit, True),
    ("Criteria voor toelaatbaarheid", _criteria, False),
    ("Stukken van anderen", _van_anderen, True),
)


def _tekst(sjabloon: str, titel: str, bezwaar: Bezwaar, **context: Any) -> Stuk:
    gegevens = {
        "titel": titel,
        "bezwaar": bezwaar,
        "aanvraag": bezwaar.aanvraag,
        "swv": Samenwerkingsverband.huidig(),
        **context,
    }
    return Stuk(titel, html=render_to_string(f"bundels/{sjabloon}.html", gegevens))


def _bestanden(bezwaar: Bezwaar, *soorten: str) -> Iterator[Stuk]:
    gevonden = Bijlage.objects.van(bezwaar).filter(soort__in=soorten, verwijderd_op__isnull=True)
    volgorde = {soort: plek for plek, soort in enumerate(soorten)}
    for bijlage in sorted(gevonden, key=lambda rij: (volgorde[rij.soort], rij.op)):
        yield _bestand(bijlage, label_van(bijlage.soort))


def _bestand(bijlage: Bijlage, wat: str) -> Stuk:
    titel = f"{wat} ({bijlage.bestandsnaam})"
    inhoud = _lees(bijlage.bestand, bijlage.sha256)
    if inhoud is None:
        return Stuk(titel, toelichting=BESCHADIGD)
    return Stuk(titel, inhoud, bijlage.inhoudstype, sleutel=str(bijlage.pk))


def _lees(bestand: Any, sha256: str) -> bytes | None:
    """The content of a filed file; None when it is gone or not what was filed."""
    try:
        with bestand.open("rb") as open_:
            if sha256_van(open_) != sha256:
                return None
            inhoud: bytes = open_.read()
            return inhoud
    except OSError:
        return None
