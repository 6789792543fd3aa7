operators/err.D_ADDROF_LVAL.constant.d:4:8-9: ERROR: D_ADDROF_LVAL: unacceptable operand for unary & operator
        trace(&1);
              ~~
HINT: variables, elements and members have addresses
