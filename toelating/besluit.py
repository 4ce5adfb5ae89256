"""The decision in the making: how it begins with the advice, what it lacks, whether it deviates, and whether its days
are right."""

from collections import defaultdict
from datetime import date

from swv.kern.opmaak import datum
from swv.organisaties.models import Leerling
from toelating.criteria import bezwaar_tegen_voorstel, vraagt_weging
from toelating.geldigheid import (
    bezwaar_tegen_geldigheid,
    einddatum,
    schooljaren,
    signaal_bij_ingang,
    vroegste_einddatum,
)
from toelating.models import Categorie, Soort, Tlvaanvraag, Verklaring, Voorstel, Zienswijze
from toelating.models.verklaring import ONGELDIG
from toelating.onderdelen.basis import jaren_in_woorden
from toelating.verlenging import begindag, bezwaren_tegen_verlenging


def begin_besluit(aanvraag: Tlvaanvraag) -> None:
    """Let the concept decision say what the advice says. The bureau changes it where it has reasons to."""
    aanvraag.reden_afwijking = aanvraag.reden_duur = aanvraag.weging = ""
    if not aanvraag.advies_toelaatbaar:
        aanvraag.voorstel, aanvraag.categorie, aanvraag.ingang, aanvraag.einde = Voorstel.AFWIJZEN, "", None, None
        return
    aanvraag.voorstel, aanvraag.categorie = Voorstel.AFGEVEN, aanvraag.advies_categorie
    aanvraag.ingang = begindag(aanvraag)
    assert aanvraag.ingang is not None
    aanvraag.einde = einddatum(aanvraag.ingang, schooljaren=aanvraag.advies_schooljaren or 1)


def neem_voorstel_over(
    aanvraag: Tlvaanvraag,
    *,
    voorstel: str,
    motivering: str,
    categorie: str = "",
    ingang: date | None = None,
    einde: date | None = None,
    reden_duur: str = "",
    reden_afwijking: str = "",
    reactie_zienswijzen: str = "",
    weging: str = "",
) -> None:
    """Let the request say what the bureau drafted. What does not belong to this decision is left out; nothing is
    stored. `gebreken` says what it lacks."""
    wil_afgeven = voorstel == Voorstel.AFGEVEN
    aanvraag.voorstel, aanvraag.motivering = voorstel, motivering
    aanvraag.categorie = categorie if wil_afgeven and not aanvraag.is_pro else ""
    aanvraag.ingang, aanvraag.einde = (ingang, einde) if wil_afgeven else (None, None)
    aanvraag.reden_duur = reden_duur if is_maatwerk(aanvraag) else ""
    aanvraag.reden_afwijking = reden_afwijking if wijkt_af(aanvraag) else ""
    aanvraag.reactie_zienswijzen = reactie_zienswijzen
    aanvraag.weging = weging if _waarom_wegen(aanvraag) else ""


def gebreken(aanvraag: Tlvaanvraag) -> dict[str, list[str]]:
    """What the drafted decision lacks, per field: a decision names its reasons (Awb 3:46), also for another decision
    than the advice (3:50), and what was done with the views."""
    zinnen: dict[str, list[str]] = defaultdict(list)
    if aanvraag.voorstel == Voorstel.AFGEVEN:
        for veld, zin in _gebreken_afgifte(aanvraag):
            zinnen[veld].append(zin)
    if (anders := wijkt_af(aanvraag)) and not aanvraag.reden_afwijking:
        zinnen["reden_afwijking"].append(f"{' '.join(anders)} Schrijf op waarom u iets anders voorstelt.")
    if vraagt_reactie(aanvraag) and not aanvraag.reactie_zienswijzen:
        zinnen["reactie_zienswijzen"].append(
            "Iemand is het niet eens, of er is een zienswijze op het voorgenomen besluit. Schrijf op wat u ermee doet."
        )
    if not aanvraag.weging and (waarom := _waarom_wegen(aanvraag)):
        zinnen["weging"].append(waarom)
    return dict(zinnen)


