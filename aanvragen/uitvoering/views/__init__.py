"""The pages of what follows an award, for school, partner and bureau. Every view fetches through `for_user`."""
