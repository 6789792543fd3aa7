aggregations/err.D_AGG_REDEF.function.d:5:2-12: ERROR: D_AGG_REDEF: aggregation redefined: @a
	 current: @a = sum( )
	previous: @a = count( ) : line 4
        @a = sum(1);
        ~~~~~~~~~~~
aggregations/err.D_AGG_REDEF.function.d:4:2: first used here
        @a = count();
        ~~~~~~~~~~~~
HINT: an aggregation has one function; use another name
