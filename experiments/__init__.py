"""Questions to the model: scenarios as files, runs on disk, paired comparisons, reports and the command line."""
