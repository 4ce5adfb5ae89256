"""Niet-schoolse voorzieningen that pupils follow: registered with hours and goal, and what they brought."""
