"""One small factory per model of voorzieningen; the same values every run."""

from datetime import date, datetime, time, timedelta

import factory
from django.contrib.contenttypes.models import ContentType

from tests.factories.organisaties import GebruikerFactory, SchoolFactory
from voorzieningen.activiteiten import forms
from voorzieningen.models import (
    Aanwezigheid,
    Activiteit,
    Alias,
    Capaciteit,
    Checklist,
    Checklistantwoord,
    Checklisteditie,
    Checklistitem,
    Hulpmiddel,
    Inschrijving,
    Onderhoud,
    Plaatsing,
    Profiel,
    Profielregel,
    Robot,
    Sessie,
    Uitlening,
    Voorziening,
    Wachtplaats,
    Wijzeradvies,
    Wijzerstap,
)


def moment(dag: date, uur: int = 9) -> datetime:
    """Half past this hour, in the time of the portal."""
    return forms.moment(dag, time(uur, 30))


class VoorzieningFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Voorziening

    naam = factory.Sequence(lambda n: f"Voorziening {n}")
    slug = factory.Sequence(lambda n: f"voorziening-{n}")
    swv = "SWV VO Amsterdam-Diemen"
    sector = "vo"
    rubriek = Voorziening.Rubriek.COLLECTIEF
    soort = "begeleiding"
    geldig_van = date(2021, 8, 1)


class AliasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Alias

    voorziening = factory.SubFactory(VoorzieningFactory)
    naam = factory.Sequence(lambda n: f"Andere naam {n}")


class HulpmiddelFactory(factory.django.DjangoModelFactory):
    """Another kind of thing than a robot."""

    class Meta:
        model = Hulpmiddel

    code = factory.Sequence(lambda n: f"hulpmiddel-{n}")
    naam = factory.Sequence(lambda n: f"hulpmiddel {n}")
    meervoud = factory.LazyAttribute(lambda o: f"{o.naam}s")


class RobotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Robot

    naam = factory.Sequence(lambda n: f"Robot {n:02d}")
    serienummer = factory.Sequence(lambda n: f"SN-{n:05d}")
    soort = "Tablethouder met tablet"


class OnderhoudFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Onderhoud

    robot = factory.SubFactory(RobotFactory)
    van = date(2026, 9, 1)
    tot = date(2026, 9, 5)
    reden = "Nieuwe batterij"


class WijzerstapFactory(factory.django.DjangoModelFactory):
    """A situation to begin with; give `ouder` and no `groep` for a step below another."""

    class Meta:
        model = Wijzerstap

    slug = factory.Sequence(lambda n: f"stap-{n}")
    antwoord = factory.Sequence(lambda n: f"Situatie {n}")
    groep = factory.Maybe("ouder", "", Wijzerstap.Groep.LEERLING)
    ouder = None
    geldig_van = date(2026, 8, 1)


class WijzeradviesFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Wijzeradvies

    stap = factory.SubFactory(WijzerstapFactory)
    voorziening = factory.SubFactory(VoorzieningFactory)
    waarom = "Dit past bij de vraag."


class _MetBron(factory.django.DjangoModelFactory):
    """Any dossier will do as `bron`; a robot is one that this room has itself."""

    class Meta:
        abstract = True
        exclude = ["dossier"]

    dossier = factory.SubFactory(RobotFactory, status=Robot.Status.UIT_DIENST)
    content_type = factory.LazyAttribute(lambda o: ContentType.objects.get_for_model(o.dossier))
    object_id = factory.LazyAttribute(lambda o: o.dossier.pk)
    school = factory.SubFactory(SchoolFactory)


class UitleningFactory(_MetBron):
    class Meta:
        model = Uitlening

    class Params:
        aangeboden = factory.Trait(status=Uitlening.Status.AANGEBODEN, antwoord_uiterlijk=date(2026, 8, 19))
        uitgereikt = factory.Trait(status=Uitlening.Status.UITGEREIKT, uitgereikt_op=factory.SelfAttribute("van"))
        teruggebracht = factory.Trait(
            status=Uitlening.Status.TERUGGEBRACHT, teruggebracht_op=factory.SelfAttribute("tot")
        )
        vervallen = factory.Trait(status=Uitlening.Status.VERVALLEN)

    sleutel = factory.Sequence(lambda n: f"uitlening:{n}")
    robot = factory.SubFactory(RobotFactory)
    van = date(2026, 9, 1)
    tot = date(2026, 11, 30)


class WachtplaatsFactory(_MetBron):
    class Meta:
        model = Wachtplaats

    sleutel = factory.Sequence(lambda n: f"wachtplaats:{n}")
    van = date(2026, 9, 1)
    tot = date(2026, 11, 30)


