-- Payment, recovery, reservation, other years: guarded in the same way as 0001.

-- 1. Never changed, never removed -------------------------------------------------------------------------

CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_betaling
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_terugvordering
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_verschuiving
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER niet_verwijderen BEFORE DELETE OR TRUNCATE ON financien_reservering
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();

DROP TRIGGER vaste_kolommen ON financien_verplichting;
CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_verplichting
    FOR EACH ROW WHEN ((OLD.id, OLD.content_type_id, OLD.object_id, OLD.post_id, OLD.kenmerk, OLD.omschrijving, OLD.bedrag, OLD.boeking_id, OLD.soort, OLD.school_id, OLD.schooljaar)
        IS DISTINCT FROM (NEW.id, NEW.content_type_id, NEW.object_id, NEW.post_id, NEW.kenmerk, NEW.omschrijving, NEW.bedrag, NEW.boeking_id, NEW.soort, NEW.school_id, NEW.schooljaar))
    EXECUTE FUNCTION financien_weigeren();
DROP TRIGGER tellers_volgen_rijen ON financien_verplichting;
CREATE TRIGGER tellers_volgen_rijen BEFORE UPDATE ON financien_verplichting
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND (OLD.vrijgevallen, OLD.betaald, OLD.verschoven, OLD.teruggevorderd)
        IS DISTINCT FROM (NEW.vrijgevallen, NEW.betaald, NEW.verschoven, NEW.teruggevorderd))
    EXECUTE FUNCTION financien_weigeren();
DROP TRIGGER begint_leeg ON financien_verplichting;
CREATE TRIGGER begint_leeg BEFORE INSERT ON financien_verplichting
    FOR EACH ROW WHEN (NEW.vrijgevallen <> 0 OR NEW.betaald <> 0 OR NEW.verschoven <> 0 OR NEW.teruggevorderd <> 0
        OR NEW.ingetrokken_met_id IS NOT NULL)
    EXECUTE FUNCTION financien_weigeren();
DROP TRIGGER intrekken_is_laatste ON financien_verplichting;
CREATE TRIGGER intrekken_is_laatste BEFORE UPDATE ON financien_verplichting
    FOR EACH ROW WHEN (OLD.ingetrokken_met_id IS NOT NULL OR (NEW.ingetrokken_met_id IS NOT NULL
        AND (NEW.vrijgevallen <> 0 OR NEW.betaald <> 0 OR NEW.verschoven <> 0)))
    EXECUTE FUNCTION financien_weigeren();
-- What was paid on an instalment follows its payments; a release or a move is written by the service.
CREATE TRIGGER betaald_volgt_rijen BEFORE UPDATE ON financien_betalingstermijn
    FOR EACH ROW WHEN (pg_trigger_depth() = 0 AND OLD.betaald <> NEW.betaald) EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER begint_leeg BEFORE INSERT ON financien_betalingstermijn
    FOR EACH ROW WHEN (NEW.vrijgevallen <> 0 OR NEW.betaald <> 0 OR NEW.verschoven <> 0)
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_reservering
    FOR EACH ROW WHEN (OLD.vervallen_met_id IS NOT NULL
        OR (OLD.id, OLD.content_type_id, OLD.object_id, OLD.post_id, OLD.bedrag, OLD.boeking_id)
        IS DISTINCT FROM (NEW.id, NEW.content_type_id, NEW.object_id, NEW.post_id, NEW.bedrag, NEW.boeking_id))
    EXECUTE FUNCTION financien_weigeren();


-- 2. The accounts of a line ---------------------------------------------------------------------------------

CREATE OR REPLACE FUNCTION financien_post_krijgt_rekeningen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- FOR SHARE waits for somebody who is closing this year right now.
    PERFORM 1 FROM financien_begrotingsjaar WHERE id = NEW.jaar_id AND gesloten_op IS NULL FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'The year of this line is closed' USING ERRCODE = 'SWV11';
    END IF;
    INSERT INTO financien_rekening (post_id, soort, saldo, gesloten)
    SELECT NEW.id, soort, 0, false
    FROM unnest(CASE NEW.soort
        WHEN 'lasten' THEN ARRAY['begroting', 'wijziging', 'vrij', 'toegekend', 'vrijgevallen', 'betaald', 'reservering',
            'gereserveerd', 'kosten', 'teruggevorderd', 'overgeheveld_uit', 'overgeheveld_in']
        ELSE ARRAY['begroting', 'wijziging', 'te_ontvangen']
    END) WITH ORDINALITY AS soorten (soort, plek)
    ORDER BY plek;
    RETURN NULL;
END $$;

