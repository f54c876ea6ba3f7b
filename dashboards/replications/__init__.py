"""Many runs of the same question in the background of a page: what is kept of them, and what they say together."""
