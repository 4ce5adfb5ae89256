-- Payment, recovery, reservation, other years: guarded in the same way as 0001. The booking itself is in 0004_boeken.sql.
--   SWV17 a year with open commitments cannot close     SWV18 a row does not say what its booking says

-- 1. Never changed, never removed, counters never by hand ---------------------------------------------------

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
    FOR EACH ROW WHEN (pg_trigger_depth() = 0
        AND (OLD.vrijgevallen, OLD.betaald, OLD.verschoven, OLD.teruggevorderd, OLD.ingetrokken_met_id)
        IS DISTINCT FROM (NEW.vrijgevallen, NEW.betaald, NEW.verschoven, NEW.teruggevorderd, NEW.ingetrokken_met_id))
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

-- An instalment is as it was awarded; by hand it can only become payable. The rest follows the rows that it counts.
DROP TRIGGER vaste_kolommen ON financien_betalingstermijn;
CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_betalingstermijn
    FOR EACH ROW WHEN ((OLD.id, OLD.verplichting_id, OLD.volgnummer, OLD.bedrag, OLD.voorwaarde, OLD.vervaldatum)
        IS DISTINCT FROM (NEW.id, NEW.verplichting_id, NEW.volgnummer, NEW.bedrag, NEW.voorwaarde, NEW.vervaldatum))
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER tellers_volgen_rijen BEFORE UPDATE ON financien_betalingstermijn
    FOR EACH ROW WHEN (pg_trigger_depth() = 0
        AND ((OLD.vrijgevallen, OLD.betaald, OLD.verschoven) IS DISTINCT FROM (NEW.vrijgevallen, NEW.betaald, NEW.verschoven)
        OR (OLD.status <> NEW.status AND NOT (OLD.status = 'open' AND NEW.status = 'betaalbaar'))))
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER begint_leeg BEFORE INSERT ON financien_betalingstermijn
    FOR EACH ROW WHEN (NEW.vrijgevallen <> 0 OR NEW.betaald <> 0 OR NEW.verschoven <> 0
        OR NEW.status NOT IN ('open', 'betaalbaar'))
    EXECUTE FUNCTION financien_weigeren();
-- As an approval: before the regels of the booking, never afterwards.
CREATE FUNCTION financien_termijn_op_tijd() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM financien_verplichting v JOIN financien_boekingsregel r ON r.boeking_id = v.boeking_id
        WHERE v.id = NEW.verplichting_id
    ) THEN
        RAISE EXCEPTION 'An instalment is written before the regels of its booking' USING ERRCODE = 'SWV14';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER op_tijd BEFORE INSERT ON financien_betalingstermijn
    FOR EACH ROW EXECUTE FUNCTION financien_termijn_op_tijd();

CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_reservering
    FOR EACH ROW WHEN (OLD.vervallen_met_id IS NOT NULL OR pg_trigger_depth() = 0
        OR (OLD.id, OLD.content_type_id, OLD.object_id, OLD.post_id, OLD.bedrag, OLD.boeking_id)
        IS DISTINCT FROM (NEW.id, NEW.content_type_id, NEW.object_id, NEW.post_id, NEW.bedrag, NEW.boeking_id))
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER begint_leeg BEFORE INSERT ON financien_reservering
    FOR EACH ROW WHEN (NEW.vervallen_met_id IS NOT NULL) EXECUTE FUNCTION financien_weigeren();


-- 2. The accounts of a line; a year closes when nothing on it is open -------------------------------------------

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
SET CONSTRAINTS ALL IMMEDIATE;  -- a table with checks that still wait cannot be altered
SET CONSTRAINTS ALL DEFERRED;
ALTER TABLE financien_rekening ENABLE TRIGGER alleen_met_post;

CREATE OR REPLACE FUNCTION financien_jaar_sluiten() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    nog_open text;
BEGIN
    PERFORM 1 FROM financien_rekening r JOIN financien_begrotingspost p ON p.id = r.post_id
    WHERE p.jaar_id = NEW.id ORDER BY r.id FOR NO KEY UPDATE OF r;
    SELECT string_agg(code, ', ' ORDER BY code) INTO nog_open FROM (
        SELECT p.code FROM financien_rekening r JOIN financien_begrotingspost p ON p.id = r.post_id
        WHERE p.jaar_id = NEW.id AND r.soort IN ('toegekend', 'vrijgevallen', 'gereserveerd')
        GROUP BY p.id HAVING sum(r.saldo) <> 0
    ) posten;
    IF nog_open IS NOT NULL THEN
        RAISE EXCEPTION 'Year % has open commitments on %', NEW.jaar, nog_open
            USING ERRCODE = 'SWV17', DETAIL = json_build_object('jaar', NEW.jaar, 'posten', nog_open)::text;
    END IF;
    UPDATE financien_rekening r SET gesloten = true FROM financien_begrotingspost p
    WHERE p.id = r.post_id AND p.jaar_id = NEW.id;
    RETURN NULL;
