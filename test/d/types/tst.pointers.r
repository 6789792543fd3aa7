1 2 3
1 1 1
32 3
20 end
fault 1, no memory
fault 1, no memory
fault 2, memory

-- stderr --
test/d/types/tst.pointers.d:22:8-36: ERROR: invalid address (0x0) in dtrace:::BEGIN; the clause ended there
        trace(head->next->next->next->value);
              ~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
test/d/types/tst.pointers.d:28:8-9: ERROR: invalid address (0x4000) in dtrace:::BEGIN; the clause ended there
        trace(*p);
              ~~
test/d/types/tst.pointers.d:35:8-9: ERROR: invalid alignment (0x10000011) in dtrace:::BEGIN; the clause ended there
        trace(*q);
              ~~
