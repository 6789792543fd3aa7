the signal came

-- stderr --
test/d/execution/tst.raise.d:20:2-11: ERROR: illegal operation in timer::setTimeout:create; the clause ended there
        raise(999);
        ~~~~~~~~~~
