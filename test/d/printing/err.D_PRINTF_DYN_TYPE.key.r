printing/err.D_PRINTF_DYN_TYPE.key.d:9:2-18: ERROR: D_PRINTF_DYN_TYPE: printa( ) argument #2 is incompatible with conversion #1 prototype:
	conversion: % * d
	 prototype: int
	  argument: string
        printa("%*@d", @);
        ~~~~~~~~~~~~~~~~~