END $$;


-- 3. What was paid, came back or moved ------------------------------------------------------------------------
-- Each row moves the counters of its commitment in the UPDATE that also guards them. Locks are always taken in the
-- same order: commitment, instalments, reservation, accounts by id.

-- Says in the details of the refusal what is open, in the words that the service needs.
CREATE FUNCTION financien_niet_open(p_wat text, p_verplichting uuid, p_bedrag numeric) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v financien_verplichting;
    nog_open numeric;
BEGIN
    SELECT * INTO v FROM financien_verplichting WHERE id = p_verplichting;
    nog_open := CASE WHEN p_wat = 'terugvordering' THEN v.betaald - v.teruggevorderd
        WHEN v.ingetrokken_met_id IS NOT NULL THEN 0.00
        ELSE v.bedrag - v.betaald - v.vrijgevallen - v.verschoven END;
    RAISE EXCEPTION '% of % is more than %', p_wat, p_bedrag, nog_open USING ERRCODE = 'SWV16',
        DETAIL = json_build_object('wat', p_wat, 'naam', coalesce(nullif(v.kenmerk, ''), v.omschrijving),
            'open', nog_open::text, 'bedrag', p_bedrag::text)::text;
END $$;

-- Takes an amount off the last instalments first; p_teller is vrijgevallen or verschoven.
CREATE FUNCTION financien_termijnen_verlagen(p_verplichting uuid, p_bedrag numeric, p_teller text) RETURNS void LANGUAGE sql AS $$
    UPDATE financien_betalingstermijn t SET
        vrijgevallen = t.vrijgevallen + CASE p_teller WHEN 'vrijgevallen' THEN deel.af ELSE 0 END,
        verschoven = t.verschoven + CASE p_teller WHEN 'verschoven' THEN deel.af ELSE 0 END,
        status = CASE WHEN deel.af < deel.rest THEN t.status WHEN t.betaald > 0 THEN 'betaald' ELSE 'vervallen' END
    FROM (
        SELECT id, rest, least(rest, p_bedrag - (sum(rest) OVER (ORDER BY volgnummer DESC) - rest)) AS af
        FROM (
            SELECT id, volgnummer, bedrag - vrijgevallen - verschoven - betaald AS rest
            FROM financien_betalingstermijn WHERE verplichting_id = p_verplichting
        ) alle WHERE rest > 0
    ) deel WHERE deel.id = t.id AND deel.af > 0
$$;

CREATE OR REPLACE FUNCTION financien_vrijval_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE financien_verplichting SET vrijgevallen = vrijgevallen + NEW.bedrag
    WHERE id = NEW.verplichting_id AND ingetrokken_met_id IS NULL
        AND vrijgevallen + betaald + verschoven + NEW.bedrag <= bedrag;
    IF NOT FOUND THEN
        PERFORM financien_niet_open('vrijval', NEW.verplichting_id, NEW.bedrag);
    END IF;
    PERFORM financien_termijnen_verlagen(NEW.verplichting_id, NEW.bedrag, 'vrijgevallen');
    RETURN NULL;
END $$;

