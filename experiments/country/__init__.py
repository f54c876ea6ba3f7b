"""The whole country: runs over worker processes, tables by municipality, and a picture."""
