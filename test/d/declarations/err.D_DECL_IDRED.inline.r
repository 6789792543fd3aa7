declarations/err.D_DECL_IDRED.inline.d:3:12-14: ERROR: D_DECL_IDRED: identifier redefined: one
	 current: inline definition
	previous: scalar inline
inline int one = 2;
           ~~~
declarations/err.D_DECL_IDRED.inline.d:2:12: defined here
inline int one = 1;
           ~~~
