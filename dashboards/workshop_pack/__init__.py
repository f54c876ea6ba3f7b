"""The workshop on paper: maps, cards, prediction sheets, the board of the budget game and questionnaires, to print."""
