types/err.D_ADDROF_BITFIELD.member.d:8:6-11: ERROR: D_ADDROF_BITFIELD: cannot take address of bit-field
        p = &v.low;
            ~~~~~~
