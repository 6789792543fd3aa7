operators/err.D_DIV_ZERO.constant.d:4:8-17: ERROR: D_DIV_ZERO: expression contains division by zero
        trace(7 % (3 - 3));
              ~~~~~~~~~~
