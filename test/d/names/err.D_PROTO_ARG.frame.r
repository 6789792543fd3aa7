names/err.D_PROTO_ARG.frame.d:4:14-19: ERROR: D_PROTO_ARG: ufunc( ) argument #1 is incompatible with prototype:
	prototype: symbol
	 argument: int
        trace(ufunc(0x4000));
                    ~~~~~~
HINT: it takes a frame, such as ucaller or args[1]->site
