names/err.D_VAR_UNDEF.itself.d:4:6: ERROR: D_VAR_UNDEF: x has not yet been declared or assigned
        x = x + 1;
            ~
HINT: assign it first: its type is that of the first value
