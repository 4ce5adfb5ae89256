"""The pages of the controller and the directeur-bestuurder."""
