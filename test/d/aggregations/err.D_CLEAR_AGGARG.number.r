aggregations/err.D_CLEAR_AGGARG.number.d:4:8: ERROR: D_CLEAR_AGGARG: clear( ) argument #1 is incompatible with prototype:
	prototype: aggregation
	 argument: int
        clear(1);
              ~
