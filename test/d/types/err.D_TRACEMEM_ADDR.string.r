types/err.D_TRACEMEM_ADDR.string.d:4:11-16: ERROR: D_TRACEMEM_ADDR: tracemem( ) argument #1 is incompatible with prototype:
	prototype: pointer or integer
	 argument: string
        tracemem("text", 4);
                 ~~~~~~
