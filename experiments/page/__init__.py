"""The live page looked at from outside, as its readers meet it: pictures of it, its speed, many readers at once."""
