printing/err.D_PRINTF_AGG_CONV.printf.d:4:2-17: ERROR: D_PRINTF_AGG_CONV: %@ conversion requires an aggregation and is not for use with printf( )
        printf("%@d", 1);
        ~~~~~~~~~~~~~~~~
HINT: printa("%@d\n", @a) prints values of aggregations
