"""Claims, sources and speakers, and what a conclusion rests on."""
