ids 1 2 3
not speculative
only one of b
first of a
second of a
free again: 1

