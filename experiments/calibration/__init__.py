"""Calibration: which values of the model's numbers agree with what was measured, and how surely."""
