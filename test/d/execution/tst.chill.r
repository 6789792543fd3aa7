a millisecond
fault 3, illegal operation is 3
fault 3, illegal operation is 3

-- stderr --
test/d/execution/tst.chill.d:17:2-17: ERROR: illegal operation in dtrace:::BEGIN; the clause ended there
        chill(500000001);
        ~~~~~~~~~~~~~~~~
test/d/execution/tst.chill.d:23:2-10: ERROR: illegal operation in dtrace:::BEGIN; the clause ended there
        chill(-1);
        ~~~~~~~~~
