fault 4
kept
fault 3
fault 3
reached 0

-- stderr --
test/d/speculation/tst.fault.d:26:8-15: ERROR: divide-by-zero in dtrace:::BEGIN; the clause ended there
        trace(1 / zero);
              ~~~~~~~~
test/d/speculation/tst.fault.d:36:2-13: ERROR: illegal operation in dtrace:::BEGIN; the clause ended there
        commit(1024);
        ~~~~~~~~~~~~
test/d/speculation/tst.fault.d:42:2-12: ERROR: illegal operation in dtrace:::BEGIN; the clause ended there
        discard(-1);
        ~~~~~~~~~~~
