"""What agents are made of: columns, addressed draws, numbers with sources, ties and the calendar."""
