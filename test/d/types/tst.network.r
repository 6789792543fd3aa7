192.168.1.23 192.168.1.23
fe80::1 fe80::1
de:00:00:00:00:ad
0 103
fault 3

-- stderr --
test/d/types/tst.network.d:23:2-17: ERROR: illegal operation in dtrace:::BEGIN; the clause ended there
        inet_ntop(3, v4);
        ~~~~~~~~~~~~~~~~
