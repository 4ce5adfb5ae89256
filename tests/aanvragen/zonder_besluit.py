"""What the tests of the kinds share about bad input, and of those that end with a promise or an answer."""

from typing import Any

import pytest

from aanvragen import workflow as acts
from aanvragen.models import Aanvraag
from swv.documenten.models import Brief
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Leerling
from tests.aanvragen.levensloop import concept, doe, indienen, momentopname
from tests.factories.aanvragen import maak_bijlage
from tests.personas import Personas

# A period that the bureau cannot plan in: what was typed, the field, the sentence. The clock says 13 October 2026.
FOUTE_PLANNING = [
    ({"van": "2-11-2026", "tot": "1-11-2026"}, "tot", "De einddatum ligt voor de begindatum."),
    ({"van": "1-9-2026", "tot": "12-10-2026"}, "tot", "Deze periode is al voorbij. Kies een dag die nog komt."),
    ({"van": "31-2-2027"}, "van", "De begindatum bestaat niet. Controleer de dag en de maand."),
    ({"tot": "1-9-2062"}, "tot", "De einddatum ligt meer dan vijf jaar vooruit."),
    ({"dagen": ""}, "dagen", "Vul in welke dagen u kunt."),
    ({"contact": ""}, "contact", "Vul in wie de planning op school regelt."),
]
# Today is in time, and a period may run over the first of August.
GOEDE_PLANNING = [
    {"van": "1-9-2026", "tot": "13-10-2026"},
    {"van": "1-6-2027", "tot": "30-9-2027"},
]
ZELFDE = {"leerlingnummer": "100234", "achternaam": "Jansen"}


def in_behandeling(p: Personas, soort: str, **anders: Any) -> Aanvraag:
    """A request of school A that lies with the bureau."""
    return doe(acts.in_behandeling_nemen, indienen(p, concept(p, soort, **anders)), p.bureau)


def toegezegd(p: Personas, soort: str, **anders: Any) -> str:
    """The words of the letter with which the bureau says yes."""
    aanvraag = doe(acts.toezeggen, in_behandeling(p, soort, **anders), p.bureau)
    return Brief.objects.van(aanvraag).get().html.replace("\xa0", " ")


def beantwoord(p: Personas, soort: str, *, naar: str = "", uitkomst: str = "") -> str:
    """The words of the letter with the answer of the bureau, after a referral to `naar`."""
    aanvraag = in_behandeling(p, soort)
    if naar:
        aanvraag = doe(acts.doorverwijzen, aanvraag, p.bureau, naar=naar, toelichting="Bel het aanmeldpunt.")
    aanvraag = doe(acts.beantwoorden, aanvraag, p.bureau, antwoord="Geef uitleg ook op papier.", uitkomst=uitkomst)
    return Brief.objects.van(aanvraag).get().html


def nog_een_keer(p: Personas, soort: str, **anders: Any) -> str:
    """The school asks for the same thing a second time: it is shown the first and sends only when it says so. Gives
    what it was shown."""
    eerste = indienen(p, concept(p, soort, **anders))
    tweede = concept(p, soort, **anders)
    versturen = acts.medetekening_vragen if tweede.declaratie.medetekening else acts.indienen
    with pytest.raises(Geweigerd) as fout:
        doe(versturen, tweede, p.coordinator)
    assert "Wilt u toch nog een aanvraag versturen?" in str(fout.value.velden["toch"])
    getoond = str(versturen.invoer(dossier=tweede, door=p.coordinator).fields["toch"].help_text)
    doe(versturen, tweede, p.coordinator, toch="on")
    return getoond.replace(eerste.kenmerk or "-", "A-1")


def weigert_ander_stuk(p: Personas, soort: str) -> bool:
    """A document that this kind does not ask is not taken and not kept."""
    aanvraag = concept(p, soort)
    voor = momentopname()
    with pytest.raises(Geweigerd, match="Kies bij welk onderdeel dit bestand hoort"):
        maak_bijlage(aanvraag, "onderzoeksrapport", door=p.coordinator)
    return momentopname() == voor


def is_leerling_van_eigen_school(p: Personas, soort: str) -> bool:
    """A number that another school uses too names a pupil of the own school, and shows nothing of the other."""
    elders = Leerling.objects.create(
        school=p.school_elders,
        leerlingnummer=ZELFDE["leerlingnummer"],
        voornaam="Ander",
        achternaam="Kind",
        geboortedatum="2012-01-01",
    )
    aanvraag = indienen(p, concept(p, soort, **ZELFDE))
    return aanvraag.leerling != elders and aanvraag.leerling.school == p.school
