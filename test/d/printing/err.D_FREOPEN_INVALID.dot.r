printing/err.D_FREOPEN_INVALID.dot.d:4:10-12: ERROR: D_FREOPEN_INVALID: freopen( ) argument #1 cannot be "."
        freopen(".");
                ~~~
