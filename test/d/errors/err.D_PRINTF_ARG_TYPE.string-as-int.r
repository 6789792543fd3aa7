errors/err.D_PRINTF_ARG_TYPE.string-as-int.d:8:17-21: ERROR: D_PRINTF_ARG_TYPE: printf( ) argument #2 is incompatible with conversion #1 prototype:
	conversion: %d
	 prototype: char, short, int, long, or long long
	  argument: string
        printf("%d\n", "one");
                       ~~~~~
HINT: %s prints a string
