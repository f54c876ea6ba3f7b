"""Who exists in Boligliv: households, the persons in them, institutions and businesses."""
