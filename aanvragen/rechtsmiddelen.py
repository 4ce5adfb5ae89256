"""What somebody can do who disagrees with a letter: it follows the family of the letter. A decision of the Awb carries
the right to object, every other letter the complaint of the samenwerkingsverband itself."""

BESCHIKKING, TOEKENNINGSBRIEF = "beschikking", "toekenningsbrief"
KLACHT = (
    "Bel ons dan eerst. Vaak komen wij er samen uit.\n\n"
    "Lukt dat niet? Dan kunt u binnen zes weken na de datum van deze brief een klacht sturen aan de "
    "directeur-bestuurder van het samenwerkingsverband. Schrijf in uw klacht het kenmerk van deze brief, waar u het "
    "niet mee eens bent en waarom. Iemand die niet bij het besluit betrokken was, bekijkt uw klacht. U krijgt binnen "
    "zes weken antwoord."
)
BEZWAAR = (
    "Bel ons dan eerst. Vaak komen wij er samen uit.\n\n"
    "Lukt dat niet? Dan kunt u bezwaar maken. Stuur uw bezwaar aan het samenwerkingsverband, binnen zes weken na de "
    "dag waarop wij deze brief hebben verstuurd. Zet in uw bezwaar uw naam en adres, de datum, het kenmerk van deze "
    "brief en waarom u het niet met het besluit eens bent. Zet uw handtekening eronder.\n\n"
    "Het besluit blijft gelden zolang er nog niet op uw bezwaar is beslist."
)
GEWOON = {BESCHIKKING: BEZWAAR, TOEKENNINGSBRIEF: KLACHT}
# The word for the road that a letter of this family opens. Its text may name the other one too: to say that it is
# closed.
NOEMT = {BESCHIKKING: "bezwaar", TOEKENNINGSBRIEF: "klacht"}
_SCHRIJF = {
    BESCHIKKING: "Onder een beschikking staat hoe men bezwaar maakt, en binnen welke termijn. Schrijf dat op.",
    TOEKENNINGSBRIEF: "Onder een toekenningsbrief staat hoe men een klacht indient. Schrijf dat op.",
}


def wat_klopt_niet(tekst: str, briefsoort: str) -> str | None:
    """Why a text does not belong under a letter of this family: a Dutch sentence; None when it does. No text of one's
    own is always right: then the usual text of the family counts."""
    if not tekst.strip() or NOEMT.get(briefsoort, "") in tekst.lower():
        return None
    return f"{_SCHRIJF[briefsoort]} Of maak dit vak leeg: dan komt de gewone tekst in de brief."


def onder_brief(tekst: str, briefsoort: str) -> str:
    """What a letter of this family says: the own text as it was written, otherwise the usual one. The usual text of the
    other family is nobody's own text: it stayed behind when the family changed."""
    gewoon = {" ".join(rij.split()) for rij in GEWOON.values()}
    is_eigen = tekst.strip() and " ".join(tekst.split()) not in gewoon
    return tekst if is_eigen else GEWOON[briefsoort]
