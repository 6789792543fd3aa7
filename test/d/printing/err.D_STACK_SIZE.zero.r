printing/err.D_STACK_SIZE.zero.d:4:8: ERROR: D_STACK_SIZE: stack( ) argument #1 must be a non-zero positive integer constant
        stack(0);
              ~
HINT: write the number itself, or a name that inline int gives to it
