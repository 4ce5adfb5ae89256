-- A regel names the award that it belongs to (financien_boekingsregel.verplichting_id), so a report per school or kind
-- need not walk along every award. The database fills it in and compares it with the row of the booking (SWV18).

-- The award that a booking belongs to: that of its row, or of the row of what it turns round. Key look-ups only.
CREATE FUNCTION financien_toekenning_van(p_boeking uuid) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
DECLARE
    v_boeking uuid := (SELECT coalesce(b.keert_om_id, b.id) FROM financien_boeking b WHERE b.id = p_boeking);
    v_termijn bigint;
    v_toekenning uuid;
BEGIN
    SELECT v.id INTO v_toekenning FROM financien_verplichting v WHERE v.boeking_id = v_boeking;
    IF v_toekenning IS NULL THEN
        SELECT b.termijn_id INTO v_termijn FROM financien_betaling b WHERE b.boeking_id = v_boeking;
        SELECT t.verplichting_id INTO v_toekenning FROM financien_betalingstermijn t WHERE t.id = v_termijn;
    END IF;
    IF v_toekenning IS NULL THEN
        SELECT w.verplichting_id INTO v_toekenning FROM financien_vrijval w WHERE w.boeking_id = v_boeking;
    END IF;
    IF v_toekenning IS NULL THEN
        SELECT w.verplichting_id INTO v_toekenning FROM financien_terugvordering w WHERE w.boeking_id = v_boeking;
    END IF;
    RETURN v_toekenning;
END $$;

-- The same for a booking as financien_boeken reads it, after its rows and before its regels. Costs and the budget have
-- no row and ask nothing.
CREATE FUNCTION financien_toekenning_bij(p_boeking jsonb) RETURNS uuid LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF p_boeking ?| ARRAY['verplichting', 'vrijval', 'betaling', 'terugvordering'] OR p_boeking ->> 'keert_om_id' IS NOT NULL THEN
        RETURN financien_toekenning_van((p_boeking ->> 'id')::uuid);
    END IF;
    RETURN NULL;
END $$;


-- 1. What was booked before ------------------------------------------------------------------------------------

SET LOCAL statement_timeout = 0;  -- a large ledger takes longer than a page may
ALTER TABLE financien_boekingsregel DISABLE TRIGGER alleen_toevoegen;
WITH eigen AS (
    SELECT v.boeking_id, v.id AS verplichting_id FROM financien_verplichting v
    UNION ALL
    SELECT b.boeking_id, t.verplichting_id FROM financien_betaling b JOIN financien_betalingstermijn t ON t.id = b.termijn_id
    UNION ALL SELECT w.boeking_id, w.verplichting_id FROM financien_vrijval w
    UNION ALL SELECT w.boeking_id, w.verplichting_id FROM financien_terugvordering w
), alle AS (
    SELECT e.boeking_id, e.verplichting_id FROM eigen e
    UNION ALL
    SELECT o.id, e.verplichting_id FROM eigen e JOIN financien_boeking o ON o.keert_om_id = e.boeking_id
)
UPDATE financien_boekingsregel r SET verplichting_id = alle.verplichting_id FROM alle WHERE alle.boeking_id = r.boeking_id;
SET CONSTRAINTS ALL IMMEDIATE;  -- a table with checks that still wait cannot be altered
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE financien_boekingsregel ENABLE TRIGGER alleen_toevoegen;


-- 2. Booking and its guard -------------------------------------------------------------------------------------

