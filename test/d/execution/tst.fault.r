fault 4, divide by zero is 4
stored 4

-- stderr --
test/d/execution/tst.fault.d:13:8-15: ERROR: divide-by-zero in dtrace:::BEGIN; the clause ended there
        trace(1 / zero);
              ~~~~~~~~
