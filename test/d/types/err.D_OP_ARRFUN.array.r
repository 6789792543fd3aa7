types/err.D_OP_ARRFUN.array.d:6:2: ERROR: D_OP_ARRFUN: operator = may not be applied to operand of type "int [3]"
        a = b;
        ~