-- Lines that were there get the new accounts too, closed when their year is.
ALTER TABLE financien_rekening DISABLE TRIGGER alleen_met_post;
INSERT INTO financien_rekening (post_id, soort, saldo, gesloten)
SELECT p.id, soorten.soort, 0, j.gesloten_op IS NOT NULL
FROM financien_begrotingspost p
JOIN financien_begrotingsjaar j ON j.id = p.jaar_id
CROSS JOIN unnest(ARRAY['reservering', 'gereserveerd', 'kosten', 'teruggevorderd', 'overgeheveld_uit', 'overgeheveld_in'])
    WITH ORDINALITY AS soorten (soort, plek)
WHERE p.soort = 'lasten'
ORDER BY p.id, soorten.plek;
ALTER TABLE financien_rekening ENABLE TRIGGER alleen_met_post;


-- 3. What was paid, came back or moved ------------------------------------------------------------------------
-- Each row moves the counters of its commitment in the UPDATE that also guards them.

CREATE OR REPLACE FUNCTION financien_vrijval_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE financien_verplichting SET vrijgevallen = vrijgevallen + NEW.bedrag
    WHERE id = NEW.verplichting_id AND ingetrokken_met_id IS NULL
        AND vrijgevallen + betaald + verschoven + NEW.bedrag <= bedrag;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'More is released than is open' USING ERRCODE = 'SWV16';
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION financien_betaling_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_verplichting uuid;
BEGIN
    UPDATE financien_betalingstermijn SET betaald = betaald + NEW.bedrag,
        status = CASE WHEN betaald + NEW.bedrag = bedrag - vrijgevallen - verschoven THEN 'betaald' ELSE status END
    WHERE id = NEW.termijn_id AND status = 'betaalbaar'
        AND vrijgevallen + verschoven + betaald + NEW.bedrag <= bedrag
    RETURNING verplichting_id INTO v_verplichting;
    IF FOUND THEN
        UPDATE financien_verplichting SET betaald = betaald + NEW.bedrag
        WHERE id = v_verplichting AND ingetrokken_met_id IS NULL
            AND vrijgevallen + betaald + verschoven + NEW.bedrag <= bedrag;
    END IF;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'More is paid than is open' USING ERRCODE = 'SWV16';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER betaling_verwerken AFTER INSERT ON financien_betaling
    FOR EACH ROW EXECUTE FUNCTION financien_betaling_verwerken();

CREATE FUNCTION financien_terugvordering_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE financien_verplichting SET teruggevorderd = teruggevorderd + NEW.bedrag
    WHERE id = NEW.verplichting_id AND teruggevorderd + NEW.bedrag <= betaald;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'More is recovered than was paid' USING ERRCODE = 'SWV16';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER terugvordering_verwerken AFTER INSERT ON financien_terugvordering
    FOR EACH ROW EXECUTE FUNCTION financien_terugvordering_verwerken();

CREATE FUNCTION financien_verschuiving_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE financien_verplichting SET verschoven = verschoven + NEW.bedrag
    WHERE id = NEW.van_id AND ingetrokken_met_id IS NULL
        AND vrijgevallen + betaald + verschoven + NEW.bedrag <= bedrag;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'More is moved than is open' USING ERRCODE = 'SWV16';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER verschuiving_verwerken AFTER INSERT ON financien_verschuiving
    FOR EACH ROW EXECUTE FUNCTION financien_verschuiving_verwerken();


-- 4. Booking in one statement ------------------------------------------------------------------------------

-- As in 0001; a commitment also says which kind, school and school year it is for, an instalment when it is due.
CREATE OR REPLACE FUNCTION financien_boeken(p_boeking jsonb, OUT boeking_id uuid, OUT is_nieuw boolean) LANGUAGE plpgsql AS $$
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
            vrijgevallen, betaald, verschoven, teruggevorderd, soort, school_id, schooljaar, boeking_id)
        SELECT toekenning.id, b.content_type_id, b.object_id, toekenning.post_id, toekenning.kenmerk,
            coalesce(toekenning.omschrijving, b.omschrijving), toekenning.bedrag, 0, 0, 0, 0,
            coalesce(toekenning.soort, ''), toekenning.school_id, toekenning.schooljaar, b.id
        FROM financien_boeking b WHERE b.id = financien_boeken.boeking_id;
        INSERT INTO financien_betalingstermijn (verplichting_id, volgnummer, bedrag, vrijgevallen, verschoven, betaald,
            voorwaarde, vervaldatum, status)
        SELECT toekenning.id, t.volgnummer, t.bedrag, 0, 0, 0, t.voorwaarde, t.vervaldatum, t.status
        FROM jsonb_to_recordset(p_boeking -> 'termijnen')
            AS t (volgnummer smallint, bedrag numeric, voorwaarde text, vervaldatum date, status text);
    END IF;
    PERFORM financien_regels_boeken(p_boeking);
END $$;
