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
_NIET_OVER = {BESCHIKKING: "klacht", TOEKENNINGSBRIEF: "bezwaar"}


def wat_klopt_niet(tekst: str, briefsoort: str) -> str | None:
    """Why a text does not belong under a letter of this family: a Dutch sentence; None when it does. No text of one's
    own is always right: then the usual text of the family counts."""
    woorden = tekst.lower()
    if not woorden.strip():
        return None
    leeg = "Of maak dit vak leeg: dan komt de gewone tekst in de brief."
    if (verkeerd := _NIET_OVER[briefsoort]) in woorden:
        goed = "bezwaar" if briefsoort == BESCHIKKING else "een klacht"
        return f"Onder een {briefsoort} hoort geen tekst over {verkeerd}. Schrijf hoe men {goed} indient. {leeg}"
    if briefsoort == BESCHIKKING and "bezwaar" not in woorden:
        return f"Onder een beschikking staat hoe men bezwaar maakt, en binnen welke termijn. Schrijf dat op. {leeg}"
    return None


def onder_brief(tekst: str, briefsoort: str) -> str:
    """What a letter of this family says: the own text where it belongs there, otherwise the usual one."""
    past = tekst.strip() and wat_klopt_niet(tekst, briefsoort) is None
    return tekst if past else GEWOON[briefsoort]
