printing/err.D_USTACK_FRAMES.zero.d:4:9: ERROR: D_USTACK_FRAMES: ustack( ) argument #1 must be a non-zero positive integer constant
        ustack(0);
               ~
HINT: write the number itself, or a name that inline int gives to it
