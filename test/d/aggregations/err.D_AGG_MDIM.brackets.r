aggregations/err.D_AGG_MDIM.brackets.d:4:2-9: ERROR: D_AGG_MDIM: improper use of multi-dimensional aggregation
        @a[1][2] = count();
        ~~~~~~~~
HINT: write the keys in one pair of brackets: @a[k1, k2]