-- Of these bookings, every regel names the award that its row belongs to, and every account that follows rows moved by
-- what its row says.
CREATE OR REPLACE FUNCTION financien_regels_hebben_rij(p_boekingen uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_boeking uuid;
    v_post bigint;
    v_soort text;
    v_toekenning uuid;
    geboekt record;
BEGIN
    FOREACH v_boeking IN ARRAY p_boekingen LOOP
        v_toekenning := financien_toekenning_van(v_boeking);
        IF EXISTS (
            SELECT 1 FROM financien_boekingsregel r
            WHERE r.boeking_id = v_boeking AND r.verplichting_id IS DISTINCT FROM v_toekenning
        ) THEN
            RAISE EXCEPTION 'A regel of booking % does not name its award', v_boeking USING ERRCODE = 'SWV18';
        END IF;
        CONTINUE WHEN (SELECT b.keert_om_id FROM financien_boeking b WHERE b.id = v_boeking) IS NOT NULL;
        FOR geboekt IN
            SELECT r.rekening_id, sum(r.bedrag) AS bedrag FROM financien_boekingsregel r
            WHERE r.boeking_id = v_boeking GROUP BY r.rekening_id
        LOOP
            SELECT k.post_id, k.soort INTO v_post, v_soort FROM financien_rekening k WHERE k.id = geboekt.rekening_id;
            CONTINUE WHEN v_soort IN ('begroting', 'wijziging', 'vrij', 'kosten', 'te_ontvangen');
            IF geboekt.bedrag IS DISTINCT FROM financien_volgens_rij(v_boeking, v_post, v_soort) THEN
                RAISE EXCEPTION 'Booking % moves % on % and no row says so', v_boeking, geboekt.bedrag, v_soort
                    USING ERRCODE = 'SWV18';
            END IF;
        END LOOP;
    END LOOP;
END $$;

-- The accounts of costs and of the budget follow no rows: a booking on those alone pays for one look, unless it names an
-- award.
CREATE OR REPLACE FUNCTION financien_volgt_rij() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    boekingen uuid[];
BEGIN
    SELECT array_agg(DISTINCT n.boeking_id) INTO boekingen FROM nieuw n
    WHERE n.verplichting_id IS NOT NULL OR (SELECT k.soort FROM financien_rekening k WHERE k.id = n.rekening_id)
        NOT IN ('begroting', 'wijziging', 'vrij', 'kosten', 'te_ontvangen');
    IF boekingen IS NOT NULL THEN
        PERFORM financien_regels_hebben_rij(boekingen);
    END IF;
    RETURN NULL;
END $$;
-- As in 0010; and a regel gets the award of its booking.
CREATE OR REPLACE FUNCTION financien_regels_boeken(p_boeking jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    aantal bigint;
    v_toekenning uuid := financien_toekenning_bij(p_boeking);
BEGIN
    INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum, verplichting_id)
    SELECT (p_boeking ->> 'id')::uuid, gevonden.rekening_id, gevonden.bedrag, (p_boeking ->> 'ingangsdatum')::date, v_toekenning
    FROM (
        SELECT n.bedrag, (SELECT r.id FROM financien_rekening r WHERE r.post_id = n.post AND r.soort = n.soort) AS rekening_id
        FROM jsonb_to_recordset(p_boeking -> 'regels') AS n (post bigint, soort text, bedrag numeric)
    ) gevonden
    WHERE gevonden.rekening_id IS NOT NULL
    ORDER BY gevonden.rekening_id;
    GET DIAGNOSTICS aantal = ROW_COUNT;
    IF aantal <> jsonb_array_length(p_boeking -> 'regels') THEN
        RAISE EXCEPTION 'An account of this booking does not exist' USING ERRCODE = 'SWV15';
    END IF;
END $$;

-- As in 0010; and a regel gets the award of its booking.
CREATE OR REPLACE FUNCTION financien_boeken_reeks(p_boekingen jsonb)
RETURNS TABLE (nummer bigint, boeking_id uuid, is_nieuw boolean) LANGUAGE plpgsql AS $$
DECLARE
    anders text;
    nieuwe jsonb;
    verwacht bigint;
    aantal bigint;
BEGIN
    INSERT INTO financien_boeking (id, sleutel, inhoud, soort, omschrijving, boekdatum, ingangsdatum, geboekt_op,
        door_id, aantal_regels, keert_om_id, content_type_id, object_id)
    SELECT kop.id, kop.sleutel, kop.inhoud, kop.soort, kop.omschrijving, kop.boekdatum, kop.ingangsdatum,
        clock_timestamp(), kop.door_id, jsonb_array_length(rij -> 'regels'), kop.keert_om_id, kop.content_type_id, kop.object_id
    FROM jsonb_array_elements(p_boekingen) AS rijen (rij), jsonb_populate_record(NULL::financien_boeking, rij) AS kop
    ORDER BY kop.sleutel
    ON CONFLICT (sleutel) DO NOTHING;

    SELECT rij ->> 'sleutel' INTO anders FROM jsonb_array_elements(p_boekingen) AS rijen (rij)
    WHERE (SELECT b.inhoud FROM financien_boeking b WHERE b.sleutel = rij ->> 'sleutel') <> rij ->> 'inhoud' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Key % was used for something else', anders USING ERRCODE = 'SWV12';
    END IF;

    SELECT jsonb_agg(rij), sum(jsonb_array_length(rij -> 'regels')) INTO nieuwe, verwacht
    FROM jsonb_array_elements(p_boekingen) AS rijen (rij)
    WHERE (SELECT b.id FROM financien_boeking b WHERE b.sleutel = rij ->> 'sleutel') = (rij ->> 'id')::uuid;
    PERFORM financien_rijen_erbij(rij) FROM jsonb_array_elements(nieuwe) AS rijen (rij)
    WHERE rij ?| ARRAY['reservering', 'vervalt', 'overschrijding', 'verplichting', 'vrijval', 'betaling', 'terugvordering'];

    INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum, verplichting_id)
    SELECT gevonden.boeking_id, gevonden.rekening_id, gevonden.bedrag, gevonden.ingangsdatum, gevonden.verplichting_id
    FROM (
        SELECT kop.boeking_id, kop.ingangsdatum, kop.verplichting_id, n.bedrag,
            (SELECT r.id FROM financien_rekening r WHERE r.post_id = n.post AND r.soort = n.soort) AS rekening_id
        FROM (
            SELECT (rij ->> 'id')::uuid AS boeking_id, (rij ->> 'ingangsdatum')::date AS ingangsdatum, rij -> 'regels' AS regels,
                financien_toekenning_bij(rij) AS verplichting_id
            FROM jsonb_array_elements(nieuwe) AS rijen (rij) OFFSET 0  -- each booking asks once, not each regel
        ) kop, jsonb_to_recordset(kop.regels) AS n (post bigint, soort text, bedrag numeric)
    ) gevonden
    WHERE gevonden.rekening_id IS NOT NULL
    ORDER BY gevonden.rekening_id;
    GET DIAGNOSTICS aantal = ROW_COUNT;
    IF aantal <> coalesce(verwacht, 0) THEN
        RAISE EXCEPTION 'An account of these bookings does not exist' USING ERRCODE = 'SWV15';
    END IF;

    RETURN QUERY SELECT gevonden.plek, gevonden.id, gevonden.id = (gevonden.rij ->> 'id')::uuid
    FROM (
        SELECT rijen.plek, rijen.rij, (SELECT b.id FROM financien_boeking b WHERE b.sleutel = rijen.rij ->> 'sleutel') AS id
        FROM jsonb_array_elements(p_boekingen) WITH ORDINALITY AS rijen (rij, plek)
    ) gevonden ORDER BY gevonden.plek;
END $$;
