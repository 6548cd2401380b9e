"""``Situation`` -> ``ConflictModel``: states, moves, preferences."""
