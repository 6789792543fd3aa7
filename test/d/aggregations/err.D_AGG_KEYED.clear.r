aggregations/err.D_AGG_KEYED.clear.d:5:8-12: ERROR: D_AGG_KEYED: @a stands for the whole aggregation here and takes no keys
        clear(@a[1]);
              ~~~~~
HINT: leave the brackets out
