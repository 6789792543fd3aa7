types/err.D_XLATE_NONE.types.d:7:8-31: ERROR: D_XLATE_NONE: cannot translate from "struct in" to "struct out"
        trace(xlate < struct out > (v).a);
              ~~~~~~~~~~~~~~~~~~~~~~~~
