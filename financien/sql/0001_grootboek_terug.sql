-- Takes the guards away; only for a database that goes back before the ledger.
DROP FUNCTION financien_boeken, financien_regels_boeken, financien_boeking_openen;
DROP FUNCTION financien_weigeren, financien_post_krijgt_rekeningen, financien_jaar_sluiten, financien_boeking_sluit,
    financien_regels_verwerken, financien_overschrijding_op_tijd, financien_vrijval_verwerken CASCADE;
DROP FUNCTION financien_saldo_bijzonder;
ALTER TABLE financien_rekening RESET (fillfactor);
ALTER TABLE financien_verplichting RESET (fillfactor);
