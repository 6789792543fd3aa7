syntax/err.D_INT_OFLOW.hex.d:4:8-26: ERROR: D_INT_OFLOW: constant 0x10000000000000000 results in integer overflow
        trace(0x10000000000000000);
              ~~~~~~~~~~~~~~~~~~~
HINT: integers have 64 bits
