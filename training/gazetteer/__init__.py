"""How the index of places in ontology/data is made from packages of facts."""
