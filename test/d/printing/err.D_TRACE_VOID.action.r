printing/err.D_TRACE_VOID.action.d:4:2-16: ERROR: D_TRACE_VOID: trace( ) may not be applied to a void expression
        trace(trace(1));
        ~~~~~~~~~~~~~~~
