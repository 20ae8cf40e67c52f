"""A brute-force judge of small finite worlds: what the engine finds is compared with what trying every world finds."""
