"""What people read about a notice of default."""

from swv.kern.opmaak import datum, euro
from toelating.dwangsom.stand import Dwangsomstand, Fase
from toelating.models import Bezwaar, Ingebrekestelling

Stand = Ingebrekestelling.Stand


def kop(stand: Dwangsomstand) -> str:
    """The title of the warning for the bureau."""
    match stand.fase:
        case Fase.WACHT:
            assert stand.eerste_dag is not None
            return f"Ingebrekestelling: beslis vóór {datum(stand.eerste_dag)}"
        case Fase.LOOPT:
            return f"De dwangsom loopt: vandaag {euro(stand.bedrag)}"
        case Fase.VOL | Fase.GESTOPT:
            assert stand.vaststellen_tot is not None
            return f"Stel de dwangsom vast, uiterlijk {datum(stand.vaststellen_tot)}"
        case Fase.OP_TIJD:
            return "Ingebrekestelling: op tijd beslist"
        case _:
            return "Ingebrekestelling: de beslistermijn staat stil"


def zin(stand: Dwangsomstand) -> str:
    """What to do now, in one or two sentences."""
    match stand.fase:
        case Fase.WACHT:
            return "Is het besluit vóór deze dag bekendgemaakt? Dan is er geen dwangsom. Ondertekenen is niet genoeg."
        case Fase.LOOPT:
            return "De dwangsom stopt op de dag waarop het besluit bekend is gemaakt. Ondertekenen is niet genoeg."
        case Fase.VOL:
            return "De 42 dagen zijn om. De directeur-bestuurder stelt de dwangsom vast. Het besluit moet nog komen."
        case Fase.GESTOPT:
            wat = "Wat was gevraagd, is ingetrokken." if stand.is_ingetrokken else "Het besluit is bekend."
            return f"{wat} De directeur-bestuurder stelt de dwangsom vast."
        case Fase.OP_TIJD:
            return "Er is geen dwangsom. Het portaal sluit de ingebrekestelling vanzelf."
        case _:
            return "De eerste dag van de dwangsom is pas bekend als de termijn weer loopt."


def te_vroeg(stand: Dwangsomstand) -> str:
    """Why it matters that it came before the term had lapsed; nothing when it did not."""
    if not stand.rij.is_te_vroeg:
        return ""
    tot = f" Die loopt tot en met {datum(stand.termijn_tot)}." if stand.termijn_tot else ""
    return (
        f"De ingebrekestelling kwam te vroeg: de beslistermijn was nog niet voorbij.{tot} Wij rekenen uit "
        "voorzorg twee weken vanaf het einde van de termijn. Een te vroege ingebrekestelling kan ook een reden zijn om "
        "te besluiten dat er geen dwangsom is."
    )


def belemmering(stand: Dwangsomstand) -> str | None:
    """Why the dwangsom cannot be set yet; None when it can."""
    if stand.fase == Fase.ONBEKEND:
        return "De beslistermijn staat stil. Er loopt geen dwangsom."
    if stand.fase == Fase.OP_TIJD:
        return "Er is op tijd beslist. Er is geen dwangsom om vast te stellen."
    if stand.kan_vastgesteld:
        if stand.rijtarief is None:
            return "Er zijn geen bedragen voor deze dag. Vraag de beheerder om ze toe te voegen."
        return None
    assert stand.hoogstens_tot is not None
    return f"Dit kan als het besluit bekend is, of na {datum(stand.hoogstens_tot)}. Dan zijn de 42 dagen om."


def voor_school(rij: Ingebrekestelling) -> str:
    """How it stands with the notice, for who sent it."""
    if rij.stand == Stand.VASTGESTELD:
        assert rij.bedrag is not None
        return f"Wij hebben een dwangsom vastgesteld van {euro(rij.bedrag)}. De brief staat bij de brieven."
    if rij.stand == Stand.GEEN:
        return "Wij hebben besloten dat er geen dwangsom is. De brief staat bij de brieven."
    if rij.stand == Stand.INGETROKKEN:
        return "De ingebrekestelling is ingetrokken."
    if rij.stand == Stand.OP_TIJD:
        return "Er is op tijd beslist. Er is geen dwangsom."
    return "Vanaf die dag hebben wij twee weken om te beslissen. Daarna kunt u recht hebben op een dwangsom."


def over(rij: Ingebrekestelling) -> str:
    """What is waited for, as a letter says it."""
    return "de beslissing op uw bezwaar" if isinstance(rij.dossier, Bezwaar) else "het besluit op uw aanvraag"
