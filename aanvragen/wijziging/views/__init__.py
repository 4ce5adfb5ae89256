"""The pages of a change. Every view fetches through `for_user`, calls and answers."""
