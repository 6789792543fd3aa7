operators/err.D_OFFSETOF_TYPE.int.d:4:8-23: ERROR: D_OFFSETOF_TYPE: offsetof operand must be a struct or union type
        trace(offsetof(int, x));
              ~~~~~~~~~~~~~~~~