CREATE FUNCTION financien_betaling_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    t record;
BEGIN
    UPDATE financien_verplichting v SET betaald = v.betaald + NEW.bedrag FROM financien_betalingstermijn d
    WHERE d.id = NEW.termijn_id AND v.id = d.verplichting_id AND v.ingetrokken_met_id IS NULL
        AND v.vrijgevallen + v.betaald + v.verschoven + NEW.bedrag <= v.bedrag;
    IF FOUND THEN
        UPDATE financien_betalingstermijn SET betaald = betaald + NEW.bedrag,
            status = CASE WHEN betaald + NEW.bedrag = bedrag - vrijgevallen - verschoven THEN 'betaald' ELSE status END
        WHERE id = NEW.termijn_id AND status = 'betaalbaar' AND (vervaldatum IS NULL OR vervaldatum <= NEW.betaald_op)
            AND vrijgevallen + verschoven + betaald + NEW.bedrag <= bedrag;
    END IF;
    IF NOT FOUND THEN
        SELECT d.*, coalesce(nullif(v.kenmerk, ''), v.omschrijving) AS naam INTO t
        FROM financien_betalingstermijn d JOIN financien_verplichting v ON v.id = d.verplichting_id
        WHERE d.id = NEW.termijn_id;
        RAISE EXCEPTION 'Instalment % cannot be paid', NEW.termijn_id USING ERRCODE = 'SWV16',
            DETAIL = json_build_object('wat', 'betaling', 'naam', t.naam || ', termijn ' || t.volgnummer,
                'open', (t.bedrag - t.vrijgevallen - t.verschoven - t.betaald)::text, 'bedrag', NEW.bedrag::text,
                'status', t.status, 'voorwaarde', t.voorwaarde,
                'vanaf', CASE WHEN t.vervaldatum > NEW.betaald_op THEN t.vervaldatum END)::text;
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
        PERFORM financien_niet_open('terugvordering', NEW.verplichting_id, NEW.bedrag);
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
        PERFORM financien_niet_open('verschuiving', NEW.van_id, NEW.bedrag);
    END IF;
    PERFORM financien_termijnen_verlagen(NEW.van_id, NEW.bedrag, 'verschoven');
    RETURN NULL;
END $$;
CREATE TRIGGER verschuiving_verwerken AFTER INSERT ON financien_verschuiving
    FOR EACH ROW EXECUTE FUNCTION financien_verschuiving_verwerken();

-- A booking that turns another round takes with it what hangs on the first: an award is withdrawn, a reservation
-- lapses, a payment or recovery no longer counts. A release or a move is not turned round.
CREATE FUNCTION financien_omkering_verwerken() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    rij record;
BEGIN
    UPDATE financien_reservering SET vervallen_met_id = NEW.id WHERE boeking_id = NEW.keert_om_id;
    IF EXISTS (SELECT 1 FROM financien_vrijval WHERE boeking_id = NEW.keert_om_id) OR EXISTS (
        SELECT 1 FROM financien_verschuiving s JOIN financien_verplichting v ON v.id = s.naar_id
        WHERE v.boeking_id = NEW.keert_om_id
    ) THEN
        RAISE EXCEPTION 'Booking % cannot be turned round', NEW.keert_om_id USING ERRCODE = 'SWV14';
    END IF;
    UPDATE financien_verplichting SET ingetrokken_met_id = NEW.id WHERE boeking_id = NEW.keert_om_id RETURNING id INTO rij;
    IF FOUND THEN
        UPDATE financien_betalingstermijn SET status = 'vervallen', vrijgevallen = bedrag WHERE verplichting_id = rij.id;
    END IF;
    SELECT b.termijn_id, b.bedrag, t.verplichting_id INTO rij
    FROM financien_betaling b JOIN financien_betalingstermijn t ON t.id = b.termijn_id WHERE b.boeking_id = NEW.keert_om_id;
    IF FOUND THEN
        UPDATE financien_verplichting SET betaald = betaald - rij.bedrag
        WHERE id = rij.verplichting_id AND betaald - rij.bedrag >= teruggevorderd;
        IF NOT FOUND THEN
            PERFORM financien_niet_open('omkering', rij.verplichting_id, rij.bedrag);
        END IF;
        UPDATE financien_betalingstermijn SET betaald = betaald - rij.bedrag, status = 'betaalbaar' WHERE id = rij.termijn_id;
    END IF;
    UPDATE financien_verplichting v SET teruggevorderd = v.teruggevorderd - w.bedrag
    FROM financien_terugvordering w WHERE w.boeking_id = NEW.keert_om_id AND v.id = w.verplichting_id;
    RETURN NULL;
END $$;
CREATE TRIGGER omkering_verwerken AFTER INSERT ON financien_boeking
    FOR EACH ROW WHEN (NEW.keert_om_id IS NOT NULL) EXECUTE FUNCTION financien_omkering_verwerken();


-- 4. At commit: every row says what its booking says -----------------------------------------------------------

