types/err.D_OFFSETOF_BITFIELD.member.d:8:8-28: ERROR: D_OFFSETOF_BITFIELD: cannot take offset of a bit-field: a
        trace(offsetof(struct s, a));
              ~~~~~~~~~~~~~~~~~~~~~
