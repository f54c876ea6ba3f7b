"""A story to play: chapters that each ask one question of two scenarios, guess first and then have it measured."""
