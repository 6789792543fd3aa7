operators/err.D_SIZEOF_TYPE.void.d:4:8-23: ERROR: D_SIZEOF_TYPE: cannot apply sizeof to an operand of unknown size
        trace(sizeof(trace(1)));
              ~~~~~~~~~~~~~~~~
