declarations/err.D_DECL_CLASS.two.d:2:1-15: ERROR: D_DECL_CLASS: only one storage class allowed in declaration
self this int x;
~~~~~~~~~~~~~~~
