"""Working hours of a draft: which hours its deadlines count."""
