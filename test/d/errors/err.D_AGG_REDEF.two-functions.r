-- stderr --
ntrace: failed to compile script test/d/errors/err.D_AGG_REDEF.two-functions.d: [D_AGG_REDEF] line 9: aggregation redefined: @a
	 current: @a = sum( )
	previous: @a = count( ) : line 8
