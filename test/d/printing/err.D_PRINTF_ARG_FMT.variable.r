printing/err.D_PRINTF_ARG_FMT.variable.d:4:9-17: ERROR: D_PRINTF_ARG_FMT: printf( ) argument #1 is incompatible with prototype:
	prototype: string constant
	 argument: string
        printf(probename);
               ~~~~~~~~~
HINT: printf("%s", …) prints a string
