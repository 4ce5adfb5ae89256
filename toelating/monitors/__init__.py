"""What is watched over pupils who have no place yet: the zorgplicht clock of a school, and who sits at home."""
