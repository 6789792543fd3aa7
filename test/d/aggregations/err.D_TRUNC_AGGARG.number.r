aggregations/err.D_TRUNC_AGGARG.number.d:4:8: ERROR: D_TRUNC_AGGARG: trunc( ) argument #1 is incompatible with prototype:
	prototype: aggregation
	 argument: int
        trunc(1);
              ~
