printing/err.D_PRINTA_BADAGG.undefined.d:4:9-15: ERROR: D_PRINTA_BADAGG: undefined aggregation: @nosuch
        printa(@nosuch);
               ~~~~~~~
HINT: an aggregation exists from its first use on, in the order of the text: @a = count();
