"""What stands with the first amounts of a dwangsom, until somebody changes it in the admin."""

GRONDSLAG = "Dit besluit berust op de artikelen 4:17 en 4:18 van de Algemene wet bestuursrecht."
RECHTSMIDDEL = (
    "U kunt bezwaar maken. Stuur uw bezwaar binnen zes weken na de dag waarop wij deze brief hebben verstuurd aan het "
    "samenwerkingsverband. Zet in uw bezwaar uw naam en adres, de datum, het kenmerk van deze brief en waarom u het "
    "niet met dit besluit eens bent. Zet uw handtekening eronder.\n\n"
    "Maakt u al bezwaar of beroep tegen de beslissing waar u op wachtte? Schrijf daarin dan ook dat u het niet eens "
    "bent met dit besluit over de dwangsom. Dan hoeft u geen apart bezwaar te maken."
)
BRON = "Algemene wet bestuursrecht, artikel 4:17, tweede lid. Controleer de bedragen en de ingangsdatum bij wetten.nl."
