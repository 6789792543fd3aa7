aggregations/err.D_CG_EXPR.statement.d:4:2-8: ERROR: D_CG_EXPR: aggregating function count( ) may not be called from a D expression
        count();
        ~~~~~~~
HINT: store its result in an aggregation: @a = count();
