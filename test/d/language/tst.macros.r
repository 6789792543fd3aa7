42 word 41
1 1

