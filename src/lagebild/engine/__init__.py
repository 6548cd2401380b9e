"""Closures over moves and improvements, behind one interface."""
