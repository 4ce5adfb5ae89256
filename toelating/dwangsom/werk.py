"""What bureau and directeur-bestuurder have to do because of notices of default, for where they begin their day."""

from collections.abc import Iterator

from swv.kern.werk import HOOGSTENS, Vak, Werkregel
from swv.organisaties.models import Gebruiker, Rolsoort
from toelating.dwangsom import teksten
from toelating.dwangsom.post import bureaupad
from toelating.dwangsom.selectors import open_standen
from toelating.dwangsom.stand import Dwangsomstand, Fase


def dwangsomwerk(gebruiker: Gebruiker) -> Iterator[Werkregel]:
    """A line for each notice with something to do, what comes first on top. Nothing, without a query, for others."""
    if not gebruiker.heeft_rol(Rolsoort.BUREAU, Rolsoort.DIRECTEUR):
        return
    for stand in open_standen(gebruiker)[:HOOGSTENS]:
        if stand.fase != Fase.OP_TIJD:
            yield _regel(stand)


def _regel(stand: Dwangsomstand) -> Werkregel:
    zaak = stand.rij.dossier
    uiterlijk = stand.vaststellen_tot if stand.kan_vastgesteld else stand.eerste_dag
    return Werkregel(
        titel=teksten.kop(stand),
        url=bureaupad(zaak),
        vak=Vak.TE_DOEN,
        badge="Ingebrekestelling",
        badgesoort="fout" if stand.bedrag else "aandacht",
        over=(zaak.kenmerk or "",),
        school=stand.rij.aanvraag.school.naam,
        zinnen=(teksten.zin(stand),),
        uiterlijk=uiterlijk,
        voor="Dwangsom vaststellen uiterlijk" if stand.kan_vastgesteld else "Dwangsom vanaf",
    )