class CapaciteitFactory(factory.django.DjangoModelFactory):
    """Two places in the school year of the tests."""

    class Meta:
        model = Capaciteit

    voorziening = factory.SubFactory(VoorzieningFactory)
    van = date(2026, 8, 1)
    tot = date(2027, 7, 31)
    aantal = 2


class PlaatsingFactory(_MetBron):
    class Meta:
        model = Plaatsing

    class Params:
        aangeboden = factory.Trait(
            status=Plaatsing.Status.AANGEBODEN,
            aangeboden_op=date(2026, 8, 14),
            antwoord_uiterlijk=date(2026, 8, 28),
        )
        geplaatst = factory.Trait(status=Plaatsing.Status.GEPLAATST, geplaatst_op=factory.SelfAttribute("van"))
        begonnen = factory.Trait(geplaatst=True, gevraagd_van=date(2026, 8, 3))
        beeindigd = factory.Trait(
            status=Plaatsing.Status.BEEINDIGD, gevraagd_van=date(2026, 8, 3), tot=date(2026, 8, 14), effect="bereikt"
        )
        vervallen = factory.Trait(status=Plaatsing.Status.VERVALLEN, reden_einde="Niet meer nodig.")

    sleutel = factory.Sequence(lambda n: f"plaatsing:{n}")
    voorziening = factory.SubFactory(VoorzieningFactory)
    gevraagd_van = date(2026, 9, 1)
    gevraagd_tot = date(2027, 7, 31)
    van = factory.SelfAttribute("gevraagd_van")
    tot = factory.SelfAttribute("gevraagd_tot")


class ActiviteitFactory(factory.django.DjangoModelFactory):
    """An Expertisedag in September, to which people can come on the list from July; its one meeting comes along."""

    class Meta:
        model = Activiteit
        skip_postgeneration_save = True

    class Params:
        in_concept = factory.Trait(status=Activiteit.Status.CONCEPT)
        gesloten = factory.Trait(status=Activiteit.Status.GESLOTEN)
        geweest = factory.Trait(
            status=Activiteit.Status.GEWEEST, begint=moment(date(2026, 8, 12)), inschrijven_tot=date(2026, 8, 11)
        )
        voorbij = factory.Trait(begint=moment(date(2026, 8, 12)), inschrijven_tot=date(2026, 8, 11))
        nu = factory.Trait(begint=moment(date(2026, 8, 15)), inschrijven_tot=date(2026, 8, 14))
        afgelast = factory.Trait(status=Activiteit.Status.AFGELAST, reden_afgelast="De spreker is verhinderd.")

    status = Activiteit.Status.OPEN
    kenmerk = factory.Sequence(lambda n: f"E-2627-{90_000 + n}")
    soort = Activiteit.Soort.EXPERTISEDAG
    titel = factory.Sequence(lambda n: f"Expertisedag {n}")
    schooljaar = 2026
    inschrijven_van = date(2026, 7, 1)
    inschrijven_tot = date(2026, 9, 7)
    begint = moment(date(2026, 9, 14))
    eindigt = factory.LazyAttribute(lambda rij: rij.begint + timedelta(hours=3))

    @factory.post_generation
    def sessie(self, create: bool, waarde: object, **anders: object) -> None:
        if create:
            self.eerste = SessieFactory(activiteit=self, begint=self.begint, eindigt=self.eindigt, **anders)


class SessieFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Sessie

    activiteit = factory.SubFactory(ActiviteitFactory)
    begint = moment(date(2026, 9, 14))
    eindigt = factory.LazyAttribute(lambda rij: rij.begint + timedelta(hours=3))
    plaats = "Bureau, zaal 1"


class InschrijvingFactory(factory.django.DjangoModelFactory):
    """A colleague on the list of an activity; with `persoon` somebody with an account."""

    class Meta:
        model = Inschrijving

    class Params:
        wacht = factory.Trait(status=Inschrijving.Status.WACHTLIJST)
        afgemeld = factory.Trait(status=Inschrijving.Status.AFGEMELD)

    status = Inschrijving.Status.INGESCHREVEN
    activiteit = factory.SubFactory(ActiviteitFactory)
    naam = factory.LazyAttributeSequence(lambda rij, n: rij.persoon.naam if rij.persoon else f"Collega {n:03d}")
    persoon = None
    school = factory.SubFactory(SchoolFactory)
    ingeschreven_door = factory.LazyAttribute(lambda rij: rij.persoon or GebruikerFactory())


class AanwezigheidFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Aanwezigheid

    inschrijving = factory.SubFactory(InschrijvingFactory)
    sessie = factory.LazyAttribute(lambda rij: rij.inschrijving.activiteit.sessies.first())
    is_aanwezig = True
    hoe = Aanwezigheid.Hoe.LIJST
    door = factory.LazyAttribute(lambda rij: rij.inschrijving.ingeschreven_door)


class ProfielregelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Profielregel
        django_get_or_create = ("geldig_van",)

    geldig_van = date(2020, 8, 1)


PROFIELTEKST = {
    "aanbod": {"aanbod": "Elke leerling heeft een mentor.", "extra": ""},
    "doelgroepen": {"doelgroepen": "Leerlingen met dyslexie."},
    "expertise": {"expertise": "Een orthopedagoog."},
    "voorzieningen": {"gebouw": "Een lift."},
    "grenzen": {"grenzen": "Geen medische handelingen."},
    "ambities": {"ambities": "Een rustige ruimte."},
    "contact": {"functie": "Coördinator", "email": "hulp@school.example", "telefoon": "", "website": ""},
}


class _SchooldossierFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    school = factory.SubFactory(SchoolFactory)
    opsteller = factory.SubFactory(GebruikerFactory)


class ProfielFactory(_SchooldossierFactory):
    """A concept that is complete; with a trait what became of it."""

    class Meta:
        model = Profiel
        skip_postgeneration_save = True

    class Params:
        voorgelegd = factory.Trait(status=Profiel.Status.VOORGELEGD)
        gepubliceerd = factory.Trait(
            status=Profiel.Status.GEPUBLICEERD,
            gepubliceerd_op=date(2026, 3, 1),
            gepubliceerd_door=factory.SelfAttribute("opsteller"),
            geldig_tot=factory.LazyAttribute(
                lambda rij: rij.gepubliceerd_op.replace(year=rij.gepubliceerd_op.year + 2)
            ),
        )
        te_oud = factory.Trait(gepubliceerd=True, gepubliceerd_op=date(2024, 8, 15))
        vervallen = factory.Trait(gepubliceerd=True, status=Profiel.Status.VERVALLEN, reden_einde="Vervangen.")

    antwoorden = factory.LazyFunction(lambda: {code: dict(deel) for code, deel in PROFIELTEKST.items()})

    @factory.post_generation
    def met(self, create: bool, extracted: list[Voorziening] | None, **kwargs: object) -> None:
        """The facilities that it names."""
        if create and extracted:
            self.voorzieningen.set(extracted)


class ChecklisteditieFactory(factory.django.DjangoModelFactory):
    """Two ijkpunten: of one question, and of eleven."""

    class Meta:
        model = Checklisteditie
        skip_postgeneration_save = True
        django_get_or_create = ("geldig_van",)

    naam = "Proefeditie"
    geldig_van = date(2020, 8, 1)

    @factory.post_generation
    def vragen(self, create: bool, extracted: object, **kwargs: object) -> None:
        if create and not self.items.exists():
            for ijkpunt, aantal in ((1, 1), (2, 11)):
                for nummer in range(1, aantal + 1):
                    Checklistitem.objects.create(
                        editie=self,
                        ijkpunt=ijkpunt,
                        volgnummer=nummer,
                        tekst=f"Vraag {ijkpunt}.{nummer}",
                        ijkpunt_titel=f"Titel {ijkpunt}",
                    )


class ChecklistFactory(_SchooldossierFactory):
    """A concept with the same answer everywhere (`overal`, or nothing); fixed with rows when `vastgesteld`."""

    class Meta:
        model = Checklist
        exclude = ["overal"]
        skip_postgeneration_save = True

    class Params:
        vastgesteld = factory.Trait(
            status=Checklist.Status.VASTGESTELD,
            vastgesteld_op=date(2026, 8, 10),
            vastgesteld_door=factory.SelfAttribute("opsteller"),
        )
        vervallen = factory.Trait(vastgesteld=True, status=Checklist.Status.VERVALLEN, reden_einde="Vervangen.")

    overal = "ja"
    editie = factory.SubFactory(ChecklisteditieFactory)
    schooljaar = 2026

    @factory.lazy_attribute
    def antwoorden(self) -> dict[str, dict[str, str]]:
        delen: dict[str, dict[str, str]] = {}
        for item in self.editie.items.all() if self.overal else ():
            delen.setdefault(f"ijkpunt-{item.ijkpunt}", {})[item.veld] = self.overal
        return delen

    @factory.post_generation
    def rijen(self, create: bool, extracted: dict[str, str] | None, **kwargs: object) -> None:
        """The answers as rows, with other ones by number in `rijen`."""
        if create and self.vastgesteld_op:
            for item in self.editie.items.all():
                getypt = self.antwoorden[f"ijkpunt-{item.ijkpunt}"][item.veld]
                antwoord = (extracted or {}).get(item.nummer, getypt)
                Checklistantwoord.objects.create(checklist=self, item=item, antwoord=antwoord)
