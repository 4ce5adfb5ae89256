"""Lending on screen: the calendar of the stock, when something is free, a loan with its acts, and the reminders."""
