"""What people fill in for the zorgplicht clock and for pupils who sit at home."""
