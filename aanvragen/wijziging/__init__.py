"""What changes after an award: more, less, longer, stopped, withdrawn, claimed back. Each change is a dossier of its
own (`aanvragen.models.Wijziging`) with a decision, a letter and its entries in the ledger."""
