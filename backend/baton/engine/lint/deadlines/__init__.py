"""Rules about deadlines: dates, and who hears of them."""
