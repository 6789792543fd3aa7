printing/err.D_PRINTF_ARG_TYPE.string.d:4:15-19: ERROR: D_PRINTF_ARG_TYPE: printf( ) argument #2 is incompatible with conversion #1 prototype:
	conversion: %d
	 prototype: char, short, int, long, or long long
	  argument: string
        printf("%d", "one");
                     ~~~~~
HINT: %s prints a string
