aggregations/err.D_AGG_FUNC.trace.d:4:7-11: ERROR: D_AGG_FUNC: trace( ) is not an aggregating function
        @a = trace(1);
             ~~~~~
