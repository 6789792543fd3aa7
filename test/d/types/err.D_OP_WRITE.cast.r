types/err.D_OP_WRITE.cast.d:4:2-18: ERROR: D_OP_WRITE: operator = can only be applied to a writable variable
        *(int *)alloca(4) = 1;
        ~~~~~~~~~~~~~~~~~
HINT: keep the pointer in a variable, and write through that