def _waarom_wegen(aanvraag: Tlvaanvraag) -> str | None:
    """What asks for reasons about the national criteria: they contradict each other, or the decision goes against
    them."""
    if vraagt_weging(aanvraag):
        return "De criteria spreken elkaar tegen, of er ontbreken scores. Schrijf op hoe u ze weegt."
    zin = bezwaar_tegen_voorstel(aanvraag, wil_afgeven=aanvraag.voorstel == Voorstel.AFGEVEN)
    return f"{zin} Schrijf op waarom u iets anders voorstelt." if zin else None


def _gebreken_afgifte(aanvraag: Tlvaanvraag) -> list[tuple[str, str]]:
    zinnen = []
    if not aanvraag.categorie and not aanvraag.is_pro:
        zinnen.append(("categorie", "Kies de categorie."))
    if not aanvraag.ingang:
        zinnen.append(("ingang", "Vul de ingangsdatum in."))
    if not aanvraag.einde:
        vroegste = f" De vroegste is {datum(vroegste_einddatum(aanvraag.ingang))}." if aanvraag.ingang else ""
        zinnen.append(("einde", f"Vul de einddatum in.{vroegste}"))
    if aanvraag.ingang and aanvraag.einde:
        dagen = bezwaren_tegen_dagen(aanvraag, aanvraag.ingang, aanvraag.einde)
        zinnen += [("einde", zin) for zin in dagen]
        if not dagen and is_maatwerk(aanvraag) and not aanvraag.reden_duur:
            gewoon = jaren_in_woorden(aanvraag.regeling.gewone_duur)
            zinnen.append(("reden_duur", f"De TLV geldt langer dan {gewoon}. Schrijf op waarom dat nodig is."))
    return zinnen


def afwijkingen(
    aanvraag: Tlvaanvraag, *, voorstel: str, categorie: str, ingang: date | None, einde: date | None
) -> list[str]:
    """In what a decision differs from the advice, in words; nothing when it follows it (Awb 3:50)."""
    if voorstel == Voorstel.BUITEN_BEHANDELING or aanvraag.advies_toelaatbaar is None:
        return []
    wil_afgeven = voorstel == Voorstel.AFGEVEN
    if wil_afgeven != aanvraag.advies_toelaatbaar:
        geadviseerd = "toelaatbaar" if aanvraag.advies_toelaatbaar else "niet toelaatbaar"
        return [f"Het advies is: {geadviseerd}."]
    if not wil_afgeven:
        return []
    zinnen = []
    if categorie != aanvraag.advies_categorie:
        zinnen.append(f"Het advies is: categorie {Categorie(aanvraag.advies_categorie).label}.")
    if ingang and einde and schooljaren(ingang, einde) != aanvraag.advies_schooljaren:
        zinnen.append(f"Het advies is: {jaren_in_woorden(aanvraag.advies_schooljaren or 0)}.")
    return zinnen


def wijkt_af(aanvraag: Tlvaanvraag) -> list[str]:
    """In what the decision that lies ready differs from the advice."""
    return afwijkingen(
        aanvraag,
        voorstel=aanvraag.voorstel,
        categorie=aanvraag.categorie,
        ingang=aanvraag.ingang,
        einde=aanvraag.einde,
    )


def vraagt_reactie(aanvraag: Tlvaanvraag) -> bool:
    """Somebody does not agree, or answered to the proposed decision: the letter says what was done with it."""
    return any(
        rij.akkoord == Zienswijze.Akkoord.NEE or rij.over == Zienswijze.Over.ADVIES
        for rij in aanvraag.zienswijzen.all()
    )


