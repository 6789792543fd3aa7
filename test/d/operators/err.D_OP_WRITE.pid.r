operators/err.D_OP_WRITE.pid.d:4:2-4: ERROR: D_OP_WRITE: operator = can only be applied to a writable variable
        pid = 2;
        ~~~
HINT: pid is a built-in variable; == compares
