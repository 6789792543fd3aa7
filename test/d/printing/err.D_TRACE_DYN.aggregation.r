printing/err.D_TRACE_DYN.aggregation.d:5:2-10: ERROR: D_TRACE_DYN: trace( ) may not be applied to a dynamic expression
        trace(@a);
        ~~~~~~~~~
HINT: printa(@a) prints an aggregation
