"""Reckon a proposal and keep it. Work of the worker; see `toewijzen` for the rule."""

from collections.abc import Iterable, Sequence

from django.db import transaction

from voorzieningen.models import Wisselronde, Wisseluitkomst, Wisselvoorstel
from voorzieningen.schoolwissel import selectors, uitleg
from voorzieningen.schoolwissel.passen import REGEL, Plek, Term
from voorzieningen.schoolwissel.toewijzen import Toewijzing, onrecht, toewijzen


class VerdelingNietStabiel(Exception):
    """Some pupils could rightly complain about what was reckoned; it is not kept."""


@transaction.atomic
def voorstel_berekenen(ronde_pk: str) -> Wisselvoorstel | None:
    """The proposal that was last asked for; an earlier call already made it when None. Raises VerdelingNietStabiel."""
    ronde = Wisselronde.objects.select_for_update(no_key=True).get(pk=ronde_pk)  # schools go on registering
    if ronde.status != Wisselronde.Status.LOOPT or ronde.gevraagd_op is None:
        return None
    if ronde.voorstellen.filter(gevraagd_op=ronde.gevraagd_op).exists():
        return None
    plekken = selectors.plekken(ronde.schooljaar)
    toewijzingen = toewijzen(selectors.vragen(ronde), plekken)
    if klagers := onrecht(toewijzingen, plekken):
        raise VerdelingNietStabiel(len(klagers))
    laatste = selectors.voorstel(ronde)
    voorstel = Wisselvoorstel.objects.create(
        ronde=ronde,
        nummer=laatste.nummer + 1 if laatste else 1,
        gevraagd_op=ronde.gevraagd_op,
        regel=REGEL,
        plekken=sum(plek.vrij for plek in plekken),
    )
    ronde.wissels.exclude(niet_gestuurd="").update(niet_gestuurd="")
    Wisseluitkomst.objects.bulk_create(_uitkomst(voorstel, rij, plekken) for rij in toewijzingen)
    return voorstel


def _uitkomst(voorstel: Wisselvoorstel, rij: Toewijzing, plekken: Sequence[Plek]) -> Wisseluitkomst:
    uitkomst = Wisseluitkomst(voorstel=voorstel, wissel_id=rij.vraag.sleutel)
    if rij.plek is None or rij.passing is None:
        uitkomst.redenen = _paren(Term(zin) for zin in uitleg.geen_plaats(rij, plekken))
        return uitkomst
    uitkomst.school_id, uitkomst.niveau = rij.plek.school, rij.plek.niveau
    uitkomst.punten = rij.passing.punten
    uitkomst.redenen = _paren(rij.passing.termen)
    return uitkomst


def _paren(termen: Iterable[Term]) -> list[tuple[str, int]]:
    """As they are stored: the sentence and its points."""
    return [(term.tekst, term.punten) for term in termen]
