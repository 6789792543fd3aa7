d -2 -2 -2 -2 4294967294
i -2 -2 -2 -2 4294967294
u 254 65534 4294967294 18446744073709551614 4294967294
x fe fffe fffffffe fffffffffffffffe fffffffe
X FE FFFE FFFFFFFE
o 376 177776 10
# 0xff 0XFF 010 0 0 00010
p 1000 0x1000             1000
sizes -2 -2 -2 -2 fffffffffffffffe 18446744073709551614
flags [+5] [ 5] [-2] [5] [00005] [5    ] [00005] [5    ] [  005] [12345]
width [       5] [     5] [5     ] [5     ] [     005] [0005] [0]
c [A] [  B] [C  ] [B] [D] [E]
C \n\"\\x\310
s [abc] [   abc] [abc   ] [ab] [    ab] [a     ] [abc] [abc]
S [tab\there \"quoted\" \001\177] [      \n]
Y 1970 Jan  1 00:00:00 [    1970 Jan  2 00:00:00]
T Fri, 02 Jan 1970 00:00:00 UTC
a 0x1000 0x1000
%   100%

