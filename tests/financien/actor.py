"""Somebody who does every act of the ledger, for tests in which many do so at once."""

from datetime import date
from decimal import Decimal

from financien import services
from swv.kern.fouten import Geweigerd
from swv.organisaties.models import Rolsoort
from tests.factories.financien import hevel_over, persoon


class Actor:
    """One person who does every act in turn on the same line, its twin of the next year and the same sources."""

    def __init__(self, wie, post, volgend, bronnen, weigeringen):
        self.wie, self.post, self.volgend = wie, post, volgend
        self.bronnen, self.weigeringen = bronnen, weigeringen
        self.controller, self.directeur = persoon(Rolsoort.CONTROLLER), persoon(Rolsoort.DIRECTEUR)

    def __call__(self):
        for n in range(3):
            bron, sleutel = self.bronnen[(self.wie + n) % len(self.bronnen)], f"{self.wie}-{n}"
            for verplichting in self.toekennen(bron, sleutel, Decimal(5 + n)):
                self.uitvoeren(verplichting)
            self.doe(services.reservering_vervallen, bron=bron, sleutel=f"z{sleutel}")
            self.doe(services.wijziging, post=self.volgend, bedrag=Decimal(-2), besluit="ALV", sleutel=f"w{sleutel}")

    def doe(self, act, **opties):
        try:
            return act(**{"door": self.controller, **opties})
        except Geweigerd as weigering:
            self.weigeringen.append(weigering)
            return None

    def toekennen(self, bron, sleutel, bedrag):
        """Request, award in one year and over two, costs beside it; the awards that were made."""
        verdeling = [(self.post, bedrag), (self.volgend, Decimal(4))]
        self.doe(services.reserveren, bron=bron, verdeling=verdeling, sleutel=f"r{sleutel}")
        over_jaren = self.doe(
            services.verplichten_over_jaren,
            bron=bron,
            verdeling=[(self.post, Decimal(6)), (self.volgend, Decimal(4))],
            omschrijving="Over jaren",
            sleutel=f"o{sleutel}",
        )
        los = self.doe(
            services.verplichten,
            bron=bron,
            post=self.post,
            bedrag=Decimal(7),
            omschrijving="Los",
            sleutel=f"a{sleutel}",
            door=self.directeur,
        )
        self.doe(services.kosten_boeken, post=self.post, bedrag=Decimal(3), omschrijving="Huur", sleutel=f"k{sleutel}")
        return [*(over_jaren or []), *([los] if los else [])]

    def uitvoeren(self, verplichting):
        """Pay, recover, release, move and carry over one euro each of an award."""
        termijn = verplichting.termijnen.get()
        opties = {"verplichting": verplichting, "bedrag": Decimal(1), "reden": "proef"}
        ander = self.volgend if verplichting.post_id == self.post.pk else self.post
        self.doe(
            services.betalen,
            termijn=termijn,
            bedrag=Decimal(2),
            sleutel=f"b{termijn.pk}",
            betaald_op=date(2026, 11, 20),
        )
        self.doe(services.terugvorderen, sleutel=f"t{verplichting.pk}", **opties)
        self.doe(services.vrijgeven, sleutel=f"v{verplichting.pk}", **opties)
        self.doe(services.herverdelen, post=ander, sleutel=f"h{verplichting.pk}", **opties)
        if ander == self.volgend:
            self.doe(lambda **_: hevel_over(verplichting, sleutel=f"x{verplichting.pk}"))
