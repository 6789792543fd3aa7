errors/err.D_AGG_REDEF.two-functions.d:9:2-12: ERROR: D_AGG_REDEF: aggregation redefined: @a
	 current: @a = sum( )
	previous: @a = count( ) : line 8
        @a = sum(1);
        ~~~~~~~~~~~
errors/err.D_AGG_REDEF.two-functions.d:8:2: first used here
        @a = count();
        ~~~~~~~~~~~~
HINT: an aggregation has one function; use another name
