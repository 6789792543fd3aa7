types/err.D_DECL_PROTO_NAME.void.d:2:12: ERROR: D_DECL_PROTO_NAME: void parameter may not have a name: v
int f(void v);
           ~
