"""The pages of school, board and expert. Every view fetches through `for_user`, calls and answers."""
