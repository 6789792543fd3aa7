operators/err.D_OP_LVAL.aggregation.d:4:2-3: ERROR: D_OP_LVAL: operator ++ requires modifiable lvalue as an operand
        @n++;
        ~~
HINT: an aggregation is fed by a function: @x = count();

operators/err.D_OP_LVAL.aggregation.d:5:2-13: ERROR: D_OP_LVAL: operator += requires modifiable lvalue as an operand
        @m[pid] += 2;
        ~~~~~~~~~~~~
HINT: an aggregation is fed by a function: @x = sum(n);
