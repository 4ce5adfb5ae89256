"""The decision in the making: how it begins with the advice, whether it deviates, and whether its days are right."""

from datetime import date

from swv.kern.opmaak import datum
from toelating.geldigheid import bezwaar_tegen_geldigheid, einddatum, schooljaren, signaal_bij_ingang
from toelating.models import Categorie, Tlvaanvraag, Verklaring, Voorstel
from toelating.models.verklaring import ONGELDIG
from toelating.onderdelen.basis import jaren_in_woorden


def begin_besluit(aanvraag: Tlvaanvraag) -> None:
    """Let the concept decision say what the advice says. The bureau changes it where it has reasons to."""
    aanvraag.reden_afwijking = aanvraag.reden_duur = aanvraag.weging = ""
    if not aanvraag.advies_toelaatbaar:
        aanvraag.voorstel, aanvraag.categorie, aanvraag.ingang, aanvraag.einde = Voorstel.AFWIJZEN, "", None, None
        return
    aanvraag.voorstel, aanvraag.categorie = Voorstel.AFGEVEN, aanvraag.advies_categorie
    aanvraag.ingang = aanvraag.gevraagde_ingang
    assert aanvraag.ingang is not None
    aanvraag.einde = einddatum(aanvraag.ingang, schooljaren=aanvraag.advies_schooljaren or 1)


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
        zinnen.append(f"Geadviseerd is categorie {Categorie(aanvraag.advies_categorie).label}.")
    if ingang and einde and schooljaren(ingang, einde) != aanvraag.advies_schooljaren:
        zinnen.append(f"Geadviseerd is {jaren_in_woorden(aanvraag.advies_schooljaren or 0)}.")
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
    return zinnen


def overlappende(
    aanvraag: Tlvaanvraag, ingang: date, einde: date, *, behalve: Verklaring | None = None
) -> Verklaring | None:
    """Another TLV of this pupil that counts on one of these days; not the one that this request changes."""
    anders = Verklaring.objects.filter(
        leerling=aanvraag.leerling_id, ingang__lte=einde, geldig_tot__gte=ingang
    ).exclude(status__in=ONGELDIG)
    if aanvraag.vorige_id and aanvraag.soort == "categorie":
        anders = anders.exclude(pk=aanvraag.vorige_id)
    if behalve is not None:
        anders = anders.exclude(pk=behalve.pk)
    return anders.first()


def signalen(aanvraag: Tlvaanvraag, vandaag: date) -> list[str]:
    """What to look at once more before signing; nothing of it stops a decision."""
    return [zin for zin in (signaal_bij_ingang(aanvraag.ingang, vandaag) if aanvraag.ingang else None,) if zin]


def is_maatwerk(aanvraag: Tlvaanvraag) -> bool:
    """Longer than this procedure usually gives."""
    if aanvraag.ingang is None or aanvraag.einde is None:
        return False
    return schooljaren(aanvraag.ingang, aanvraag.einde) > aanvraag.regeling.gewone_duur
