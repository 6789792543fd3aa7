types/err.D_DECL_BFSIZE.wide.d:3:11: ERROR: D_DECL_BFSIZE: bit-field too big for type: a
        char a : 9;
                 ~
HINT: char has 8 bits
