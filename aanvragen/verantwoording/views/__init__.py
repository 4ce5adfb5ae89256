"""The pages of verantwoordingen. Every view fetches through `for_user`, calls and answers."""
