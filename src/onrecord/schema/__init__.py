"""What things are: frozen, typed values that check their own invariants."""
