-- The ledger guards itself: what stands here holds for the portal, for a shell and for COPY alike.
--
-- These are plain triggers on purpose: the ones of django-pgtrigger can be switched off with a session setting.
-- Refusals carry a state of their own, which financien/services/database.py turns into a Dutch sentence:
--   SWV10 no room   SWV11 year closed   SWV12 key used for something else   SWV13 does not add up
--   SWV14 may not be changed            SWV15 unknown account               SWV16 more than is open

-- Balances are updated often; with half of each page free an update stays on its page and touches no index.
ALTER TABLE financien_rekening SET (fillfactor = 50);
ALTER TABLE financien_verplichting SET (fillfactor = 80);


-- 1. Never changed, never removed -------------------------------------------------------------------------

CREATE FUNCTION financien_weigeren() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: the ledger is only added to', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'SWV14', HINT = 'Book a correction that points at what it reverses.';
END $$;

CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_boeking
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_boekingsregel
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_overschrijding
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_vrijval
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();

CREATE TRIGGER niet_verwijderen BEFORE DELETE OR TRUNCATE ON financien_rekening
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER niet_verwijderen BEFORE DELETE OR TRUNCATE ON financien_verplichting
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER niet_verwijderen BEFORE DELETE OR TRUNCATE ON financien_betalingstermijn
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();

-- A balance moves only inside the triggers below, never by an UPDATE of its own (depth 0).
CREATE TRIGGER alleen_door_boeking BEFORE UPDATE ON financien_rekening
    FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER alleen_met_post BEFORE INSERT ON financien_rekening
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 OR NEW.saldo <> 0) EXECUTE FUNCTION financien_weigeren();

CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_begrotingspost
    FOR EACH ROW WHEN ((OLD.id, OLD.jaar_id, OLD.code, OLD.soort) IS DISTINCT FROM (NEW.id, NEW.jaar_id, NEW.code, NEW.soort))
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_betalingstermijn
    FOR EACH ROW WHEN ((OLD.id, OLD.verplichting_id, OLD.volgnummer, OLD.bedrag)
        IS DISTINCT FROM (NEW.id, NEW.verplichting_id, NEW.volgnummer, NEW.bedrag))
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_verplichting
    FOR EACH ROW WHEN ((OLD.id, OLD.content_type_id, OLD.object_id, OLD.post_id, OLD.kenmerk, OLD.omschrijving, OLD.bedrag, OLD.boeking_id)
        IS DISTINCT FROM (NEW.id, NEW.content_type_id, NEW.object_id, NEW.post_id, NEW.kenmerk, NEW.omschrijving, NEW.bedrag, NEW.boeking_id))
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER tellers_volgen_rijen BEFORE UPDATE ON financien_verplichting
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND (OLD.vrijgevallen, OLD.betaald) IS DISTINCT FROM (NEW.vrijgevallen, NEW.betaald))
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER begint_leeg BEFORE INSERT ON financien_verplichting
    FOR EACH ROW WHEN (NEW.vrijgevallen <> 0 OR NEW.betaald <> 0 OR NEW.ingetrokken_met_id IS NOT NULL)
    EXECUTE FUNCTION financien_weigeren();
-- Withdrawn once, only while nothing was released or paid, and then never touched again.
CREATE TRIGGER intrekken_is_laatste BEFORE UPDATE ON financien_verplichting
    FOR EACH ROW WHEN (OLD.ingetrokken_met_id IS NOT NULL
        OR (NEW.ingetrokken_met_id IS NOT NULL AND (NEW.vrijgevallen <> 0 OR NEW.betaald <> 0)))
    EXECUTE FUNCTION financien_weigeren();


-- 2. A line gets its accounts; a closed year is closed -----------------------------------------------------

CREATE FUNCTION financien_post_krijgt_rekeningen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- FOR SHARE waits for somebody who is closing this year right now.
    PERFORM 1 FROM financien_begrotingsjaar WHERE id = NEW.jaar_id AND gesloten_op IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The year of this line is closed' USING ERRCODE = 'SWV11';
    END IF;
    INSERT INTO financien_rekening (post_id, soort, saldo, gesloten)
    SELECT NEW.id, soort, 0, false
    FROM unnest(CASE NEW.soort
        WHEN 'lasten' THEN ARRAY['begroting', 'wijziging', 'vrij', 'toegekend', 'vrijgevallen', 'betaald']
        ELSE ARRAY['begroting', 'wijziging', 'te_ontvangen']
    END) WITH ORDINALITY AS soorten (soort, plek)
    ORDER BY plek;
    RETURN NULL;
END $$;
CREATE TRIGGER krijgt_rekeningen AFTER INSERT ON financien_begrotingspost
    FOR EACH ROW EXECUTE FUNCTION financien_post_krijgt_rekeningen();

