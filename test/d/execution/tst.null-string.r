[]

-- stderr --
test/d/execution/tst.null-string.d:17:17-42: ERROR: invalid address (0x0) in dtrace:::BEGIN; the clause ended there
        printf("%d\n", strlen(strstr("abc", "x")));
                       ~~~~~~~~~~~~~~~~~~~~~~~~~~
