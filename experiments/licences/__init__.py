"""Which licences the libraries carry that Boligliv stands on, read from what is installed."""
