printing/err.D_USTACK_STRSIZE.negative.d:4:12-13: ERROR: D_USTACK_STRSIZE: ustack( ) argument #2 must be a positive integer constant
        ustack(1, -1);
                  ~~
HINT: write the number itself, or a name that inline int gives to it
