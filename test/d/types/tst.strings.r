hello h o llo
hello 1 1
hello there b
def b
node 20 260
hi 1

