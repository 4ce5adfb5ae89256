"""The ledger counted again in plain SQL, whatever the stored figures say. Run nightly and after every restore."""

from dataclasses import dataclass

from django.db import connection

# Every query gives (what, which row, stored, counted) and only rows that differ.
_VRAGEN = (
    # I2: a stored balance is the sum of its regels
    """
    SELECT 'saldo', p.code || ' ' || p.naam || ' (' || j.jaar || '), rekening ' || r.soort, r.saldo::text,
        coalesce(s.som, 0.00)::text
    FROM financien_rekening r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    LEFT JOIN (SELECT rekening_id, sum(bedrag) AS som FROM financien_boekingsregel GROUP BY rekening_id) s
        ON s.rekening_id = r.id
    WHERE r.saldo <> coalesce(s.som, 0)
    ORDER BY j.jaar, p.volgorde, r.id
    """,
    # I1: a booking adds up and is complete
    """
    SELECT 'boeking', b.id || ' ' || b.omschrijving, '0.00, ' || b.aantal_regels || ' regels',
        coalesce(sum(r.bedrag), 0.00) || ', ' || count(r.id) || ' regels'
    FROM financien_boeking b LEFT JOIN financien_boekingsregel r ON r.boeking_id = b.id
    GROUP BY b.id HAVING coalesce(sum(r.bedrag), 0) <> 0 OR count(r.id) <> b.aantal_regels
        OR NOT coalesce(bool_and(r.ingangsdatum = b.ingangsdatum), true)
    """,
    # I3: a correction is the exact opposite of what it points at
    """
    SELECT 'omkering', o.id || ' ' || o.omschrijving, '0.00', sum(abs(t.bedrag))::text
    FROM financien_boeking o
    JOIN LATERAL (
        SELECT sum(r.bedrag) AS bedrag FROM financien_boekingsregel r
        WHERE r.boeking_id IN (o.id, o.keert_om_id) GROUP BY r.rekening_id
    ) t ON true
    WHERE o.keert_om_id IS NOT NULL GROUP BY o.id HAVING sum(abs(t.bedrag)) <> 0
    """,
    # I2: free room below zero only as far as approved by name
    """
    SELECT 'vrije ruimte', p.code || ' ' || p.naam || ' (' || j.jaar || ')', r.saldo::text,
        (-coalesce(g.som, 0.00)) || ' goedgekeurd'
    FROM financien_rekening r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    LEFT JOIN (SELECT post_id, sum(bedrag) AS som FROM financien_overschrijding GROUP BY post_id) g
        ON g.post_id = p.id
    WHERE r.soort = 'vrij' AND r.saldo < -coalesce(g.som, 0)
    """,
    # commitments and accounts say the same
    """
    SELECT 'toegekend', p.code || ' ' || p.naam, coalesce(v.bedrag, 0.00)::text, sum(r.saldo)::text
    FROM financien_rekening r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    LEFT JOIN (SELECT post_id, sum(bedrag) AS bedrag FROM financien_verplichting WHERE ingetrokken_met_id IS NULL
        GROUP BY post_id) v ON v.post_id = p.id
    WHERE r.soort IN ('toegekend', 'betaald')
    GROUP BY p.id, v.bedrag HAVING sum(r.saldo) <> coalesce(v.bedrag, 0)
    """,
    """
    SELECT 'vrijgevallen', p.code || ' ' || p.naam, coalesce(v.bedrag, 0.00)::text, (-r.saldo)::text
    FROM financien_rekening r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    LEFT JOIN (SELECT post_id, sum(vrijgevallen) AS bedrag FROM financien_verplichting GROUP BY post_id) v
        ON v.post_id = p.id
    WHERE r.soort = 'vrijgevallen' AND -r.saldo <> coalesce(v.bedrag, 0)
    """,
    # a commitment is the sum of its instalments, also of what came back
    """
    SELECT 'termijnen', v.kenmerk || ' ' || v.omschrijving, v.bedrag || ', vrij ' || v.vrijgevallen,
        sum(t.bedrag) || ', vrij ' || sum(t.vrijgevallen)
    FROM financien_verplichting v JOIN financien_betalingstermijn t ON t.verplichting_id = v.id
    WHERE v.ingetrokken_met_id IS NULL
    GROUP BY v.id HAVING sum(t.bedrag) <> v.bedrag OR sum(t.vrijgevallen) <> v.vrijgevallen
    """,
)
BEWAKING = frozenset(
    f"financien_{tabel}.{naam}"
    for tabel, namen in {
        "boeking": ("alleen_toevoegen", "boeking_sluit"),
        "boekingsregel": ("alleen_toevoegen", "regels_verwerken"),
        "overschrijding": ("alleen_toevoegen", "op_tijd"),
        "vrijval": ("alleen_toevoegen", "vrijval_verwerken"),
        "rekening": ("niet_verwijderen", "alleen_door_boeking", "alleen_met_post"),
        "verplichting": (
            "niet_verwijderen",
            "vaste_kolommen",
            "tellers_volgen_rijen",
            "begint_leeg",
            "intrekken_is_laatste",
        ),
        "betalingstermijn": ("niet_verwijderen", "vaste_kolommen"),
        "begrotingspost": ("vaste_kolommen", "krijgt_rekeningen"),
        "begrotingsjaar": ("sluit_rekeningen", "blijft_gesloten"),
    }.items()
    for naam in namen
)
_BEWAKING_AAN = """
    SELECT c.relname || '.' || t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relname LIKE 'financien\\_%'
"""


@dataclass(frozen=True)
class Verschil:
    """One row that differs: `rij` names it, `opgeslagen` is what stands there, `geteld` what it should be."""

    onderdeel: str
    rij: str
    opgeslagen: str
    geteld: str

    def __str__(self) -> str:
        return f"{self.onderdeel}: {self.rij} – opgeslagen {self.opgeslagen}, geteld {self.geteld}"


def verschillen() -> list[Verschil]:
    """Count everything again; one query per subject, each one pass over its table."""
    gevonden: list[Verschil] = []
    with connection.cursor() as cursor:
        for vraag in _VRAGEN:
            cursor.execute(vraag)
            gevonden += [Verschil(*rij) for rij in cursor.fetchall()]
        cursor.execute(_BEWAKING_AAN)
        aan = {naam for (naam,) in cursor.fetchall()}
    return gevonden + [Verschil("bewaking", naam, "uit", "aan") for naam in sorted(BEWAKING - aan)]
