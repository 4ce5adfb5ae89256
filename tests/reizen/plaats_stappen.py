"""Asking for a place in a facility, as a school fills it in."""

from aanvragen.models import Aanvraag
from tests.browser import Mens
from tests.reizen.hulp import kort, over
from tests.reizen.stappen import verstuurt


def vraagt_plaats(mens: Mens, plek: str, leerlingnummer: str) -> Aanvraag:
    """From the list of parts of the aanvraag to the receipt; `plek` is the facility as the form names it."""
    mens.volg("Vul in voor welke leerling")
    mens.vul("Voornaam", "Zoë")
    mens.vul("Achternaam", "Voorbeeld")
    mens.vul("Geboortedatum", f"30-4-{over(0).year - 14}")
    mens.vul("Leerlingnummer van uw school", leerlingnummer)
    mens.klik("Bewaren en verder")
    mens.page.get_by_label(plek).check()
    mens.vul("In welk leerjaar zit de leerling?", "2")
    mens.vul("Vanaf welke dag?", kort(over(14)))
    mens.vul("Tot en met welke dag?", kort(over(120)))
    mens.vul("Waarom heeft de leerling deze plaats nodig?", "De leerling loopt vast in de klas.")
    mens.vul("Wat deed u al?", "De mentor sprak elke week met de leerling.")
    mens.page.get_by_label("De ouders weten").check()
    mens.klik("Bewaren en verder")
    return verstuurt(mens)
