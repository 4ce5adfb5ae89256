"""Why there is no place for a pupil: plain Dutch sentences, kept with the proposal. They never name another pupil."""

from collections.abc import Mapping, Sequence

from swv.kern.opmaak import getal
from voorzieningen.models.schoolplaatsen import Schoolplaats
from voorzieningen.schoolwissel.passen import Bezwaar, Plek, Vraag
from voorzieningen.schoolwissel.toewijzen import Toewijzing

_WAAROM = {
    Bezwaar.EIGEN_SCHOOL: "is de eigen school",
    Bezwaar.VSO: "is speciaal onderwijs: daarvoor is een TLV nodig",
    Bezwaar.MET_DE_HAND: "is met de hand uitgesloten",
    Bezwaar.UITGESLOTEN: "is door de school uitgesloten",
    Bezwaar.BEREIK: "valt buiten de gekozen scholen",
    Bezwaar.ONDERSTEUNING: "heeft niet wat nodig is",
    Bezwaar.PROFIEL: "heeft het profiel niet",
}


def geen_plaats(toewijzing: Toewijzing, plekken: Sequence[Plek]) -> list[str]:
    """Why there is none: the conclusion, and then what stood in the way of each place of this level and year."""
    vraag = toewijzing.vraag
    wat = _wat(vraag)
    if vraag.vast:
        return ["Vastgezet door het bureau, maar op die school is geen plaats meer in dit niveau en leerjaar."]
    if toewijzing.opties:
        return [_vol(len(toewijzing.opties), sum(plek.vrij for plek in toewijzing.opties))]
    soortgenoten = [plek for plek in plekken if plek.niveau in vraag.niveaus and plek.leerjaar == vraag.leerjaar]
    if not soortgenoten:
        return [f"Er is op geen enkele school een vrije plaats voor {wat}."]
    return [f"Er is geen plaats voor {wat} binnen de gekozen scholen.", *_bezwaren(toewijzing.bezwaren)]


def _wat(vraag: Vraag) -> str:
    """Vmbo basis of vmbo kader, leerjaar 2."""
    namen = [niveau.label for niveau in Schoolplaats.Niveau if niveau in vraag.niveaus]
    return f"{' of '.join(namen)}, leerjaar {vraag.leerjaar}"


def _vol(scholen: int, plaatsen: int) -> str:
    if plaatsen == 1:
        return "Er past 1 plaats, maar die gaat naar een leerling die daar beter past of eerder is aangemeld."
    waar = "op 1 school" if scholen == 1 else f"op {scholen} scholen"
    return (
        f"Er passen {getal(plaatsen)} plaatsen {waar}, maar die gaan naar leerlingen die daar beter passen of eerder "
        "zijn aangemeld."
    )


def _bezwaren(bezwaren: Mapping[Bezwaar, int]) -> list[str]:
    return [
        f"{'Bij 1 plek' if bezwaren[soort] == 1 else f'Bij {bezwaren[soort]} plekken'}: de school {waarom}."
        for soort, waarom in _WAAROM.items()
        if bezwaren.get(soort)
    ]
