"""The five mechanisms of the model, each a few files with one idea each."""
