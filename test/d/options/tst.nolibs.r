-- stderr --
test/d/options/tst.nolibs.d:9:7-9: ERROR: D_IDENT_UNDEF: failed to resolve KIB: Unknown variable name
        exit(KIB);
             ~~~
HINT: a variable exists from its first assignment on, in the order of the text: x = 0;
-- exit 1 --
