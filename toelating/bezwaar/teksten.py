"""What people read about an objection: where it is, and what was done."""

from dataclasses import dataclass

from django.utils.text import capfirst

from swv.kern.workflow import Handeling
from toelating.models import Bezwaar, Bezwaarstatus

BADGES: dict[str, str] = {
    Bezwaarstatus.ONTVANGEN: "info",
    Bezwaarstatus.HERSTEL_GEVRAAGD: "aandacht",
    Bezwaarstatus.BIJ_LBT: "info",
    Bezwaarstatus.ADVIES_GEREED: "info",
    Bezwaarstatus.TER_ONDERTEKENING: "info",
    Bezwaarstatus.GEGROND: "succes",
    Bezwaarstatus.ONGEGROND: "neutraal",
    Bezwaarstatus.NIET_ONTVANKELIJK: "neutraal",
    Bezwaarstatus.INGETROKKEN: "neutraal",
}

# What is said after an act, to who did it.
GELUKT = {
    "toewijzen": "Het bezwaar is toegewezen.",
    "gegevens_verbeteren": "De gegevens zijn verbeterd.",
    "termijn_beoordelen": "Uw oordeel over de termijn is vastgelegd.",
    "herstel_vragen": "De brief met de vraag om herstel wordt gemaakt. De beslistermijn staat stil vanaf morgen.",
    "herstellen": "Het herstel is vastgelegd. De beslistermijn loopt weer.",
    "herstellen_bij_lbt": "Het herstel is vastgelegd. De beslistermijn loopt weer.",
    "herstel_afsluiten": "U gaat verder zonder herstel.",
    "herstel_afsluiten_bij_lbt": "U gaat verder zonder herstel.",
    "stuk_toevoegen": "Het stuk is toegevoegd.",
    "lbt_vragen": "Vastgelegd. U heeft nu veertien dagen voor het verweerschrift en de stukken.",
    "lbt_vragen_tijdens_herstel": "Vastgelegd. U heeft nu veertien dagen voor het verweerschrift en de stukken.",
    "verweer_schrijven": "Het verweerschrift is bewaard. U kunt het wijzigen tot u het verstuurt.",
    "bundel_maken": "De bundels worden gemaakt. Ververs de pagina over een paar minuten.",
    "verweer_versturen": "Vastgelegd dat verweerschrift en stukken zijn verstuurd.",
    "hoorzitting_vastleggen": "De hoorzitting is vastgelegd.",
    "lbt_advies_vastleggen": "Het advies van de LBT is vastgelegd.",
    "verdagen": "De beslissing is verdaagd. De brief wordt gemaakt.",
    "uitstellen": "Het uitstel is vastgelegd. De brief wordt gemaakt.",
    "voorleggen": "De beslissing ligt bij de directeur-bestuurder.",
    "tegemoetkomen": "De beslissing ligt bij de directeur-bestuurder.",
    "intrekken": "Het bezwaar is ingetrokken. De bevestiging wordt gemaakt.",
    "ingebrekestelling_vastleggen": "De ingebrekestelling is vastgelegd. Hier staat wanneer een dwangsom begint.",
    "ingebrekestelling_intrekken": "Vastgelegd dat de ingebrekestelling is ingetrokken.",
    "geen_dwangsom": "Het besluit is genomen. De brief wordt gemaakt.",
    "dwangsom_vaststellen": "De dwangsom is vastgesteld. De brief wordt gemaakt. Betaal binnen zes weken.",
}

UITLEG_INTREKKEN = (
    "Wij stoppen met de behandeling. Er komt geen beslissing op het bezwaar en het besluit blijft gelden.",
    "U krijgt een brief die bevestigt dat u het bezwaar heeft ingetrokken.",
    "U kunt dit niet terugdraaien. Na het einde van de bezwaartermijn kunt u niet opnieuw bezwaar maken.",
)


def gelukt(handeling: Handeling) -> str:
    return GELUKT.get(handeling.naam, f"{handeling.label}: gedaan.")


@dataclass(frozen=True)
class Stand:
    """Where an objection is, in a sentence that a parent could read."""

    badge: str
    badgesoort: str
    zin: str


_ZINNEN: dict[str, str] = {
    Bezwaarstatus.ONTVANGEN: "Wij bekijken het bezwaar. Daarna vragen wij advies aan de landelijke commissie (LBT).",
    Bezwaarstatus.HERSTEL_GEVRAAGD: "Het bezwaar is nog niet compleet. Wij wachten op de bezwaarmaker.",
    Bezwaarstatus.BIJ_LBT: "De landelijke commissie (LBT) bekijkt het bezwaar en geeft ons advies.",
    Bezwaarstatus.ADVIES_GEREED: "De landelijke commissie (LBT) gaf advies. Wij bereiden de beslissing voor.",
    Bezwaarstatus.TER_ONDERTEKENING: "De beslissing ligt bij de directeur-bestuurder.",
    Bezwaarstatus.GEGROND: "Het bezwaar is gegrond.",
    Bezwaarstatus.ONGEGROND: "Het bezwaar is ongegrond. Het besluit blijft zoals het was.",
    Bezwaarstatus.NIET_ONTVANKELIJK: "Het bezwaar is niet-ontvankelijk: het is niet inhoudelijk behandeld.",
    Bezwaarstatus.INGETROKKEN: "Het bezwaar is ingetrokken. Het besluit blijft zoals het was.",
}


def stand(bezwaar: Bezwaar) -> Stand:
    zin = _ZINNEN[bezwaar.status]
    if bezwaar.status == Bezwaarstatus.GEGROND:
        zin = f"{zin} {capfirst(bezwaar.get_gevolg_display())}."
    return Stand(str(Bezwaarstatus(bezwaar.status).label), BADGES[bezwaar.status], zin)
