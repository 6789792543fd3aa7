printing/err.D_PRINTF_ARG_TYPE.integer.d:4:17-19: ERROR: D_PRINTF_ARG_TYPE: printf( ) argument #2 is incompatible with conversion #1 prototype:
	conversion: %s
	 prototype: char [] or string (or use stringof)
	  argument: pid_t
        printf("%s\n", pid);
                       ~~~
HINT: %d prints an integer

printing/err.D_PRINTF_ARG_TYPE.integer.d:5:17-19: ERROR: D_PRINTF_ARG_TYPE: printf( ) argument #2 is incompatible with conversion #1 prototype:
	conversion: %s
	 prototype: char [] or string (or use stringof)
	  argument: int
        printf("%s\n", 'a');
                       ~~~
HINT: 'a' is a character, which is a number: a string has double quotes, "a"