def bezwaren_tegen_dagen(
    aanvraag: Tlvaanvraag, ingang: date, einde: date, *, behalve: Verklaring | None = None
) -> list[str]:
    """Why a TLV cannot count on these days for this pupil; `behalve` is one that it takes the place of."""
    zinnen = [zin] if (zin := bezwaar_tegen_geldigheid(ingang, einde)) else []
    leerling = aanvraag.leerling
    if leerling and leerling.geboortedatum >= ingang:
        zinnen.append(
            f"De leerling is geboren op {datum(leerling.geboortedatum)}, na de ingangsdatum. Controleer beide datums."
        )
    if ander := overlappende(aanvraag, ingang, einde, behalve=behalve):
        zinnen.append(
            f"Deze leerling heeft al TLV {ander.nummer}, van {datum(ander.ingang)} tot en met "
            f"{datum(ander.geldig_tot)}. Kies een ingangsdatum na die dag."
        )
    if (vorige := gewijzigde(aanvraag)) and not vorige.is_geldend:
        zinnen.append(
            f"TLV {vorige.nummer} geldt niet meer: {vorige.get_status_display().lower()}. De categorie ervan kan dus "
            "niet meer veranderen. Vraag de school een nieuwe TLV aan te vragen."
        )
    return zinnen + bezwaren_tegen_verlenging(aanvraag, ingang)


def gewijzigde(aanvraag: Tlvaanvraag) -> Verklaring | None:
    """The TLV that another category takes the place of."""
    return aanvraag.vorige if aanvraag.soort == Soort.CATEGORIE else None


def overlappende(
    aanvraag: Tlvaanvraag,
    ingang: date,
    einde: date,
    *,
    leerling: Leerling | None = None,
    behalve: Verklaring | None = None,
) -> Verklaring | None:
    """Another TLV of this pupil that counts on one of these days; not the one that this request changes, and not
    `behalve`. `leerling` is who it is for while it is a draft. No query when the TLVs of the pupil were fetched along.
    """
    leerling = leerling or aanvraag.leerling
    if leerling is None:
        return None
    blijft_niet = (gewijzigde(aanvraag), behalve)
    for ander in leerling.verklaringen.all():
        if (
            ander.status not in ONGELDIG
            and ander not in blijft_niet
            and ander.ingang <= einde
            and ander.geldig_tot >= ingang
        ):
            return ander
    return None


def signalen(aanvraag: Tlvaanvraag, vandaag: date) -> list[str]:
    """What to look at once more before signing; nothing of it stops a decision."""
    zinnen = [zin] if aanvraag.ingang and (zin := signaal_bij_ingang(aanvraag.ingang, vandaag)) else []
    if oneens := _wie_het_niet_eens_zijn(aanvraag):
        zinnen.append(f"Niet eens: {', '.join(oneens)}.")
    if len({advies.toelaatbaar for advies in aanvraag.deskundigenadviezen.all() if advies.is_gegeven}) > 1:
        zinnen.append("De deskundigen zijn het niet eens.")
    if aanvraag.weging:
        zinnen.append("De criteria spreken elkaar of het voorstel tegen. Lees de weging.")
    return zinnen


def _wie_het_niet_eens_zijn(aanvraag: Tlvaanvraag) -> list[str]:
    wie = [rij.get_van_display() for rij in aanvraag.zienswijzen.all() if rij.akkoord == Zienswijze.Akkoord.NEE]
    return list(dict.fromkeys(wie))


def is_maatwerk(aanvraag: Tlvaanvraag) -> bool:
    """Longer than this procedure usually gives."""
    if aanvraag.ingang is None or aanvraag.einde is None:
        return False
    return schooljaren(aanvraag.ingang, aanvraag.einde) > aanvraag.regeling.gewone_duur


def duur_in_woorden(aanvraag: Tlvaanvraag) -> str:
    """For how many whole school years; nothing without days."""
    if aanvraag.ingang is None or aanvraag.einde is None:
        return ""
    return jaren_in_woorden(schooljaren(aanvraag.ingang, aanvraag.einde))
