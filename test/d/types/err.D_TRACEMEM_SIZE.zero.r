types/err.D_TRACEMEM_SIZE.zero.d:6:18: ERROR: D_TRACEMEM_SIZE: tracemem( ) argument #2 must be a non-zero positive integral constant expression
        tracemem(&a[0], 0);
                        ~
