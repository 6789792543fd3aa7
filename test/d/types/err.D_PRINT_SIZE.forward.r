types/err.D_PRINT_SIZE.forward.d:6:8: ERROR: D_PRINT_SIZE: print( ) argument #1 reference has type 'struct nowhere' with size 0; cannot print( ) it.
        print(p);
              ~
HINT: cast it to a pointer to a type that is defined
