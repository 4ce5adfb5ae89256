"""The figures as pictures, each with its sentence and its table."""

from decimal import Decimal

from swv.kern.afschermen import is_klein
from swv.kern.grafieken import AANTAL, PROCENT, Deel, Grafiek, Reeks, Staaf, lijnen, staven
from toelating.cijfers.rapport import CATEGORIEEN, Rapport
from toelating.cijfers.tellen import Periode

KLEUREN = dict(zip(CATEGORIEEN, ("hoofd", "tweede", "derde", "plan"), strict=True))


def afgegeven_per_jaar(verslag: Rapport) -> Grafiek | None:
    """TLVs per school year and category. None when there is nothing, or when a small count would show outside."""
    jaren = sorted({int(jaar) for tellingen in verslag.per_jaar.values() for jaar in tellingen})
    aantallen = {
        jaar: {code: verslag.per_jaar.get(code, {}).get(str(jaar), 0) for code in CATEGORIEEN} for jaar in jaren
    }
    alle = [aantal for per_code in aantallen.values() for aantal in per_code.values()]
    if not any(alle) or (verslag.dicht and any(is_klein(aantal) for aantal in alle)):
        return None
    met_iets = [jaar for jaar in jaren if any(aantallen[jaar].values())]
    return staven(
        titel="Afgegeven TLV’s per schooljaar",
        zin=_zin({jaar: sum(aantallen[jaar].values()) for jaar in met_iets}),
        kop="Schooljaar",
        maat=AANTAL,
        staven=[
            Staaf(
                Periode(jaar).naam,
                [Deel(naam, Decimal(aantallen[jaar][code]), KLEUREN[code]) for code, naam in CATEGORIEEN.items()],
            )
            for jaar in met_iets
        ],
    )


def _zin(per_jaar: dict[int, int]) -> str:
    laatste = max(per_jaar)
    eerder = per_jaar.get(laatste - 1)
    begin = f"In {Periode(laatste).naam} zijn {per_jaar[laatste]} TLV’s afgegeven"
    return f"{begin}; een schooljaar eerder waren dat er {eerder}." if eerder is not None else f"{begin}."


def deelname_per_jaar(verslag: Rapport) -> Grafiek | None:
    """The share of vso beside the national one; None with fewer than two school years, or with a small count."""
    regels = verslag.deelname
    if len(regels) < 2 or (verslag.dicht and any(is_klein(regel.deelname.met_tlv) for regel in regels)):
        return None
    return lijnen(
        titel="Deelname aan het vso",
        zin=verslag.deelname_zin,
        kop="Schooljaar",
        maat=PROCENT,
        punten=[regel.deelname.periode.naam for regel in regels],
        reeksen=[
            Reeks("Deze regio", [regel.aandeel for regel in regels], "hoofd"),
            Reeks("Landelijk", [regel.vergelijking for regel in regels], "plan"),
        ],
    )
