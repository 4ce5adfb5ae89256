"""Places in facilities: how many there are, who waits, who is offered one, who has one, and what it brought."""
