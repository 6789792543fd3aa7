types/err.D_SIZEOF_BITFIELD.member.d:8:8-18: ERROR: D_SIZEOF_BITFIELD: cannot apply sizeof to a bit-field
        trace(sizeof(v.a));
              ~~~~~~~~~~~
