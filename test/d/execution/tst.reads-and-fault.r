111

-- stderr --
test/d/execution/tst.reads-and-fault.d:17:8-15: ERROR: divide-by-zero in dtrace:::BEGIN; the clause ended there
        trace(1 / zero);
              ~~~~~~~~
