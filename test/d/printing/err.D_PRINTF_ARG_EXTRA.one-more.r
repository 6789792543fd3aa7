printing/err.D_PRINTF_ARG_EXTRA.one-more.d:4:18: ERROR: D_PRINTF_ARG_EXTRA: printf( ) prototype mismatch: only 1 arguments required by this format string
        printf("%d", 1, 2);
                        ~
