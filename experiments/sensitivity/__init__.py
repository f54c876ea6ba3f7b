"""Which numbers matter: screening and variance shares of a study, and how much of what is seen is chance."""
