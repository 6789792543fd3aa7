types/err.D_DECL_BFCONST.zero.d:3:10: ERROR: D_DECL_BFCONST: positive integral constant expression expected as bit-field size
        int a : 0;
                ~