-- Closed stands on every account of the year, so a booking meets it in the row it updates anyhow: no second lock.
CREATE FUNCTION financien_jaar_sluiten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM financien_rekening r JOIN financien_begrotingspost p ON p.id = r.post_id
    WHERE p.jaar_id = NEW.id ORDER BY r.id FOR NO KEY UPDATE OF r;
    UPDATE financien_rekening r SET gesloten = true FROM financien_begrotingspost p
    WHERE p.id = r.post_id AND p.jaar_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER sluit_rekeningen AFTER UPDATE ON financien_begrotingsjaar
    FOR EACH ROW WHEN (OLD.gesloten_op IS NULL AND NEW.gesloten_op IS NOT NULL)
    EXECUTE FUNCTION financien_jaar_sluiten();
CREATE TRIGGER blijft_gesloten BEFORE UPDATE ON financien_begrotingsjaar
    FOR EACH ROW WHEN (OLD.gesloten_op IS NOT NULL OR OLD.jaar <> NEW.jaar) EXECUTE FUNCTION financien_weigeren();


-- 3. A booking adds up, is complete, and moves the balances ------------------------------------------------

-- At commit: as many regels as announced, together zero, all with the date of the booking.
CREATE FUNCTION financien_boeking_sluit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    aantal bigint;
    som numeric;
    data_gelijk boolean;
BEGIN
    SELECT count(*), sum(bedrag), bool_and(ingangsdatum = NEW.ingangsdatum) INTO aantal, som, data_gelijk
    FROM financien_boekingsregel WHERE boeking_id = NEW.id;
    IF aantal <> NEW.aantal_regels OR som <> 0 OR NOT data_gelijk THEN
        RAISE EXCEPTION 'Booking % does not add up: % of % regels, sum %', NEW.id, aantal, NEW.aantal_regels, som
            USING ERRCODE = 'SWV13';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER boeking_sluit AFTER INSERT ON financien_boeking
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financien_boeking_sluit();

