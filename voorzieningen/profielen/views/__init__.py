"""The pages of profiles and checklists: for everybody, for a school, for one dossier, and for the bureau."""