-- As in 0001; and a correction is the exact opposite of what it points at.
CREATE OR REPLACE FUNCTION financien_boeking_sluit() RETURNS trigger LANGUAGE plpgsql AS $$
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
    IF NEW.keert_om_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM financien_boekingsregel WHERE boeking_id IN (NEW.id, NEW.keert_om_id)
        GROUP BY rekening_id HAVING sum(bedrag) <> 0
    ) THEN
        RAISE EXCEPTION 'Booking % is not the opposite of %', NEW.id, NEW.keert_om_id USING ERRCODE = 'SWV13';
    END IF;
    RETURN NULL;
END $$;

-- What a booking moved on one account of a line.
CREATE FUNCTION financien_geboekt(p_boeking uuid, p_post bigint, p_soort text) RETURNS numeric LANGUAGE sql STABLE AS $$
    SELECT coalesce(sum(r.bedrag), 0) FROM financien_boekingsregel r JOIN financien_rekening k ON k.id = r.rekening_id
    WHERE r.boeking_id = p_boeking AND k.post_id = p_post AND k.soort = p_soort
$$;

-- True when the row says what its booking moved. One branch per table: the columns of NEW differ.
CREATE FUNCTION financien_hoort_bij_boeking() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    klopt boolean;
BEGIN
    IF TG_TABLE_NAME = 'financien_verplichting' THEN
        klopt := financien_geboekt(NEW.boeking_id, NEW.post_id, 'toegekend') = NEW.bedrag
            AND NEW.bedrag = (SELECT sum(bedrag) FROM financien_betalingstermijn WHERE verplichting_id = NEW.id);
    ELSIF TG_TABLE_NAME = 'financien_vrijval' THEN
        klopt := NEW.bedrag = (SELECT -financien_geboekt(NEW.boeking_id, v.post_id, 'vrijgevallen')
            FROM financien_verplichting v WHERE v.id = NEW.verplichting_id);
    ELSIF TG_TABLE_NAME = 'financien_betaling' THEN
        klopt := NEW.bedrag = (SELECT financien_geboekt(NEW.boeking_id, v.post_id, 'betaald')
            FROM financien_betalingstermijn t JOIN financien_verplichting v ON v.id = t.verplichting_id
            WHERE t.id = NEW.termijn_id);
    ELSIF TG_TABLE_NAME = 'financien_terugvordering' THEN
        klopt := NEW.bedrag = -financien_geboekt(NEW.boeking_id, NEW.post_id, 'teruggevorderd') AND EXISTS (
            SELECT 1 FROM financien_verplichting v JOIN financien_begrotingspost eigen ON eigen.id = v.post_id
            JOIN financien_begrotingspost p ON p.code = eigen.code
            WHERE v.id = NEW.verplichting_id AND p.id = NEW.post_id);
    ELSIF TG_TABLE_NAME = 'financien_verschuiving' THEN
        klopt := EXISTS (
            SELECT 1 FROM financien_verplichting naar, financien_verplichting van
            WHERE naar.id = NEW.naar_id AND van.id = NEW.van_id AND naar.bedrag = NEW.bedrag
                AND financien_geboekt(naar.boeking_id, van.post_id, 'toegekend') = -NEW.bedrag);
    ELSE
        klopt := financien_geboekt(NEW.boeking_id, NEW.post_id, 'gereserveerd') = NEW.bedrag;
    END IF;
    IF klopt IS NOT TRUE THEN
        RAISE EXCEPTION 'A row of % does not say what its booking says', TG_TABLE_NAME USING ERRCODE = 'SWV18';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER hoort_bij_boeking AFTER INSERT ON financien_verplichting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financien_hoort_bij_boeking();
CREATE CONSTRAINT TRIGGER hoort_bij_boeking AFTER INSERT ON financien_vrijval
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financien_hoort_bij_boeking();
CREATE CONSTRAINT TRIGGER hoort_bij_boeking AFTER INSERT ON financien_betaling
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financien_hoort_bij_boeking();
CREATE CONSTRAINT TRIGGER hoort_bij_boeking AFTER INSERT ON financien_terugvordering
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financien_hoort_bij_boeking();
CREATE CONSTRAINT TRIGGER hoort_bij_boeking AFTER INSERT ON financien_verschuiving
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financien_hoort_bij_boeking();
CREATE CONSTRAINT TRIGGER hoort_bij_boeking AFTER INSERT ON financien_reservering
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION financien_hoort_bij_boeking();
