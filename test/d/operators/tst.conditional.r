3
7 0
none

