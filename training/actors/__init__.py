"""Facts about actors: how the tables of the ontology are made, and what they cover."""
