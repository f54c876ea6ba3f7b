"""What is told of two runs side by side: what is asked differently, and what came of it for whom."""
