"""The model described as the program is: docs/odd.md and the pages on ethics, their tables filled from code."""
