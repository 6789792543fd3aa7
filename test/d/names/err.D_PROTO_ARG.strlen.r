names/err.D_PROTO_ARG.strlen.d:4:15-16: ERROR: D_PROTO_ARG: strlen( ) argument #1 is incompatible with prototype:
	prototype: char *
	 argument: int
        trace(strlen(12));
                     ~~
HINT: lltostr(n) makes a string of a number
