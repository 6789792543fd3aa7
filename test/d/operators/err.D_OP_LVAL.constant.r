operators/err.D_OP_LVAL.constant.d:4:2: ERROR: D_OP_LVAL: operator = requires modifiable lvalue as an operand
        1 = 2;
        ~
HINT: variables, elements and members can be stored to
