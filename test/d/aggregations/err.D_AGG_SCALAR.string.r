aggregations/err.D_AGG_SCALAR.string.d:4:11-15: ERROR: D_AGG_SCALAR: sum( ) argument #1 must be of scalar type
        @a = sum("one");
                 ~~~~~
HINT: strtoll(s) makes a number of a string
