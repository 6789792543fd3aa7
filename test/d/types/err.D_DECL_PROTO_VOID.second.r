types/err.D_DECL_PROTO_VOID.second.d:2:7-9: ERROR: D_DECL_PROTO_VOID: void must be sole parameter
int f(int, void);
      ~~~
