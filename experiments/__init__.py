"""Questions to the model: scenarios as files, runs on disk, paired comparisons, reports, the command line."""
