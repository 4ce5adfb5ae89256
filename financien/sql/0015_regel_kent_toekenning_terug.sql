-- Back to 0014: a regel does not know its award.
-- Of these bookings, every account that follows rows moved by what its row says.
CREATE OR REPLACE FUNCTION financien_regels_hebben_rij(p_boekingen uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_boeking uuid;
    v_post bigint;
    v_soort text;
    geboekt record;
BEGIN
    FOREACH v_boeking IN ARRAY p_boekingen LOOP
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

-- The accounts of costs and of the budget follow no rows: a booking on those alone pays for one look.
CREATE OR REPLACE FUNCTION financien_volgt_rij() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    boekingen uuid[];
BEGIN
    SELECT array_agg(DISTINCT n.boeking_id) INTO boekingen FROM nieuw n
    WHERE (SELECT k.soort FROM financien_rekening k WHERE k.id = n.rekening_id)
        NOT IN ('begroting', 'wijziging', 'vrij', 'kosten', 'te_ontvangen');
    IF boekingen IS NOT NULL THEN
        PERFORM financien_regels_hebben_rij(boekingen);
    END IF;
    RETURN NULL;
END $$;
-- As in 0001.
CREATE OR REPLACE FUNCTION financien_regels_boeken(p_boeking jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    aantal bigint;
BEGIN
    INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
    SELECT (p_boeking ->> 'id')::uuid, gevonden.rekening_id, gevonden.bedrag, (p_boeking ->> 'ingangsdatum')::date
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

-- As in 0004.
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

    INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
    SELECT gevonden.boeking_id, gevonden.rekening_id, gevonden.bedrag, gevonden.ingangsdatum
    FROM (
        SELECT (rij ->> 'id')::uuid AS boeking_id, (rij ->> 'ingangsdatum')::date AS ingangsdatum, n.bedrag,
            (SELECT r.id FROM financien_rekening r WHERE r.post_id = n.post AND r.soort = n.soort) AS rekening_id
        FROM jsonb_array_elements(nieuwe) AS rijen (rij),
            jsonb_to_recordset(rij -> 'regels') AS n (post bigint, soort text, bedrag numeric)
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
DROP FUNCTION financien_toekenning_bij;
DROP FUNCTION financien_toekenning_van;
