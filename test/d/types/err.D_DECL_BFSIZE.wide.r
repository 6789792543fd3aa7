types/err.D_DECL_BFSIZE.wide.d:3:11: ERROR: D_DECL_BFSIZE: bit-field too big for type char: a
        char a : 9;
                 ~
