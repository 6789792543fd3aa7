0 0   0 [] none

