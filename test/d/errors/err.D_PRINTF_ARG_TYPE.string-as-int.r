-- stderr --
ntrace: failed to compile script test/d/errors/err.D_PRINTF_ARG_TYPE.string-as-int.d: [D_PRINTF_ARG_TYPE] line 8: printf( ) argument #2 is incompatible with conversion #1 prototype:
	conversion: %d
	 prototype: char, short, int, long, or long long
	  argument: string
