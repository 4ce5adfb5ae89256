"""What schools offer: their schoolondersteuningsprofiel, the checklist basisondersteuning, and both for the region."""
