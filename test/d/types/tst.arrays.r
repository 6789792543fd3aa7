0 4 9 -1 7 5 11
16 12 4
4 9 0
18 2
ok
ok! 2
fault 11 at 4

-- stderr --
test/d/types/tst.arrays.d:30:10: ERROR: index out of bounds (4) in dtrace:::BEGIN; the clause ended there
        trace(a[i]);
                ~
