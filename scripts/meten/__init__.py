"""Measures the ledger: `scripts/grootboek_meten`."""
