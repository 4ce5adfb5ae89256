"""Numbers over TLVs for inspectie, accountant and boards: counts and times, never a pupil."""
