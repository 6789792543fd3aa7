[  abc] -42
[  z] 7
[  -42]
[  7]
-42   -42 ffffffffffffffd6 5
7     7 7 3
-42 -42  |-0042
+7 7    |00007
5  |  abc
3  |    z
nothing of it
nothing of it

