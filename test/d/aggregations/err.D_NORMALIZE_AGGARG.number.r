aggregations/err.D_NORMALIZE_AGGARG.number.d:4:12: ERROR: D_NORMALIZE_AGGARG: normalize( ) argument #1 is incompatible with prototype:
	prototype: aggregation
	 argument: int
        normalize(1, 2);
                  ~
