"""Small nets: arrays in, arrays out; they know no politics."""
