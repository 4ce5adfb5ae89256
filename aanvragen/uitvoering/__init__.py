"""What follows an award: assigned partners, hours per week, evaluation, appointments and a loan."""
