"""One small factory per model of voorzieningen; the same values every run."""

from datetime import date

import factory
from django.contrib.contenttypes.models import ContentType

from tests.factories.organisaties import GebruikerFactory, SchoolFactory
from voorzieningen.models import (
    Alias,
    Capaciteit,
    Checklist,
    Checklistantwoord,
    Checklisteditie,
    Checklistitem,
    Plaatsing,
    Profiel,
    Profielregel,
    Robot,
    Uitlening,
    Voorziening,
    Wachtplaats,
)


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


class RobotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Robot

    naam = factory.Sequence(lambda n: f"Robot {n:02d}")
    serienummer = factory.Sequence(lambda n: f"SN-{n:05d}")
    soort = "Tablethouder met tablet"


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
