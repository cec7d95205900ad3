"""What may go wrong, done to the product itself: a row for each fault, with what was measured and whether it held."""
