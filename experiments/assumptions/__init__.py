"""What the model rests on: every number with its range, source, grade, where it is used, and its measured influence."""
