"""Until when an aanmelding or a thuiszitter is kept: as the dossier of a TLV, three years after the end. Nothing is
destroyed here. While something of a TLV of the same pupil is held, this is held too."""

from toelating import bewaren
from toelating.bewaren import Bewaring
from toelating.models import Aanmelding, Thuiszitter, Tlvaanvraag


def bewaring(dossier: Aanmelding | Thuiszitter) -> Bewaring:
    """The clock of one dossier; no day while it runs."""
    tot = dossier.einde_op + bewaren.DOSSIER if dossier.einde_op else None
    return Bewaring(einde=dossier.einde_op, dossier_tot=tot, besluit_tot=tot, gronden=_gronden(dossier))


def _gronden(dossier: Aanmelding | Thuiszitter) -> tuple[str, ...]:
    """What stands in the way at a TLV of this pupil, in words."""
    aanvragen = Tlvaanvraag.objects.filter(leerling=dossier.leerling_id).prefetch_related(
        "bezwaren", "vasthoudingen", "ingebrekestellingen"
    )
    return tuple(
        f"TLV-aanvraag {aanvraag.kenmerk}: {grond}"
        for aanvraag in aanvragen
        for grond in bewaren.gronden(
            list(aanvraag.bezwaren.all()),
            list(aanvraag.vasthoudingen.all()),
            [rij for rij in aanvraag.ingebrekestellingen.all() if rij.is_open],
        )
    )
