a 0
b 0
a 0
b 1

