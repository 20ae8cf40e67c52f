"""Laws: what holds for every corpus, whatever it says."""
