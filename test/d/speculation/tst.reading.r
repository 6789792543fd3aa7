before the commit: x 3
x 3
x 4

