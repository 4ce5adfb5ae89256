-- Booking: one statement for one booking, one for a hundred. As in 0001, with the rows of payments, recoveries,
-- reservations and moves.

-- The open reservation of the source of this booking lapses, with a counter booking of its own ("vervalt": id, sleutel,
-- omschrijving). The accounts of both bookings are taken together, in the order of their id.
CREATE FUNCTION financien_reservering_vervalt(p_boeking jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rij record;
    dag date := (p_boeking ->> 'boekdatum')::date;
    tegen uuid := (p_boeking #>> '{vervalt,id}')::uuid;
BEGIN
    SELECT r.post_id, r.boeking_id, j.jaar INTO rij
    FROM financien_reservering r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    WHERE r.content_type_id = (p_boeking ->> 'content_type_id')::integer AND r.object_id = (p_boeking ->> 'object_id')::uuid
        AND r.vervallen_met_id IS NULL
    FOR NO KEY UPDATE OF r;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    PERFORM 1 FROM financien_rekening k
    WHERE k.id IN (
        SELECT eigen.id FROM financien_rekening eigen
        WHERE eigen.post_id = rij.post_id AND eigen.soort IN ('reservering', 'gereserveerd')
        UNION
        SELECT ander.id FROM jsonb_to_recordset(p_boeking -> 'regels') AS n (post bigint, soort text)
        JOIN financien_rekening ander ON ander.post_id = n.post AND ander.soort = n.soort
    ) ORDER BY k.id FOR NO KEY UPDATE;
    dag := least(greatest(dag, make_date(rij.jaar, 1, 1)), make_date(rij.jaar, 12, 31));
    INSERT INTO financien_boeking (id, sleutel, inhoud, soort, omschrijving, boekdatum, ingangsdatum, geboekt_op,
        door_id, aantal_regels, keert_om_id, content_type_id, object_id)
    SELECT tegen, p_boeking #>> '{vervalt,sleutel}', p_boeking ->> 'inhoud', 'reservering', p_boeking #>> '{vervalt,omschrijving}',
        (p_boeking ->> 'boekdatum')::date, dag, clock_timestamp(), (p_boeking ->> 'door_id')::bigint,
        b.aantal_regels, b.id, b.content_type_id, b.object_id
    FROM financien_boeking b WHERE b.id = rij.boeking_id;
    INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
    SELECT tegen, r.rekening_id, -r.bedrag, dag FROM financien_boekingsregel r WHERE r.boeking_id = rij.boeking_id
    ORDER BY r.rekening_id;
END $$;

-- The rows that come with a booking, before its regels: an approval, a commitment with its instalments, what was
-- released, paid, recovered, moved or reserved.
CREATE FUNCTION financien_rijen_erbij(p_boeking jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_boeking uuid := (p_boeking ->> 'id')::uuid;
    v_door bigint := (p_boeking ->> 'door_id')::bigint;
    toestemming financien_overschrijding;
    toekenning financien_verplichting;
    rij jsonb;
BEGIN
    IF p_boeking ? 'reservering' THEN
        -- Two reservations of one source at the same moment: the second waits, and then lets the first lapse.
        PERFORM pg_advisory_xact_lock(hashtextextended('financien_reservering:' || (p_boeking ->> 'object_id'), 0));
    END IF;
    IF p_boeking ? 'vervalt' THEN
        PERFORM financien_reservering_vervalt(p_boeking);
    END IF;
    IF p_boeking ? 'overschrijding' THEN
        toestemming := jsonb_populate_record(NULL::financien_overschrijding, p_boeking -> 'overschrijding');
        INSERT INTO financien_overschrijding (boeking_id, post_id, bedrag, reden, door_id, goedgekeurd_op)
        VALUES (v_boeking, toestemming.post_id, toestemming.bedrag, toestemming.reden, toestemming.door_id, clock_timestamp());
    END IF;
    IF p_boeking ? 'verplichting' THEN
        toekenning := jsonb_populate_record(NULL::financien_verplichting, p_boeking -> 'verplichting');
        INSERT INTO financien_verplichting (id, content_type_id, object_id, post_id, kenmerk, omschrijving, bedrag,
            vrijgevallen, betaald, verschoven, teruggevorderd, soort, school_id, schooljaar, boeking_id)
        VALUES (toekenning.id, (p_boeking ->> 'content_type_id')::integer, (p_boeking ->> 'object_id')::uuid,
            toekenning.post_id, toekenning.kenmerk, coalesce(toekenning.omschrijving, p_boeking ->> 'omschrijving'),
            toekenning.bedrag, 0, 0, 0, 0, coalesce(toekenning.soort, ''), toekenning.school_id, toekenning.schooljaar, v_boeking);
        INSERT INTO financien_betalingstermijn (verplichting_id, volgnummer, bedrag, vrijgevallen, verschoven, betaald,
            voorwaarde, vervaldatum, status)
        SELECT toekenning.id, t.volgnummer, t.bedrag, 0, 0, 0, t.voorwaarde, t.vervaldatum, t.status
        FROM jsonb_to_recordset(p_boeking -> 'termijnen')
            AS t (volgnummer smallint, bedrag numeric, voorwaarde text, vervaldatum date, status text);
    END IF;
    IF p_boeking ? 'vrijval' THEN
        rij := p_boeking -> 'vrijval';
        INSERT INTO financien_vrijval (verplichting_id, boeking_id, bedrag, reden, door_id)
        VALUES ((rij ->> 'verplichting_id')::uuid, v_boeking, (rij ->> 'bedrag')::numeric, rij ->> 'reden', v_door);
    END IF;
    IF p_boeking ? 'betaling' THEN
        rij := p_boeking -> 'betaling';
        INSERT INTO financien_betaling (termijn_id, boeking_id, bedrag, betaald_op, door_id)
        VALUES ((rij ->> 'termijn_id')::bigint, v_boeking, (rij ->> 'bedrag')::numeric, (rij ->> 'betaald_op')::date, v_door);
    END IF;
    IF p_boeking ? 'terugvordering' THEN
        rij := p_boeking -> 'terugvordering';
        INSERT INTO financien_terugvordering (verplichting_id, post_id, boeking_id, bedrag, reden, door_id)
        VALUES ((rij ->> 'verplichting_id')::uuid, (rij ->> 'post_id')::bigint, v_boeking, (rij ->> 'bedrag')::numeric,
            rij ->> 'reden', v_door);
    END IF;
    IF p_boeking ? 'verschuiving' THEN
        rij := p_boeking -> 'verschuiving';
        INSERT INTO financien_verschuiving (van_id, naar_id, bedrag, reden, door_id)
        VALUES ((rij ->> 'van_id')::uuid, toekenning.id, (rij ->> 'bedrag')::numeric, rij ->> 'reden', v_door);
    END IF;
    IF p_boeking ? 'reservering' THEN
        rij := p_boeking -> 'reservering';
        INSERT INTO financien_reservering (content_type_id, object_id, post_id, bedrag, boeking_id)
        VALUES ((p_boeking ->> 'content_type_id')::integer, (p_boeking ->> 'object_id')::uuid, (rij ->> 'post_id')::bigint,
            (rij ->> 'bedrag')::numeric, v_boeking);
    END IF;
END $$;

-- A booking: columns of financien_boeking, "regels" [{post, soort, bedrag}], and the rows that come with it. All of it
-- or nothing. False when this key was booked before with the same content.
CREATE OR REPLACE FUNCTION financien_boeken(p_boeking jsonb, OUT boeking_id uuid, OUT is_nieuw boolean) LANGUAGE plpgsql AS $$
BEGIN
    SELECT o.boeking_id, o.is_nieuw INTO boeking_id, is_nieuw FROM financien_boeking_openen(p_boeking) o;
    IF is_nieuw THEN
        PERFORM financien_rijen_erbij(p_boeking);
        PERFORM financien_regels_boeken(p_boeking);
    END IF;
END $$;

-- Many bookings at once: first all heads, then the rows that come with them, then all regels in one INSERT, so each
-- balance is updated once. `nummer` is the place in the list, from 1.
CREATE FUNCTION financien_boeken_reeks(p_boekingen jsonb)
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

    SELECT b.sleutel INTO anders
    FROM jsonb_array_elements(p_boekingen) AS rijen (rij) JOIN financien_boeking b ON b.sleutel = rij ->> 'sleutel'
    WHERE b.inhoud <> rij ->> 'inhoud' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'Key % was used for something else', anders USING ERRCODE = 'SWV12';
    END IF;

    SELECT jsonb_agg(rij), sum(jsonb_array_length(rij -> 'regels')) INTO nieuwe, verwacht
    FROM jsonb_array_elements(p_boekingen) AS rijen (rij)
    JOIN financien_boeking b ON b.sleutel = rij ->> 'sleutel' AND b.id = (rij ->> 'id')::uuid;
    PERFORM financien_rijen_erbij(rij) FROM jsonb_array_elements(nieuwe) AS rijen (rij)
    WHERE rij ?| ARRAY['reservering', 'vervalt', 'overschrijding', 'verplichting', 'vrijval', 'betaling', 'terugvordering'];

    INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
    SELECT (rij ->> 'id')::uuid, r.id, n.bedrag, (rij ->> 'ingangsdatum')::date
    FROM jsonb_array_elements(nieuwe) AS rijen (rij),
        jsonb_to_recordset(rij -> 'regels') AS n (post bigint, soort text, bedrag numeric)
    JOIN financien_rekening r ON r.post_id = n.post AND r.soort = n.soort
    ORDER BY r.id;
    GET DIAGNOSTICS aantal = ROW_COUNT;
    IF aantal <> coalesce(verwacht, 0) THEN
        RAISE EXCEPTION 'An account of these bookings does not exist' USING ERRCODE = 'SWV15';
    END IF;

    RETURN QUERY SELECT rijen.plek, b.id, b.id = (rijen.rij ->> 'id')::uuid
    FROM jsonb_array_elements(p_boekingen) WITH ORDINALITY AS rijen (rij, plek)
    JOIN financien_boeking b ON b.sleutel = rijen.rij ->> 'sleutel' ORDER BY rijen.plek;
END $$;
