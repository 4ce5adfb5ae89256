"""A second room on the engine, as small as one can be: what is proved here holds for any room.

Its dossiers ask for a plan, a budget and a report that may be refused; who begins one fills it in.
"""
