-- Payment batches: what is on its way to the bank does not change, and cannot be paid, released or moved meanwhile.
--   SWV14 never changed   SWV30 the instalment is in an open batch   SWV31 this payment does not fit its instalment

CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_betaalbestand
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER alleen_toevoegen BEFORE UPDATE OR DELETE OR TRUNCATE ON financien_statusbestand
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER niet_verwijderen BEFORE DELETE OR TRUNCATE ON financien_bankrekening
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER niet_verwijderen BEFORE DELETE OR TRUNCATE ON financien_betaalbatch
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER niet_verwijderen BEFORE DELETE OR TRUNCATE ON financien_betaalregel
    FOR EACH STATEMENT EXECUTE FUNCTION financien_weigeren();

CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_bankrekening
    FOR EACH ROW WHEN ((OLD.id, OLD.bestuur_id, OLD.iban, OLD.tenaamstelling, OLD.geldig_van, OLD.ingevoerd_door_id)
        IS DISTINCT FROM (NEW.id, NEW.bestuur_id, NEW.iban, NEW.tenaamstelling, NEW.geldig_van, NEW.ingevoerd_door_id))
    EXECUTE FUNCTION financien_weigeren();
CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_betaalbatch
    FOR EACH ROW WHEN ((OLD.id, OLD.kenmerk, OLD.uitvoerdatum, OLD.iban, OLD.tenaamstelling, OLD.gemaakt_door_id)
        IS DISTINCT FROM (NEW.id, NEW.kenmerk, NEW.uitvoerdatum, NEW.iban, NEW.tenaamstelling, NEW.gemaakt_door_id))
    EXECUTE FUNCTION financien_weigeren();

-- A regel: only from open to something else, and once.
CREATE TRIGGER vaste_kolommen BEFORE UPDATE ON financien_betaalregel
    FOR EACH ROW WHEN (OLD.staat <> 'open'
        OR (OLD.id, OLD.batch_id, OLD.volgnummer, OLD.termijn_id, OLD.rekening_id, OLD.bedrag, OLD.iban, OLD.tenaamstelling, OLD.omschrijving, OLD.endtoend)
        IS DISTINCT FROM (NEW.id, NEW.batch_id, NEW.volgnummer, NEW.termijn_id, NEW.rekening_id, NEW.bedrag, NEW.iban, NEW.tenaamstelling, NEW.omschrijving, NEW.endtoend))
    EXECUTE FUNCTION financien_weigeren();

-- A new regel pays exactly what is left of an instalment that can be paid, to an account that was confirmed. The
-- instalment stays locked until commit.
CREATE FUNCTION financien_betaalregel_past() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    t financien_betalingstermijn;
BEGIN
    SELECT * INTO t FROM financien_betalingstermijn WHERE id = NEW.termijn_id FOR NO KEY UPDATE;
    IF NEW.staat <> 'open' OR t.status <> 'betaalbaar'
        OR NEW.bedrag <> t.bedrag - t.vrijgevallen - t.verschoven - t.betaald
        OR NOT EXISTS (
            SELECT 1 FROM financien_bankrekening r
            WHERE r.id = NEW.rekening_id AND r.status = 'bevestigd' AND r.iban = NEW.iban AND r.tenaamstelling = NEW.tenaamstelling)
    THEN
        RAISE EXCEPTION 'Payment % does not fit instalment %', NEW.endtoend, NEW.termijn_id USING ERRCODE = 'SWV31';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER past_bij_termijn BEFORE INSERT ON financien_betaalregel
    FOR EACH ROW EXECUTE FUNCTION financien_betaalregel_past();

-- Money that is in an open batch stays where it is.
CREATE FUNCTION financien_termijn_onderweg() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    batch text;
BEGIN
    SELECT b.kenmerk INTO batch FROM financien_betaalregel r JOIN financien_betaalbatch b ON b.id = r.batch_id
    WHERE r.termijn_id = NEW.id AND r.staat = 'open'
        AND (NEW.status <> 'betaalbaar' OR r.bedrag <> NEW.bedrag - NEW.vrijgevallen - NEW.verschoven - NEW.betaald);
    IF FOUND THEN
        RAISE EXCEPTION 'Instalment % is in batch %', NEW.id, batch USING ERRCODE = 'SWV30',
            DETAIL = jsonb_build_object('batch', batch)::text;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER onderweg_blijft_staan AFTER UPDATE ON financien_betalingstermijn
    FOR EACH ROW WHEN ((OLD.status, OLD.bedrag, OLD.vrijgevallen, OLD.verschoven, OLD.betaald)
        IS DISTINCT FROM (NEW.status, NEW.bedrag, NEW.vrijgevallen, NEW.verschoven, NEW.betaald))
    EXECUTE FUNCTION financien_termijn_onderweg();

-- A regel that is paid has its booking, in the same transaction.
CREATE FUNCTION financien_betaalregel_geboekt() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM financien_boeking b JOIN financien_betaling p ON p.boeking_id = b.id
        WHERE b.sleutel = 'betaalregel:' || NEW.id AND p.termijn_id = NEW.termijn_id AND p.bedrag = NEW.bedrag)
    THEN
        RAISE EXCEPTION 'Payment % was not booked', NEW.endtoend USING ERRCODE = 'SWV31';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER betaald_is_geboekt AFTER UPDATE ON financien_betaalregel
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.staat = 'betaald')
    EXECUTE FUNCTION financien_betaalregel_geboekt();
