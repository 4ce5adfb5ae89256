-- The same ledger, quicker: sums per month, and look-ups that go through an index however small or new the tables are.
-- (A join is planned once per connection; made when the tables were small, it reads them whole ever after.)

-- 1. Sums per account and month: a balance on a day is some months and a part of one ---------------------------

ALTER TABLE financien_maandsom SET (fillfactor = 50);
INSERT INTO financien_maandsom (rekening_id, maand, bedrag)
SELECT rekening_id, date_trunc('month', ingangsdatum)::date, sum(bedrag) FROM financien_boekingsregel GROUP BY 1, 2;
CREATE TRIGGER alleen_door_boeking BEFORE INSERT OR UPDATE ON financien_maandsom
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER niet_verwijderen BEFORE DELETE OR TRUNCATE ON financien_maandsom
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();

-- As in 0001; and the months follow in the same statement. Who has an account has its months: no lock of their own.
CREATE OR REPLACE FUNCTION financien_regels_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    regel record;
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT boeking_id FROM nieuw) n
        WHERE (SELECT count(*) FROM financien_boekingsregel r WHERE r.boeking_id = n.boeking_id)
            > (SELECT b.aantal_regels FROM financien_boeking b WHERE b.id = n.boeking_id)
    ) THEN
        RAISE EXCEPTION 'A stored booking gets no more regels' USING ERRCODE = 'SWV14';
    END IF;
    FOR regel IN SELECT rekening_id, sum(bedrag) AS bedrag FROM nieuw GROUP BY rekening_id ORDER BY rekening_id LOOP
        UPDATE financien_rekening SET saldo = saldo + regel.bedrag
        WHERE id = regel.rekening_id AND NOT gesloten
            AND (soort <> 'vrij' OR regel.bedrag >= 0 OR saldo + regel.bedrag >= 0);
        IF NOT FOUND THEN
            PERFORM financien_saldo_bijzonder(regel.rekening_id, regel.bedrag, (SELECT array_agg(DISTINCT boeking_id) FROM nieuw));
        END IF;
    END LOOP;
    INSERT INTO financien_maandsom AS m (rekening_id, maand, bedrag)
    SELECT rekening_id, date_trunc('month', ingangsdatum)::date, sum(bedrag) FROM nieuw GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (rekening_id, maand) DO UPDATE SET bedrag = m.bedrag + excluded.bedrag;
    RETURN NULL;
END $$;


-- 2. Booking ---------------------------------------------------------------------------------------------------

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

-- As financien_boeken, but a refusal is an answer: state, detail and constraint. Nothing of the booking is then left,
-- and the transaction of the caller goes on. One statement where a savepoint would be three.
CREATE FUNCTION financien_boeken_of_weigeren(
    p_boeking text, OUT boeking_id uuid, OUT is_nieuw boolean, OUT staat text, OUT detail text, OUT grens text
) LANGUAGE plpgsql AS $$
BEGIN
    SELECT b.boeking_id, b.is_nieuw INTO boeking_id, is_nieuw FROM financien_boeken(p_boeking::jsonb) b;
EXCEPTION
    WHEN SQLSTATE 'SWV10' OR SQLSTATE 'SWV11' OR SQLSTATE 'SWV12' OR SQLSTATE 'SWV13' OR SQLSTATE 'SWV14' OR SQLSTATE 'SWV15'
        OR SQLSTATE 'SWV16' OR SQLSTATE 'SWV18' OR SQLSTATE 'SWV30' OR SQLSTATE 'SWV31'
        OR unique_violation OR check_violation
        OR string_data_right_truncation OR numeric_value_out_of_range OR untranslatable_character
    THEN
        GET STACKED DIAGNOSTICS staat = RETURNED_SQLSTATE, detail = PG_EXCEPTION_DETAIL, grens = CONSTRAINT_NAME;
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
