operators/err.D_OP_INCOMPAT.aggregation.d:5:2-7: ERROR: D_OP_INCOMPAT: operands have incompatible types: "scalar" = "aggregation"
        x = @n;
        ~~~~~~
HINT: D reads no aggregations: keep a number in a variable too, n++; printa(@a) prints the aggregation

operators/err.D_OP_INCOMPAT.aggregation.d:8:2-7: ERROR: D_OP_INCOMPAT: operands have incompatible types: "aggregation" > "int"
/@n > 3/
 ~~~~~~
HINT: D reads no aggregations: keep a number in a variable too, n++; printa(@a) prints the aggregation
