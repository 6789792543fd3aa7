operators/err.D_STRINGOF_TYPE.struct.d:6:8-17: ERROR: D_STRINGOF_TYPE: cannot apply stringof to a value of type struct s
        trace(stringof(v));
              ~~~~~~~~~~
