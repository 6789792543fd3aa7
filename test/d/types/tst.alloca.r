0 1234567890123 xyz
1
xy xyz
fault 1
fault 5
fault 10
fault 1

-- stderr --
test/d/types/tst.alloca.d:20:8-11: ERROR: invalid address (0x30000008) in dtrace:::BEGIN; the clause ended there
        trace(p->b);
              ~~~~
test/d/types/tst.alloca.d:26:2-10: ERROR: out of scratch space in dtrace:::BEGIN; the clause ended there
        alloca(n);
        ~~~~~~~~~
test/d/types/tst.alloca.d:31:2-28: ERROR: invalid size (0x14) in dtrace:::BEGIN; the clause ended there
        bcopy("abc", alloca(2), 20);
        ~~~~~~~~~~~~~~~~~~~~~~~~~~~
test/d/types/tst.alloca.d:36:2-18: ERROR: invalid address (0x1234) in dtrace:::BEGIN; the clause ended there
        copyinstr(0x1234);
        ~~~~~~~~~~~~~~~~~
