"""Shows the model while it runs: one page with a live map, curves, switches and the card of a home."""
