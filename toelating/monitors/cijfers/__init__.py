"""Numbers over thuiszitters and the zorgplicht, per school year and month: counts and weeks, never a pupil."""
