"""The jaarplan of a year for a page: each ambition with its money, its priorities and its indicators."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from financien.models import Ambitie, Indicator, Meting, Prioriteit, Voortgang
from financien.selectors import Stand, standen


@dataclass(frozen=True)
class Prioriteitstand:
    """A priority with its notes, newest first."""

    prioriteit: Prioriteit
    notities: Sequence[Voortgang]

    @property
    def laatste(self) -> Voortgang | None:
        return self.notities[0] if self.notities else None

    @property
    def badge(self) -> str:
        """The kind of statusbadge that fits how it stands."""
        soorten = {
            Voortgang.Stand.OP_KOERS: "info",
            Voortgang.Stand.KLAAR: "succes",
            Voortgang.Stand.VERTRAAGD: "aandacht",
            Voortgang.Stand.GESTOPT: "fout",
        }
        return soorten.get(Voortgang.Stand(self.laatste.stand), "neutraal") if self.laatste else "neutraal"


@dataclass(frozen=True)
class Indicatorstand:
    """An indicator with what was measured, newest first; a later row for the same day replaced the earlier."""

    indicator: Indicator
    metingen: Sequence[Meting]

    @property
    def laatste(self) -> Meting | None:
        return self.metingen[0] if self.metingen else None

    @property
    def is_gehaald(self) -> bool | None:
        """Whether the newest value reaches the target; None while nothing was measured."""
        return None if self.laatste is None else self.indicator.is_gehaald(self.laatste.waarde)


@dataclass(frozen=True)
class Ambitiestand:
    """An ambition with its money (euros, its lines together), its priorities and its indicators."""

    ambitie: Ambitie
    geld: Stand | None
    prioriteiten: Sequence[Prioriteitstand]
    indicatoren: Sequence[Indicatorstand]

    @property
    def titels(self) -> dict[str, str]:
        """The captions of its tables: each is the only one with its name on the page."""
        code = self.ambitie.code
        return {"prioriteiten": f"Prioriteiten bij ambitie {code}", "indicatoren": f"Indicatoren bij ambitie {code}"}

    @property
    def posten(self) -> list[str]:
        """The lines that pay for it, by code and name."""
        return [str(post) for post in self.ambitie.posten.all()]


@dataclass(frozen=True)
class Jaarplan:
    """The ambitions of a year."""

    jaar: int
    ambities: Sequence[Ambitiestand]

    @property
    def plannen(self) -> str:
        """The ondersteuningsplannen that it follows from, each once."""
        return ", ".join(dict.fromkeys(a.ambitie.plan for a in self.ambities if a.ambitie.plan))

    @property
    def zin(self) -> str:
        """One sentence that says how the priorities and indicators stand."""
        laatste = [p.laatste for a in self.ambities for p in a.prioriteiten]
        klaar = sum(n is not None and n.stand == Voortgang.Stand.KLAAR for n in laatste)
        vertraagd = sum(n is not None and n.stand == Voortgang.Stand.VERTRAAGD for n in laatste)
        gemeten = [i.is_gehaald for a in self.ambities for i in a.indicatoren if i.is_gehaald is not None]
        aantal = "1 prioriteit" if len(laatste) == 1 else f"{len(laatste)} prioriteiten"
        begin = f"{aantal}: {klaar} klaar en {vertraagd} vertraagd."
        if not gemeten:
            return f"{begin} Er is nog niets gemeten."
        return f"{begin} Streefwaarde gehaald: {sum(gemeten)} van de {len(gemeten)} gemeten indicatoren."


def jaarplan_van(jaar: int) -> Jaarplan:
    """Everything of the jaarplan of a year; eight queries."""
    ambities = Ambitie.objects.filter(jaar=jaar).prefetch_related(
        "posten",
        Prefetch("prioriteiten", Prioriteit.objects.select_related("post__jaar")),
        Prefetch("prioriteiten__voortgang", Voortgang.objects.select_related("door")),
        "indicatoren__metingen",
    )
    geld = {regel.post.pk: regel.stand for regel in standen(jaar)}
    return Jaarplan(jaar, [_ambitiestand(ambitie, geld) for ambitie in ambities])


def _ambitiestand(ambitie: Ambitie, geld: dict[int, Stand]) -> Ambitiestand:
    van_posten = [geld[post.pk] for post in ambitie.posten.all() if post.pk in geld]
    return Ambitiestand(
        ambitie=ambitie,
        geld=sum(van_posten, Stand()) if van_posten else None,
        prioriteiten=[Prioriteitstand(p, list(p.voortgang.all())) for p in ambitie.prioriteiten.all()],
        indicatoren=[Indicatorstand(i, _per_dag(list(i.metingen.all()))) for i in ambitie.indicatoren.all()],
    )


def _per_dag(metingen: Sequence[Meting]) -> list[Meting]:
    """Newest first, per day only the last one entered."""
    return list({meting.datum: meting for meting in reversed(metingen)}.values())[::-1]
