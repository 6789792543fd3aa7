types/err.D_DECL_PROTO_TYPE.dynamic.d:2:7-16: ERROR: D_DECL_PROTO_TYPE: function prototype may not use parameter of type dynamic variable: a, parameter #1
int f(int a[int]);
      ~~~~~~~~~~
