0 20 5 0
[three] 1

