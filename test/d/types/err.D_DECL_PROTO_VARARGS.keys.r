types/err.D_DECL_PROTO_VARARGS.keys.d:2:7-9: ERROR: D_DECL_PROTO_VARARGS: array prototype may not use a variable-length argument list
int a[...];
      ~~~
