printing/err.D_PRINTF_DYN_TYPE.precision.d:4:17-19: ERROR: D_PRINTF_DYN_TYPE: printf( ) argument #2 is incompatible with conversion #1 prototype:
	conversion: % .* s
	 prototype: int
	  argument: string
        printf("%.*s", "x", "one");
                       ~~~
