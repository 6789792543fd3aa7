2
42
next clause: 7
small 1
late 2
large 4
small 3
late 4
large 9
at the end: 5

