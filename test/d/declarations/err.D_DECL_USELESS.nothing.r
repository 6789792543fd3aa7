declarations/err.D_DECL_USELESS.nothing.d:2:1-3: ERROR: D_DECL_USELESS: useless declaration
int;
~~~
HINT: a declaration names something: int x;
