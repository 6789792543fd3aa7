printing/err.D_PRINTF_FMT_EMPTY.printf.d:4:9-10: ERROR: D_PRINTF_FMT_EMPTY: printf( ) format string is empty
        printf("");
               ~~
