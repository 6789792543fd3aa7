types/err.D_XLATE_NOCONV.partial.d:11:8-33: ERROR: D_XLATE_NOCONV: translator does not define conversion for member: b
        trace(xlate < struct out > (v).b);
              ~~~~~~~~~~~~~~~~~~~~~~~~~~
