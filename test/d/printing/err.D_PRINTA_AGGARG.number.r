printing/err.D_PRINTA_AGGARG.number.d:4:9: ERROR: D_PRINTA_AGGARG: printa( ) argument #1 is incompatible with prototype:
	prototype: aggregation
	 argument: int
        printa(1);
               ~
