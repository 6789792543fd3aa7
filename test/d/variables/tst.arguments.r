0 0 0 0 0
0 0 0 0 0
probe 1, offset 1, fault 4, address 0

-- stderr --
test/d/variables/tst.arguments.d:17:8-15: ERROR: divide-by-zero in dtrace:::BEGIN; the clause ended there
        trace(1 / zero);
              ~~~~~~~~
