operators/err.D_ADDROF_VAR.global.d:5:8-9: ERROR: D_ADDROF_VAR: cannot take address of dynamic variable
        trace(&x);
              ~~
HINT: a part of one has an address: &array[0], &structure.member
