aggregations/err.D_AGG_NULL.statement.d:5:2-3: ERROR: D_AGG_NULL: expression statement of an aggregation has no effect
        @a;
        ~~
HINT: give it a function: @a[key] = count();
