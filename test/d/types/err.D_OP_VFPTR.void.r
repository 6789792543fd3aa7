types/err.D_OP_VFPTR.void.d:6:2-4: ERROR: D_OP_VFPTR: operator ++ requires an operand of known size
        p++;
        ~~~
