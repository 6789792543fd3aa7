7 many
7 many 4 0
10 6
42 21

