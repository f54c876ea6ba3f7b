"""The workshop: rooms on the local network in which teams predict, compare and choose; nothing here knows a page."""
