"""What one asks of a study over many futures: where a proposal is better, what is robust, what a budget buys."""
