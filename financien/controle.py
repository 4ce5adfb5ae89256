"""The ledger counted again in plain SQL, whatever the stored figures say. Run nightly and after every restore."""

from dataclasses import dataclass

import pgtrigger
from django.db import connection, transaction

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
    # the sum of a month is the sum of its regels
    """
    SELECT 'maandsom',
        p.code || ' ' || p.naam || ' (' || j.jaar || '), rekening ' || r.soort || ', ' || to_char(maand, 'MM-YYYY'),
        coalesce(m.bedrag, 0.00)::text, coalesce(s.som, 0.00)::text
    FROM (SELECT rekening_id, maand, bedrag FROM financien_maandsom) m
    FULL JOIN (
        SELECT rekening_id, date_trunc('month', ingangsdatum)::date AS maand, sum(bedrag) AS som
        FROM financien_boekingsregel GROUP BY 1, 2
    ) s USING (rekening_id, maand)
    JOIN financien_rekening r ON r.id = rekening_id
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    WHERE coalesce(m.bedrag, 0) <> coalesce(s.som, 0)
    ORDER BY j.jaar, p.volgorde, r.id, maand
    """,
    # I1: a booking adds up and is complete
    """
    SELECT 'boeking', b.id || ' ' || b.omschrijving, '0.00, ' || b.aantal_regels || ' regels',
        coalesce(s.som, 0.00) || ', ' || coalesce(s.aantal, 0) || ' regels'
    FROM financien_boeking b LEFT JOIN (
        SELECT boeking_id, sum(bedrag) AS som, count(*) AS aantal,
            min(ingangsdatum) AS eerste, max(ingangsdatum) AS laatste
        FROM financien_boekingsregel GROUP BY boeking_id
    ) s ON s.boeking_id = b.id
    WHERE s.som IS DISTINCT FROM 0 OR s.aantal <> b.aantal_regels
        OR s.eerste <> b.ingangsdatum OR s.laatste <> b.ingangsdatum
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
    # commitments and accounts say the same: per line, every account that follows rows
    """
    WITH rijen AS (
        SELECT post_id, 'toegekend' AS soort, bedrag - verschoven - betaald AS bedrag FROM financien_verplichting
        WHERE ingetrokken_met_id IS NULL
        UNION ALL SELECT post_id, 'vrijgevallen', -vrijgevallen FROM financien_verplichting
        UNION ALL SELECT post_id, 'betaald', betaald FROM financien_verplichting
        UNION ALL
        SELECT w.post_id, 'teruggevorderd', -w.bedrag FROM financien_terugvordering w
        WHERE NOT EXISTS (SELECT 1 FROM financien_boeking o WHERE o.keert_om_id = w.boeking_id)
        UNION ALL
        SELECT kant.post_id, kant.soort, kant.teken * s.bedrag
        FROM financien_verschuiving s
        JOIN financien_verplichting van ON van.id = s.van_id
        JOIN financien_verplichting naar ON naar.id = s.naar_id
        JOIN financien_boeking b ON b.id = naar.boeking_id AND b.soort = 'overheveling'
        CROSS JOIN LATERAL (VALUES (van.post_id, 'overgeheveld_uit', 1), (naar.post_id, 'overgeheveld_in', -1))
            AS kant (post_id, soort, teken)
        UNION ALL SELECT post_id, 'gereserveerd', bedrag FROM financien_reservering WHERE vervallen_met_id IS NULL
        UNION ALL SELECT post_id, 'reservering', -bedrag FROM financien_reservering WHERE vervallen_met_id IS NULL
    ), geteld AS (SELECT post_id, soort, sum(bedrag) AS bedrag FROM rijen GROUP BY post_id, soort)
    SELECT r.soort, p.code || ' ' || p.naam || ' (' || j.jaar || ')', r.saldo::text, coalesce(g.bedrag, 0.00)::text
    FROM financien_rekening r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    LEFT JOIN geteld g ON g.post_id = r.post_id AND g.soort = r.soort
    WHERE r.soort IN ('toegekend', 'vrijgevallen', 'betaald', 'teruggevorderd', 'overgeheveld_uit', 'overgeheveld_in',
        'gereserveerd', 'reservering') AND r.saldo <> coalesce(g.bedrag, 0)
    ORDER BY j.jaar, p.volgorde, r.id
    """,
    # the counters of a commitment are the sums of its rows
    """
    WITH rijen AS (
        SELECT verplichting_id, bedrag AS vrij, 0 AS betaald, 0 AS weg, 0 AS terug FROM financien_vrijval
        UNION ALL
        SELECT t.verplichting_id, 0, b.bedrag, 0, 0
        FROM financien_betaling b JOIN financien_betalingstermijn t ON t.id = b.termijn_id
        WHERE NOT EXISTS (SELECT 1 FROM financien_boeking o WHERE o.keert_om_id = b.boeking_id)
        UNION ALL SELECT van_id, 0, 0, bedrag, 0 FROM financien_verschuiving
        UNION ALL
        SELECT w.verplichting_id, 0, 0, 0, w.bedrag FROM financien_terugvordering w
        WHERE NOT EXISTS (SELECT 1 FROM financien_boeking o WHERE o.keert_om_id = w.boeking_id)
    ), geteld AS (
        SELECT verplichting_id, sum(vrij) AS vrij, sum(betaald) AS betaald, sum(weg) AS weg, sum(terug) AS terug
        FROM rijen GROUP BY verplichting_id
    )
    SELECT 'verplichting', v.kenmerk || ' ' || v.omschrijving,
        concat_ws(', ', 'vrij ' || v.vrijgevallen, 'betaald ' || v.betaald, 'verschoven ' || v.verschoven,
            'terug ' || v.teruggevorderd),
        concat_ws(', ', 'vrij ' || coalesce(g.vrij, 0.00), 'betaald ' || coalesce(g.betaald, 0.00),
            'verschoven ' || coalesce(g.weg, 0.00), 'terug ' || coalesce(g.terug, 0.00))
    FROM financien_verplichting v LEFT JOIN geteld g ON g.verplichting_id = v.id
    WHERE (v.vrijgevallen, v.betaald, v.verschoven, v.teruggevorderd)
        IS DISTINCT FROM (coalesce(g.vrij, 0), coalesce(g.betaald, 0), coalesce(g.weg, 0), coalesce(g.terug, 0))
    ORDER BY v.id
    """,
    # a commitment is the sum of its instalments, also of what was paid, moved or came back
    """
    SELECT 'termijnen', v.kenmerk || ' ' || v.omschrijving,
        concat_ws(', ', v.bedrag, 'vrij ' || v.vrijgevallen, 'betaald ' || v.betaald, 'verschoven ' || v.verschoven),
        concat_ws(', ', sum(t.bedrag), 'vrij ' || sum(t.vrijgevallen), 'betaald ' || sum(t.betaald),
            'verschoven ' || sum(t.verschoven))
    FROM financien_verplichting v LEFT JOIN financien_betalingstermijn t ON t.verplichting_id = v.id
    WHERE v.ingetrokken_met_id IS NULL
    GROUP BY v.id HAVING (v.bedrag, v.vrijgevallen, v.betaald, v.verschoven)
        IS DISTINCT FROM (sum(t.bedrag), sum(t.vrijgevallen), sum(t.betaald), sum(t.verschoven))
    """,
    # an instalment: what was paid is the sum of its payments, and its state follows from what is left
    """
    SELECT 'termijn', v.kenmerk || ' ' || v.omschrijving || ', termijn ' || t.volgnummer,
        t.betaald || ', ' || t.status,
        coalesce(b.som, 0.00) || ' van ' || (t.bedrag - t.vrijgevallen - t.verschoven)
    FROM financien_betalingstermijn t
    JOIN financien_verplichting v ON v.id = t.verplichting_id
    LEFT JOIN (
        SELECT termijn_id, sum(bedrag) AS som FROM financien_betaling b
        WHERE NOT EXISTS (SELECT 1 FROM financien_boeking o WHERE o.keert_om_id = b.boeking_id) GROUP BY termijn_id
    ) b ON b.termijn_id = t.id
    WHERE t.betaald <> coalesce(b.som, 0)
        OR (t.bedrag - t.vrijgevallen - t.verschoven - t.betaald > 0) <> (t.status IN ('open', 'betaalbaar'))
        OR (t.status = 'betaald') <> (t.betaald > 0 AND t.bedrag - t.vrijgevallen - t.verschoven - t.betaald = 0)
    ORDER BY v.id, t.volgnummer
    """,
    # an award that was withdrawn, and a reservation that lapsed, point at the booking that turned theirs round
    """
    SELECT 'ingetrokken', v.kenmerk || ' ' || v.omschrijving, coalesce(v.ingetrokken_met_id::text, 'geen'),
        coalesce(o.id::text, 'geen')
    FROM financien_verplichting v LEFT JOIN financien_boeking o ON o.keert_om_id = v.boeking_id
    WHERE v.ingetrokken_met_id IS DISTINCT FROM o.id
    UNION ALL
    SELECT 'reservering', b.omschrijving || ' ' || r.id, coalesce(r.vervallen_met_id::text, 'geen'),
        coalesce(o.id::text, 'geen')
    FROM financien_reservering r
    JOIN financien_boeking b ON b.id = r.boeking_id
    LEFT JOIN financien_boeking o ON o.keert_om_id = r.boeking_id
    WHERE r.vervallen_met_id IS DISTINCT FROM o.id
    """,
    # a regel names the award that the row of its booking belongs to, or of the booking that it turns round
    """
    WITH eigen AS (
        SELECT boeking_id, id AS verplichting_id FROM financien_verplichting
        UNION ALL
        SELECT b.boeking_id, t.verplichting_id
        FROM financien_betaling b JOIN financien_betalingstermijn t ON t.id = b.termijn_id
        UNION ALL SELECT boeking_id, verplichting_id FROM financien_vrijval
        UNION ALL SELECT boeking_id, verplichting_id FROM financien_terugvordering
    )
    SELECT 'toekenning', b.id || ' ' || b.omschrijving, coalesce(r.verplichting_id::text, 'geen'),
        coalesce(e.verplichting_id::text, 'geen')
    FROM financien_boekingsregel r
    JOIN financien_boeking b ON b.id = r.boeking_id
    LEFT JOIN eigen e ON e.boeking_id = coalesce(b.keert_om_id, b.id)
    WHERE r.verplichting_id IS DISTINCT FROM e.verplichting_id
    ORDER BY r.id
    """,
    # nothing is open in a closed year, and closed stands on every account of it
    """
    SELECT 'gesloten jaar', p.code || ' ' || p.naam || ' (' || j.jaar || '), rekening ' || r.soort, r.gesloten::text,
        (j.gesloten_op IS NOT NULL)::text
    FROM financien_rekening r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    WHERE r.gesloten <> (j.gesloten_op IS NOT NULL)
    """,
)
BEWAKING = frozenset(
    f"financien_{tabel}.{naam}"
    for tabel, namen in {
        "boeking": ("alleen_toevoegen", "boeking_sluit", "omkering_verwerken"),
        "boekingsregel": ("alleen_toevoegen", "regels_verwerken", "volgt_rij"),
        "maandsom": ("alleen_door_boeking", "niet_verwijderen"),
        "overschrijding": ("alleen_toevoegen", "op_tijd"),
        "vrijval": ("alleen_toevoegen", "vrijval_verwerken", "hoort_bij_boeking"),
        "betaling": ("alleen_toevoegen", "betaling_verwerken", "hoort_bij_boeking"),
        "terugvordering": ("alleen_toevoegen", "terugvordering_verwerken", "hoort_bij_boeking"),
        "verschuiving": ("alleen_toevoegen", "verschuiving_verwerken", "hoort_bij_boeking"),
        "reservering": ("niet_verwijderen", "vaste_kolommen", "begint_leeg", "hoort_bij_boeking"),
        "rekening": ("niet_verwijderen", "alleen_door_boeking", "alleen_met_post"),
        "verplichting": (
            "niet_verwijderen",
            "vaste_kolommen",
            "tellers_volgen_rijen",
            "begint_leeg",
            "intrekken_is_laatste",
            "hoort_bij_boeking",
        ),
        "betalingstermijn": (
            "niet_verwijderen",
            "vaste_kolommen",
            "tellers_volgen_rijen",
            "begint_leeg",
            "op_tijd",
            "onderweg_blijft_staan",
        ),
        "bankrekening": ("niet_verwijderen", "vaste_kolommen"),
        "betaalbatch": ("niet_verwijderen", "vaste_kolommen"),
        "betaalregel": ("niet_verwijderen", "vaste_kolommen", "past_bij_termijn", "betaald_is_geboekt"),
        "betaalbestand": ("alleen_toevoegen",),
        "statusbestand": ("alleen_toevoegen",),
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


def bewaking() -> frozenset[str]:
    """Every trigger that has to be on: those in plain SQL, and those that stand with their model."""
    bij_model = (
        f"{model._meta.db_table}.{trigger.get_pgid(model)}"
        for model, trigger in pgtrigger.registered()
        if model._meta.app_label == "financien"
    )
    return BEWAKING.union(bij_model)


def verschillen() -> list[Verschil]:
    """Count everything again; one query per subject, each one pass over its table.

    It may take longer than a page and use more memory for sorting; a ledger of a million regels takes some seconds.
    Row by row is no way to join whole tables, also when the database does not know yet how large they are, as just
    after a restore.
    """
    gevonden: list[Verschil] = []
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '128MB'; SET LOCAL enable_nestloop = off")
        for vraag in _VRAGEN:
            cursor.execute(vraag)
            gevonden += [Verschil(*rij) for rij in cursor.fetchall()]
        cursor.execute(_BEWAKING_AAN)
        aan = {naam for (naam,) in cursor.fetchall()}
    return gevonden + [Verschil("bewaking", naam, "uit", "aan") for naam in sorted(bewaking() - aan)]
