1 2 last