-- The way out when the quick guard below finds no row: closed, unknown, approved by name, or no room.
CREATE FUNCTION financien_saldo_bijzonder(p_rekening bigint, p_bedrag numeric, p_boekingen uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    rij record;
    tekort numeric;
    goedgekeurd numeric;
BEGIN
    SELECT r.*, p.code, p.naam, j.jaar INTO rij
    FROM financien_rekening r
    JOIN financien_begrotingspost p ON p.id = r.post_id
    JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
    WHERE r.id = p_rekening FOR NO KEY UPDATE OF r;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Account % does not exist', p_rekening USING ERRCODE = 'SWV15';
    END IF;
    IF rij.gesloten THEN
        RAISE EXCEPTION 'Year % is closed', rij.jaar
            USING ERRCODE = 'SWV11', DETAIL = json_build_object('jaar', rij.jaar)::text;
    END IF;
    tekort := greatest(-(rij.saldo + p_bedrag), 0) - greatest(-rij.saldo, 0);
    SELECT coalesce(sum(bedrag), 0) INTO goedgekeurd FROM financien_overschrijding
    WHERE post_id = rij.post_id AND boeking_id = ANY (p_boekingen);
    IF tekort > goedgekeurd THEN
        RAISE EXCEPTION 'Line % has % free, % is asked', rij.code, rij.saldo, -p_bedrag
            USING ERRCODE = 'SWV10',
            DETAIL = json_build_object('post', rij.code || ' ' || rij.naam, 'vrij', rij.saldo::text, 'bedrag', (-p_bedrag)::text)::text;
    END IF;
    UPDATE financien_rekening SET saldo = saldo + p_bedrag WHERE id = p_rekening;
END $$;

-- The only place that moves a balance. Accounts are taken in the order of their id, so two bookings cannot wait
-- for each other in a circle; the guard stands in the UPDATE itself, so it sees the balance it changes.
CREATE FUNCTION financien_regels_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    regel record;
BEGIN
    IF EXISTS (
        SELECT 1 FROM (SELECT DISTINCT boeking_id FROM nieuw) n JOIN financien_boeking b ON b.id = n.boeking_id
        WHERE (SELECT count(*) FROM financien_boekingsregel r WHERE r.boeking_id = b.id) > b.aantal_regels
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
    RETURN NULL;
END $$;
CREATE TRIGGER regels_verwerken AFTER INSERT ON financien_boekingsregel REFERENCING NEW TABLE AS nieuw
    FOR EACH STATEMENT EXECUTE FUNCTION financien_regels_verwerken();

-- An approval comes with the booking, not afterwards.
CREATE FUNCTION financien_overschrijding_op_tijd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM financien_boekingsregel WHERE boeking_id = NEW.boeking_id) THEN
        RAISE EXCEPTION 'An approval is written before the regels of its booking' USING ERRCODE = 'SWV14';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER op_tijd BEFORE INSERT ON financien_overschrijding
    FOR EACH ROW EXECUTE FUNCTION financien_overschrijding_op_tijd();

CREATE FUNCTION financien_vrijval_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE financien_verplichting SET vrijgevallen = vrijgevallen + NEW.bedrag
    WHERE id = NEW.verplichting_id AND ingetrokken_met_id IS NULL AND vrijgevallen + betaald + NEW.bedrag <= bedrag;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'More is released than is open' USING ERRCODE = 'SWV16';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER vrijval_verwerken AFTER INSERT ON financien_vrijval
    FOR EACH ROW EXECUTE FUNCTION financien_vrijval_verwerken();


-- 4. Booking in one statement ------------------------------------------------------------------------------

-- Stores the head of a booking; false when this key was booked before with the same content. Two callers with one
-- key meet on the unique index: the second waits for the first and then sees its row.
CREATE FUNCTION financien_boeking_openen(p_boeking jsonb, OUT boeking_id uuid, OUT is_nieuw boolean) LANGUAGE plpgsql AS $$
DECLARE
    kop financien_boeking := jsonb_populate_record(NULL::financien_boeking, p_boeking);
    bekend record;
BEGIN
    INSERT INTO financien_boeking (id, sleutel, inhoud, soort, omschrijving, boekdatum, ingangsdatum, geboekt_op,
        door_id, aantal_regels, keert_om_id, content_type_id, object_id)
    VALUES (kop.id, kop.sleutel, kop.inhoud, kop.soort, kop.omschrijving, kop.boekdatum, kop.ingangsdatum,
        clock_timestamp(), kop.door_id, jsonb_array_length(p_boeking -> 'regels'), kop.keert_om_id,
        kop.content_type_id, kop.object_id)
    ON CONFLICT (sleutel) DO NOTHING;
    is_nieuw := FOUND;
    boeking_id := kop.id;
    IF NOT is_nieuw THEN
        SELECT b.id, b.inhoud INTO bekend FROM financien_boeking b WHERE b.sleutel = kop.sleutel;
        IF bekend.inhoud IS DISTINCT FROM kop.inhoud THEN
            RAISE EXCEPTION 'Key % was used for something else', kop.sleutel USING ERRCODE = 'SWV12';
        END IF;
        boeking_id := bekend.id;
    END IF;
END $$;

-- Last of a booking, because from here on the balances are locked until commit.
CREATE FUNCTION financien_regels_boeken(p_boeking jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    aantal bigint;
BEGIN
    INSERT INTO financien_boekingsregel (boeking_id, rekening_id, bedrag, ingangsdatum)
    SELECT (p_boeking ->> 'id')::uuid, r.id, n.bedrag, (p_boeking ->> 'ingangsdatum')::date
    FROM jsonb_to_recordset(p_boeking -> 'regels') AS n (post bigint, soort text, bedrag numeric)
    JOIN financien_rekening r ON r.post_id = n.post AND r.soort = n.soort
    ORDER BY r.id;
    GET DIAGNOSTICS aantal = ROW_COUNT;
    IF aantal <> jsonb_array_length(p_boeking -> 'regels') THEN
        RAISE EXCEPTION 'An account of this booking does not exist' USING ERRCODE = 'SWV15';
    END IF;
END $$;

-- A booking: columns of financien_boeking, "regels" [{post, soort, bedrag}], and when given "overschrijding" and
-- "verplichting" with "termijnen". All of it or nothing.
CREATE FUNCTION financien_boeken(p_boeking jsonb, OUT boeking_id uuid, OUT is_nieuw boolean) LANGUAGE plpgsql AS $$
DECLARE
    toestemming financien_overschrijding := jsonb_populate_record(NULL::financien_overschrijding, p_boeking -> 'overschrijding');
    toekenning financien_verplichting := jsonb_populate_record(NULL::financien_verplichting, p_boeking -> 'verplichting');
BEGIN
    SELECT o.boeking_id, o.is_nieuw INTO boeking_id, is_nieuw FROM financien_boeking_openen(p_boeking) o;
    IF NOT is_nieuw THEN
        RETURN;
    END IF;
    IF toestemming.post_id IS NOT NULL THEN
        INSERT INTO financien_overschrijding (boeking_id, post_id, bedrag, reden, door_id, goedgekeurd_op)
        VALUES (financien_boeken.boeking_id, toestemming.post_id, toestemming.bedrag, toestemming.reden,
            toestemming.door_id, clock_timestamp());
    END IF;
    IF toekenning.id IS NOT NULL THEN
        INSERT INTO financien_verplichting (id, content_type_id, object_id, post_id, kenmerk, omschrijving, bedrag,
            vrijgevallen, betaald, boeking_id)
        SELECT toekenning.id, b.content_type_id, b.object_id, toekenning.post_id, toekenning.kenmerk, b.omschrijving,
            toekenning.bedrag, 0, 0, b.id
        FROM financien_boeking b WHERE b.id = financien_boeken.boeking_id;
        INSERT INTO financien_betalingstermijn (verplichting_id, volgnummer, bedrag, vrijgevallen, voorwaarde, status)
        SELECT toekenning.id, t.volgnummer, t.bedrag, 0, t.voorwaarde, t.status
        FROM jsonb_to_recordset(p_boeking -> 'termijnen') AS t (volgnummer smallint, bedrag numeric, voorwaarde text, status text);
    END IF;
    PERFORM financien_regels_boeken(p_boeking);
END $$;
